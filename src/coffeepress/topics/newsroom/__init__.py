"""The ballot desk: topics, rounds, assignments and flags in the newsroom. Nobody is shown here who voted for what."""
