"""How grave a change looks: a slip of the keys, or a matter of fact. A guess that the editor can overrule."""

import re
from itertools import pairwise

from rapidfuzz.distance import DamerauLevenshtein

from coffeepress.corrections.differences import words

MOST_SLIPS = 2
"""A word that differs in more letters than these is taken to be another word."""

_WORD = re.compile(r"[\w'’]+")


def is_fact(old: str, new: str) -> bool:
    """Whether a change looks like one of fact: a number, a name, another word, or a word more or less."""
    removed, added = _changed(old, new)
    if len(removed) != len(added):
        # "the the" for "the" is a slip: nothing is said that was not said before.
        return set(removed) ^ set(added) != set() and not _is_doubled(old, removed, added)
    return any(_is_other_word(before, after) for before, after in zip(removed, added, strict=True))


def _changed(old: str, new: str) -> tuple[list[str], list[str]]:
    pieces = words(old, new)
    removed = [word for piece in pieces if piece.kind == "removed" for word in _WORD.findall(piece.text)]
    added = [word for piece in pieces if piece.kind == "added" for word in _WORD.findall(piece.text)]
    return removed, added


def _is_doubled(old: str, removed: list[str], added: list[str]) -> bool:
    said = _WORD.findall(old)
    doubled = {word for word, following in pairwise(said) if word == following}
    return not added and bool(removed) and set(removed) <= doubled


def _is_other_word(before: str, after: str) -> bool:
    if any(char.isdigit() for char in before + after):
        return True
    slips = DamerauLevenshtein.distance(before, after)
    if before[:1].isupper() and after[:1].isupper() and before.casefold() != after.casefold():
        return True
    return slips > min(MOST_SLIPS, max(len(before), len(after)) // 2)
