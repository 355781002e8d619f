"""Letters in the newsroom: writing, sending, who gets them."""
