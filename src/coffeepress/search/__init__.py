"""Search for readers: what they type, what is found on the shelf of published articles, and how it is shown."""
