"""Finds articles by a few words, such as a question somebody is typing: what a search box would find.

Reads a language's shelf without its lock. A shelf that is lost or just being made is none: nothing is found then.
"""

import logging
from collections.abc import Sequence

from coffeepress.related import shelves
from coffeepress.related.nearest import boosts
from coffeepress.related.shelf import Shelf, ShelfLost, Text

logger = logging.getLogger(__name__)

LEAST_WORDS = 2
"""An article that has one word of a question in common is about something else."""

CANDIDATES = 20


def find(text: str, language: str, most: int) -> Sequence[int]:
    """Numbers of published articles that have the most telling words of a text, the first ones first."""
    try:
        shelf = Shelf(shelves.root() / language)
        wanted = Text(headline=text, text="", language=language, day=0).said(shelf.weights)
        candidates = shelf.search(boosts(wanted, shelf), max(most, CANDIDATES))
        told = set(wanted.by_word)
        least = min(LEAST_WORDS, len(told))
        common = {each.number: len(told & set(each.said(shelf.weights).words)) for each in candidates}
    except (ShelfLost, OSError) as error:
        logger.info("No articles are found: the index cannot be read. %s", error)
        return []
    return [number for number, words in common.items() if words >= least][:most]
