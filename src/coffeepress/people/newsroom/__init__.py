"""Persons and accounts in the newsroom."""
