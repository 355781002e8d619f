"""Coffeepress: an open newsroom."""

__version__ = "0.1.0"
