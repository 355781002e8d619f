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
from typing import NamedTuple

from rapidfuzz.distance import Indel, Levenshtein, Postfix, Prefix
from rapidfuzz.fuzz import partial_ratio_alignment

from coffeepress.corrections.characters import (
    character_end,
    character_start,
    is_one,
    is_spaced_letter,
    word_end,
    word_start,
)

Span = tuple[int, int]

# The weights are of a logistic regression on 1,340 quotations with known places (`bench/anchoring_weights.py` gets them
# again and cross-validates them by source and by language); rounded, because the figures don't depend on the digits.
LIKENESS = 3.0
"""For the log-odds of the likeness of the passage and the place (Indel similarity, between the two limits below)."""
ADJOINING = 2.5
"""For the share of the prefix, and of the suffix, that still adjoins the place letter for letter."""
SURROUNDINGS = 3.6
"""For the similarity of prefix and suffix to what stands there now."""
BOTH_SIDES = 3.4
"""For the smaller of the two adjoining shares: a lookalike often shares one side."""
BASE = -10.0
"""What a place must earn before it is believed; a score from 0 upwards is."""
DISTANCE = 0.25
"""Against each doubling of the distance from the old position, counted from `NEAR`. Not learned: too few texts repeat
whole passages; chosen so that position decides between equal places and nothing else."""
NEAR = 10

LEAST_LIKE, MOST_LIKE = 0.2, 0.95
UNLIKE = 0.02
"""In place of `LEAST_LIKE` for what is far longer than the passage: that is not it rewritten, but something else."""
MOST_PLACES = 40
"""Exact places that are weighed; of more, those that adjoin the best and are nearest."""
MOST_SIDES = 30
"""Places of the prefix, and of the suffix, that are paired."""
SHORTEST_SIDE = 3
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


class Evidence(NamedTuple):
    """What speaks for a place, as the weights weigh it.

    Attributes:
        likeness: log-odds of the likeness of the passage and the place.
        adjoining: share of the prefix, and of the suffix, that still adjoins letter for letter; together, up to 2.
        both_sides: the smaller of those two shares.
        surroundings: similarity of prefix and suffix to what stands there; together, up to 2.
        doublings: of the distance from the old position.
    """

    likeness: float
    adjoining: float
    both_sides: float
    surroundings: float
    doublings: float


