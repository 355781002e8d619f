"""Bring in what a WordPress export (WXR, an extended RSS file) holds."""
