"""The articles that are most related to a text: the function that every list of related articles comes from.

1. The search library finds candidates: the articles that have the most of the text's most telling words, as its
   more-like-this does, but with the weights of `telling` in place of rarity alone.
2. The candidates are compared with the text by the cosine of their words' weights, which a library's score cannot do:
   it knows a text's length in words, not how much of it tells anything.
3. What was published long before or after counts for less. That is measured from the article, not from today, so that
   no list changes because time passes.

Both the cosine and the distance in time are the same from either side: what an article finds also says whose lists it
belongs into.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from coffeepress.related.shelf import Kept, Shelf, Text
from coffeepress.related.telling import Said, rarity_of

ASKED_WORDS = 30
"""With so many of a text's most telling words candidates are looked for."""

CANDIDATES = 100
TEMPERED = 0.25
"""So much of the relatedness is lost with time, in the end."""

LEAST = 0.1
"""What is less related than this is not related: by chance two articles of one outlet reach it."""


@dataclass(frozen=True)
class Neighbour:
    """A related article: how much, from 0 to 1."""

    number: int
    score: float


def nearest(
    shelf: Shelf,
    text: Text,
    *,
    most: int,
    half_life_days: int,
    without: Collection[int] = (),
    also: Sequence[int] = (),
) -> list[Neighbour]:
    """The articles on a shelf that are most related to a text, the most related first.

    Args:
        most: at most so many of those that are found.
        half_life_days: published so many days before or after, half of what time can take is taken; 0 takes nothing.
        without: numbers of articles that are left out, the text's own among them.
        also: numbers of articles that are compared whether they are found or not, beyond `most`.
    """
    said = text.said(shelf.weights)
    candidates = shelf.search(boosts(said, shelf), CANDIDATES + len(without))
    found = _compared(candidates, text, said, shelf, half_life_days, set(without))[:most]
    missing = set(also) - {each.number for each in found} - set(without)
    if missing:
        found += _compared(shelf.of(sorted(missing)), text, said, shelf, half_life_days, set())
        found.sort(key=_order)
    return found


def boosts(said: Said, shelf: Shelf) -> dict[str, float]:
    """What the most telling words of a text are worth to the search library, which puts rarity to it by itself."""
    weights, values = shelf.weights, said.by_word
    first = sorted(values, key=lambda word: (-values[word], word))[:ASKED_WORDS]
    return {
        word: values[word] * weights[word] / rarity_of(weights.count(word)[0], weights.articles)
        for word in first
    }


def tempering(days: int, half_life_days: int) -> float:
    """What distance in time leaves of relatedness."""
    if not half_life_days:
        return 1.0
    return float(1 - TEMPERED + TEMPERED * 0.5 ** (abs(days) / half_life_days))


def _compared(
    candidates: Sequence[Kept],
    text: Text,
    said: Said,
    shelf: Shelf,
    half_life_days: int,
    without: Collection[int],
) -> list[Neighbour]:
    found = [
        Neighbour(
            each.number,
            said.likeness(each.said(shelf.weights)) * tempering(each.day - text.day, half_life_days),
        )
        for each in candidates
        if each.number not in without
    ]
    return sorted((each for each in found if each.score >= LEAST), key=_order)


def _order(neighbour: Neighbour) -> tuple[float, int]:
    return -neighbour.score, -neighbour.number
