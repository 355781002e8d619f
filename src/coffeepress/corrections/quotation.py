"""Find a quoted passage in a text when the text it was quoted from is not at hand.

Owns how places are looked for and how they are weighed against each other. A place is weighed by its likeness to the
passage, by what stands around it, and a little by how near it is to the old position. Refuses to choose: `search`
returns the best place and its strongest rival, and `anchoring.py` says what that means.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import nlargest
from itertools import islice
from math import log, log2
from unicodedata import category

from rapidfuzz.distance import Indel, Levenshtein, Postfix, Prefix
from rapidfuzz.fuzz import partial_ratio_alignment

Span = tuple[int, int]

# The weights are of a logistic regression on 1,340 quotations with known places (`bench/anchoring_weights.py` gets them
# again and cross-validates them by source and by language); rounded, because the figures don't depend on the digits.
LIKENESS = 3.0
"""For the log-odds of the likeness of the passage and the place (Indel similarity, between the two limits below)."""
ADJOINING = 2.6
"""For the share of the prefix, and of the suffix, that still adjoins the place letter for letter."""
SURROUNDINGS = 3.7
"""For the similarity of prefix and suffix to what stands there now."""
BOTH_SIDES = 3.3
"""For the smaller of the two adjoining shares: a lookalike often shares one side."""
BASE = -10.25
"""What a place must earn before it is believed; a score from 0 upwards is."""
DISTANCE = 0.25
"""Against each doubling of the distance from the old position, counted from `NEAR`. Not learned: too few texts repeat
whole passages; chosen so that position decides between equal places and nothing else."""
NEAR = 10

LEAST_LIKE, MOST_LIKE = 0.2, 0.95
MOST_PLACES = 40
"""Exact places that are weighed; of more, those that adjoin the best and are nearest."""
MOST_SIDES = 30
"""Places of the prefix, and of the suffix, that are paired."""
FAINTEST_SIDE = 60
"""The percentage of likeness from which a changed prefix or suffix counts as found."""
SHORTEST_SIDE = 3
LONGEST_WORD = 24
AROUND = 400
"""How far from the old position an approximate place is looked for on its own account."""


@dataclass(frozen=True)
class Selectors:
    """A passage as the W3C Web Annotation model selects it, offsets in code points.

    Attributes:
        exact: its words.
        prefix, suffix: what stands before and after it; blank beside a known position at the text's very edge.
        start, end: where it stood; None when only the words are known.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Place:
    """Where the passage may be, with its score; from 0 upwards it is believed."""

    start: int
    end: int
    score: float
    is_exact: bool


def search(text: str, wanted: Selectors) -> tuple[Place | None, Place | None]:
    """The best place of the passage and its strongest rival, a place elsewhere; None where there is none."""
    if not wanted.exact or not text:
        return None, None
    size = len(wanted.exact)
    exact = _exact_places(text, wanted)
    spans = set(exact)
    for span in _approximate_places(text, wanted):
        widened = whole_words(text, span, wanted)
        if not any(_overlap(widened, place) for place in exact):
            spans.add(widened)
    places = [
        Place(*span, score(text, wanted, *span), text[span[0] : span[1]] == wanted.exact) for span in spans
    ]
    if not places:
        return None, None
    best = max(places, key=lambda place: (place.score, -abs(place.end - place.start - size), -place.start))
    rivals = (
        place
        for place in places
        if place is not best
        and (
            (place.is_exact and best.is_exact)
            or not _overlap((place.start, place.end), (best.start, best.end))
        )
    )
    return best, max(rivals, key=lambda place: place.score, default=None)


def score(text: str, wanted: Selectors, start: int, end: int) -> float:
    """How well a place of the text answers to the selectors; from 0 upwards it is believed."""
    likeness = Indel.normalized_similarity(wanted.exact, text[start:end])
    odds = min(max(likeness, LEAST_LIKE), MOST_LIKE)
    adjoins_before, like_before = _side(
        wanted, wanted.prefix, text[max(start - len(wanted.prefix), 0) : start], start == 0
    )
    adjoins_after, like_after = _side(
        wanted, wanted.suffix, text[end : end + len(wanted.suffix)], end == len(text), is_after=True
    )
    total = BASE + LIKENESS * log(odds / (1 - odds))
    total += ADJOINING * (adjoins_before + adjoins_after) + BOTH_SIDES * min(adjoins_before, adjoins_after)
    total += SURROUNDINGS * (like_before + like_after)
    if wanted.start is not None:
        total -= DISTANCE * log2(1 + abs(start - wanted.start) / NEAR)
    return total


def _side(
    wanted: Selectors, side: str, now: str, at_edge: bool, is_after: bool = False
) -> tuple[float, float]:
    """How much of a prefix or suffix still adjoins, and how like it the surroundings are; each from 0 to 1."""
    if not side:
        known = float(at_edge) if wanted.start is not None else 0.5
        return known, known
    adjoining = (Prefix if is_after else Postfix).similarity(side, now)
    return adjoining / len(side), Indel.normalized_similarity(side, now)


def _exact_places(text: str, wanted: Selectors) -> list[Span]:
    size = len(wanted.exact)
    starts = list(_occurrences(text, wanted.exact))
    if len(starts) > MOST_PLACES:
        reach = 8
        before, after = wanted.prefix[-reach:], wanted.suffix[:reach]

        def promise(start: int) -> tuple[int, int]:
            adjoining = Postfix.similarity(before, text[max(start - reach, 0) : start])
            adjoining += Prefix.similarity(after, text[start + size : start + size + reach])
            return adjoining, -abs(start - (wanted.start or 0))

        starts = nlargest(MOST_PLACES, starts, key=promise)
    return [(start, start + size) for start in starts]


