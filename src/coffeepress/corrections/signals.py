"""Connects facts of Wagtail and of the articles to what corrections make of them."""
