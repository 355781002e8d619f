"""How telling a word is, as the outlet's own articles say it.

Two things are counted: in how many articles a word occurs (a rare one says more), and in how many of their headlines. A
word that stands in the headline of many of the articles in which it occurs is what articles are about; one that is in
hundreds of articles and never in a headline is how they are told. Of the two the second says more about relatedness.

Pure: the counts come from whoever has them.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import repeat
from math import log, sqrt
from operator import mul

RARITY = 0.25
"""The power of the inverse document frequency."""

HEADLINES = 0.5
"""The power of the share of headlines."""

DOUBT = 30
"""A word's share of headlines is believed as much as the outlet's whole share when it occurs in this many articles."""

LEAST_SHARE = 0.001
"""Where headlines have no words of the text at all, rarity alone is left, not nothing."""

COMMON = 0.5
"""A word in a greater part of all articles says nothing …"""

COMMON_LEAST = 15
"""… if it is in more of them than this: in a small archive every shared word counts."""

MOST_TIMES = 255
_FREQUENCY = [0.0, *(1 + log(times) for times in range(1, MOST_TIMES + 1))]


class Weights(dict[str, float]):
    """The weights of words; one that is asked for the first time is counted.

    Args:
        articles: how many there are.
        share: the mean share of an article's words that are in its headline.
        count: in how many articles, and in how many of their headlines, a word occurs.
    """

    def __init__(self, articles: int, share: float, count: Callable[[str], tuple[int, int]]) -> None:
        super().__init__()
        self.articles, self.share, self.count = articles, share, count

    def __missing__(self, word: str) -> float:
        found = self[word] = weight(*self.count(word), articles=self.articles, share=self.share)
        return found


def weight(occurs: int, heads: int, *, articles: int, share: float) -> float:
    """The weight of a word that occurs in `occurs` of the articles and in `heads` of their headlines."""
    if occurs > max(COMMON_LEAST, COMMON * articles):
        return 0.0
    # One that no article has yet is as rare as one that a single article has.
    rarity = rarity_of(max(occurs, 1), articles)
    return float(rarity**RARITY * ((heads + max(share, LEAST_SHARE) * DOUBT) / (occurs + DOUBT)) ** HEADLINES)


def rarity_of(occurs: int, articles: int) -> float:
    """The inverse document frequency, as BM25 has it: above 0 also for a word that all articles have."""
    return log(1 + (max(articles - occurs, 0) + 0.5) / (occurs + 0.5))


@dataclass(frozen=True)
class Said:
    """What an article says: its words, and how much each tells there.

    There are a hundred of these to a comparison: all is done by whole lists, not word by word.
    """

    words: Sequence[str]
    values: Sequence[float]

    @cached_property
    def length(self) -> float:
        return sqrt(sum(map(mul, self.values, self.values)))

    @cached_property
    def by_word(self) -> dict[str, float]:
        """The words that tell something."""
        return {word: value for word, value in zip(self.words, self.values, strict=True) if value}

    def likeness(self, other: "Said") -> float:
        """The cosine, from 0 to 1."""
        lengths = self.length * other.length
        if not lengths:
            return 0.0
        return sum(map(mul, other.values, map(self.by_word.get, other.words, repeat(0.0)))) / lengths


def said(words: Sequence[str], counts: Iterable[int], weights: Weights) -> Said:
    """What an article says that has these words so many times (1 to 255)."""
    return Said(words, list(map(mul, map(_FREQUENCY.__getitem__, counts), map(weights.__getitem__, words))))
