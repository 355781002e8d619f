"""How telling a word is, as the outlet's own articles say it.

Two things are counted: in how many articles a word occurs (a rare one says more), and in how many of their headlines. A
word that stands in the headline of many of the articles in which it occurs is what articles are about; one that is in
hundreds of articles and never in a headline is how they are told. Of the two the second says more about relatedness.

Pure: the counts come from whoever has them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from math import log, sqrt

RARITY = 0.25
"""The power of the inverse document frequency."""

HEADLINES = 0.5
"""The power of the share of headlines."""

DOUBT = 30
"""A word's share of headlines is believed as much as the outlet's whole share when it occurs in this many articles."""

COMMON = 0.5
"""A word in a greater part of all articles says nothing …"""

COMMON_LEAST = 15
"""… if it is in more of them than this: in a small archive every shared word counts."""


@dataclass
class Telling:
    """Weights of words.

    Args:
        articles: how many there are.
        share: the mean share of an article's words that are in its headline.
        count: in how many articles, and in how many of their headlines, a word occurs.
    """

    articles: int
    share: float
    count: Callable[[str], tuple[int, int]]
    _known: dict[str, float] = field(default_factory=dict)

    def weight(self, word: str) -> float:
        """How much a word says; 0 is nothing."""
        known = self._known.get(word)
        if known is None:
            known = self._known[word] = weight(*self.count(word), articles=self.articles, share=self.share)
        return known


def weight(occurs: int, heads: int, *, articles: int, share: float) -> float:
    """The weight of a word that occurs in `occurs` of the articles and in `heads` of their headlines."""
    if occurs > max(COMMON_LEAST, COMMON * articles):
        return 0.0
    # One that no article has yet is as rare as one that a single article has.
    rarity = rarity_of(max(occurs, 1), articles)
    return float(rarity**RARITY * ((heads + share * DOUBT) / (occurs + DOUBT)) ** HEADLINES)


def rarity_of(occurs: int, articles: int) -> float:
    """The inverse document frequency, as BM25 has it: above 0 also for a word that all articles have."""
    return log(1 + (max(articles - occurs, 0) + 0.5) / (occurs + 0.5))


def vector(counts: Mapping[str, int], telling: Telling) -> dict[str, float]:
    """An article's words with their weights in it, of length 1; empty where no word tells anything."""
    weighed = {word: (1 + log(count)) * telling.weight(word) for word, count in counts.items()}
    length = sqrt(sum(value * value for value in weighed.values()))
    return {word: value / length for word, value in weighed.items() if value} if length else {}
