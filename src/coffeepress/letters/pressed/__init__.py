"""The reader pages of letters: each letter, and what was sent."""
