"""What programs read of the outlet: feeds, sitemaps, and who stands behind it; and who is told when it changes."""