def _approximate_places(text: str, wanted: Selectors) -> Iterator[Span]:
    """Places that may hold the changed passage: where it and its surroundings fit best, and between its two sides."""
    size = len(wanted.exact)
    whole = wanted.prefix + wanted.exact + wanted.suffix
    slack = 24 + size // 3
    found = _best_fit(whole, text)
    yield from _bounds(text, wanted, found[0] - slack, found[1] + slack)
    if wanted.start is not None:
        left = max(wanted.start - len(wanted.prefix) - AROUND, 0)
        near = _best_fit(whole, text[left : wanted.start + len(whole) + AROUND])
        yield from _bounds(text, wanted, left + near[0] - 8, left + near[1] + 8)
    yield from _between(text, wanted)


def _between(text: str, wanted: Selectors) -> Iterator[Span]:
    """What stands between a place of the prefix and a near place of the suffix: the passage, even if rewritten."""
    longest = 2 * len(wanted.exact) + 80
    starts = _side_places(text, wanted.suffix)
    for before in _side_places(text, wanted.prefix, is_before=True):
        for after in starts:
            if before < after <= before + longest:
                yield before, after


def _side_places(text: str, side: str, is_before: bool = False) -> list[int]:
    """Where a prefix ends or a suffix begins: the longest part of it that stands in the text, else the best fit."""
    if len(side) < SHORTEST_SIDE:
        return []
    for size in (len(side), 20, 12, 8):
        size = min(size, len(side))
        part = side[-size:] if is_before else side[:size]
        places = [at + size if is_before else at for at in islice(_occurrences(text, part), MOST_SIDES)]
        if places:
            return places
    start, end, percent = _best_fit(side, text)
    return [end if is_before else start] if percent > FAINTEST_SIDE else []


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _best_fit(part: str, text: str) -> tuple[int, int, float]:
    """The stretch of the text that is most like the part, with the percentage of likeness."""
    if len(part) >= len(text):
        return 0, len(text), 100 * Indel.normalized_similarity(part, text)
    found = partial_ratio_alignment(part, text)
    return (found.dest_start, found.dest_end, found.score) if found else (0, 0, 0.0)


def _bounds(text: str, wanted: Selectors, left: int, right: int) -> Iterator[Span]:
    """The passage's bounds in a window of the text, by aligning it with its prefix and suffix to the window.

    Where something was put in right at a bound, both readings are given: with it and without.
    """
    left = max(left, 0)
    window = text[left:right]
    starts, ends = images(
        wanted.prefix + wanted.exact + wanted.suffix,
        window,
        (len(wanted.prefix), len(wanted.prefix) + len(wanted.exact)),
    )
    for start in starts:
        for end in ends:
            if start < end:
                yield left + start, left + end


def images(old: str, new: str, points: Iterable[int]) -> list[set[int]]:
    """For each offset into the old text, the first and the last offset of the new one that answers to it."""
    steps = list(Levenshtein.opcodes(old, new)) if old and new else []
    found: list[set[int]] = []
    for point in points:
        here = []
        for step in steps:
            if step.src_start <= point <= step.src_end:
                if step.tag == "insert":
                    here += [step.dest_start, step.dest_end]
                elif point == step.src_end:
                    here.append(step.dest_end)
                else:
                    here.append(min(step.dest_start + point - step.src_start, step.dest_end))
        found.append({min(here), max(here)} if here else set())
    return found


def whole_words(text: str, span: Span, wanted: Selectors) -> Span:
    """The place widened to whole characters, and to whole words where the passage began and ended with whole words."""
    start, end = span
    joins_before = bool(wanted.prefix) and _is_letter(wanted.prefix[-1]) and _is_letter(wanted.exact[0])
    joins_after = bool(wanted.suffix) and _is_letter(wanted.suffix[0]) and _is_letter(wanted.exact[-1])
    if not joins_before:
        start = _word_start(text, start)
    if not joins_after:
        end = _word_end(text, end)
    while 0 < start < end and _is_joined(text, start):
        start -= 1
    while end < len(text) and _is_joined(text, end):
        end += 1
    return start, end


def _word_start(text: str, start: int) -> int:
    at = start
    while (
        0 < at < len(text) and start - at < LONGEST_WORD and _is_letter(text[at]) and _is_letter(text[at - 1])
    ):
        at -= 1
    return at if start - at < LONGEST_WORD else start


def _word_end(text: str, end: int) -> int:
    at = end
    while (
        0 < at < len(text) and at - end < LONGEST_WORD and _is_letter(text[at]) and _is_letter(text[at - 1])
    ):
        at += 1
    return at if at - end < LONGEST_WORD else end


def _is_letter(char: str) -> bool:
    """A letter or digit of a script that puts spaces between words."""
    return char.isalnum() and not "\u2e80" <= char <= "\uffdc" and not "\u0e00" <= char <= "\u0eff"


def _is_joined(text: str, at: int) -> bool:
    """Whether the character there belongs to the one before it: a combining mark, or part of an emoji."""
    char = text[at]
    return (
        category(char) in ("Mn", "Me", "Mc")
        or char == "\u200d"
        or text[at - 1] == "\u200d"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