def search(text: str, wanted: Selectors) -> tuple[Place | None, Place | None]:
    """The best place of the passage and its strongest rival, a place elsewhere; None where there is none."""
    size = len(wanted.exact)
    places = [
        Place(start, end, score(text, wanted, start, end), text[start:end] == wanted.exact)
        for start, end in candidates(text, wanted)
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


def candidates(text: str, wanted: Selectors) -> set[Span]:
    """Every place worth weighing: the exact ones, and approximate ones that overlap none of them.

    Where the passage stands once with its whole prefix and suffix, no other is.
    """
    if not wanted.exact or not text:
        return set()
    whole_quotation = wanted.prefix + wanted.exact + wanted.suffix
    if wanted.prefix and wanted.suffix and text.count(whole_quotation) == 1:
        at = text.index(whole_quotation) + len(wanted.prefix)
        return {(at, at + len(wanted.exact))}
    exact = _exact_places(text, wanted)
    spans = set(exact)
    for found in _approximate_places(text, wanted):
        span = whole(text, found, wanted)
        if span[0] < span[1] and not any(_overlap(span, place) for place in exact):
            spans.add(span)
    return spans


def score(text: str, wanted: Selectors, start: int, end: int) -> float:
    """How well a place of the text answers to the selectors; from 0 upwards it is believed."""
    found = evidence(text, wanted, start, end)
    return (
        BASE
        + LIKENESS * found.likeness
        + ADJOINING * found.adjoining
        + BOTH_SIDES * found.both_sides
        + SURROUNDINGS * found.surroundings
        - DISTANCE * found.doublings
    )


def evidence(text: str, wanted: Selectors, start: int, end: int) -> Evidence:
    """What speaks for a place of the text."""
    least = LEAST_LIKE if end - start <= longest(wanted) else UNLIKE
    likeness = min(max(Indel.normalized_similarity(wanted.exact, text[start:end]), least), MOST_LIKE)
    prefix, suffix = wanted.prefix, wanted.suffix
    before, after = text[max(start - len(prefix), 0) : start], text[end : end + len(suffix)]
    left = Postfix.similarity(prefix, before) / len(prefix) if prefix else _at_edge(wanted, start == 0)
    right = Prefix.similarity(suffix, after) / len(suffix) if suffix else _at_edge(wanted, end == len(text))
    like_left = Indel.normalized_similarity(prefix, before) if prefix else left
    like_right = Indel.normalized_similarity(suffix, after) if suffix else right
    return Evidence(
        likeness=log(likeness / (1 - likeness)),
        adjoining=left + right,
        both_sides=min(left, right),
        surroundings=like_left + like_right,
        doublings=0.0 if wanted.start is None else log2(1 + abs(start - wanted.start) / NEAR),
    )


def _at_edge(wanted: Selectors, is_at_edge: bool) -> float:
    """What a blank side says: that the passage stood at the text's edge, or nothing when no position is known."""
    return 0.5 if wanted.start is None else float(is_at_edge)


def _exact_places(text: str, wanted: Selectors) -> list[Span]:
    size = len(wanted.exact)
    starts = [start for start in _occurrences(text, wanted.exact) if _is_uncut(text, start, wanted)]
    if len(starts) > MOST_PLACES:
        reach = 8
        before, after = wanted.prefix[-reach:], wanted.suffix[:reach]

        def promise(start: int) -> tuple[int, int]:
            adjoining = Postfix.similarity(before, text[max(start - reach, 0) : start])
            adjoining += Prefix.similarity(after, text[start + size : start + size + reach])
            return adjoining, -abs(start - (wanted.start or 0))

        starts = nlargest(MOST_PLACES, starts, key=promise)
    return [(start, start + size) for start in starts]


def _is_uncut(text: str, start: int, wanted: Selectors) -> bool:
    """Whether a place ends where a character as people see it ends; a bare letter is not the accented one."""
    end = start + len(wanted.exact)
    was_cut = bool(wanted.suffix) and is_one(wanted.exact[-1], wanted.suffix[0])
    return was_cut or end >= len(text) or not is_one(text[end - 1], text[end])


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
    most = longest(wanted)
    starts = _side_places(text, wanted.suffix)
    for before in _side_places(text, wanted.prefix, is_before=True):
        for after in starts:
            if before < after <= before + most:
                yield before, after


def _side_places(text: str, side: str, is_before: bool = False) -> list[int]:
    """Where a prefix ends or a suffix begins, by the longest part beside the passage that stands in the text."""
    if len(side) < SHORTEST_SIDE:
        return []
    for size in (len(side), 20, 12, 8):
        size = min(size, len(side))
        part = side[-size:] if is_before else side[:size]
        places = [at + size if is_before else at for at in islice(_occurrences(text, part), MOST_SIDES)]
        if places:
            return places
    return []


def _occurrences(text: str, part: str) -> Iterator[int]:
    at = text.find(part)
    while at >= 0:
        yield at
        at = text.find(part, at + 1)


def _best_fit(part: str, text: str) -> Span:
    """The stretch of the text that is most like the part."""
    found = partial_ratio_alignment(part, text) if len(part) < len(text) else None
    return (found.dest_start, found.dest_end) if found else (0, len(text))


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


def longest(wanted: Selectors) -> int:
    """The longest that a passage is thought to become when it is written anew."""
    return 2 * len(wanted.exact) + 80


def whole(text: str, span: Span, wanted: Selectors) -> Span:
    """A place at whole characters, and at whole words and without white space on the sides where the passage was so."""
    before, first, last, after = wanted.prefix[-1:], wanted.exact[0], wanted.exact[-1], wanted.suffix[:1]
    start, end = span
    if not (is_spaced_letter(before) and is_spaced_letter(first)):
        start = word_start(text, start)
    if not (is_spaced_letter(last) and is_spaced_letter(after)):
        end = word_end(text, end)
    while start < end and text[start].isspace() and not first.isspace():
        start += 1
    while start < end and text[end - 1].isspace() and not last.isspace():
        end -= 1
    return character_start(text, start), character_end(text, end)


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
