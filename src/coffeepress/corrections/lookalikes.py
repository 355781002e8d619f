"""When the best place of a passage is not answered, because it may be another passage that is like it.

Owns what is asked of a place beyond its score: whether the two sides of the passage have closed up without it, whether
it is written anew from end to end, and whether a whole page stands twice. Pure. What it refuses is said to be gone or
ambiguous by `anchoring.py`. The limits were chosen on passages that were taken out of, doubled in or written into the
benchmark's texts (`bench/anchoring_made.py` makes and counts them), not on the benchmark's own quotations.
"""

import re

from rapidfuzz.distance import Indel, Levenshtein

from coffeepress.corrections.quotation import Place, Selectors, evidence

SENTENCE = 20
"""From this length on a passage can be told by its words alone."""
STILL_LIKE = 0.3
"""The least likeness (Levenshtein similarity) of a sentence and what it became. Two sentences that have nothing to do
with each other reach 0.3 in one of twenty cases; no sentence of the benchmark that lives on is below 0.35."""
SIDE = 20
"""Characters of each side that must meet where a passage was taken out."""
LEAST_SIDE = 10
"""Shorter than that, a side is no evidence."""
HELD_BY_BOTH = 0.5
"""The share of both sides from which on a place is the old one whatever stands elsewhere."""
CLOSE_BY = 250
CLOSE_SHARE = 20
"""Up to this distance, and up to this part of the text, the same words beside a closed gap may be a repetition of which
one was taken out. One in six of such repetitions is as close and one in fifteen of moved passages, and moves are twice
as frequent: neither is the likelier. Further away it is taken as moved."""
PAGE = 400
"""Characters on each side that make a page."""
SAME_PAGE = 0.9
"""The likeness (Indel similarity) of a page that stands twice. Repeated paragraphs in different places reach 0.86."""


def is_another(text: str, wanted: Selectors, place: Place) -> bool:
    """Whether a changed place is a lookalike: written anew from end to end, or elsewhere when the gap has closed."""
    if place.is_exact:
        return False
    found = text[place.start : place.end]
    if len(wanted.exact) >= SENTENCE and Levenshtein.normalized_similarity(wanted.exact, found) < STILL_LIKE:
        return True
    return not _is_held(text, wanted, place) and has_closed(text, wanted)


def may_be_repetition(text: str, wanted: Selectors, place: Place) -> bool:
    """Whether the same words close by are as likely a repetition of a passage taken out as the passage moved."""
    close = min(CLOSE_BY, len(text) // CLOSE_SHARE)
    if not place.is_exact or wanted.start is None or abs(place.start - wanted.start) > close:
        return False
    return not _is_held(text, wanted, place) and has_closed(text, wanted)


def is_page_twice(text: str, place: Place, rival: Place) -> bool:
    """Whether two places of the same words lie in a page that stands twice; then an old position says nothing."""
    if not (place.is_exact and rival.is_exact) or abs(place.start - rival.start) < 2 * PAGE:
        return False
    one, other = (text[max(at.start - PAGE, 0) : at.end + PAGE] for at in (place, rival))
    return Indel.normalized_similarity(one, other, score_cutoff=SAME_PAGE) >= SAME_PAGE


def has_closed(text: str, wanted: Selectors) -> bool:
    """Whether prefix and suffix meet in the text, with nothing but white space between."""
    before, after = wanted.prefix[-SIDE:].rstrip(), wanted.suffix[:SIDE].lstrip()
    if min(len(before), len(after)) < LEAST_SIDE:
        return False
    return re.search(rf"{re.escape(before)}\s{{0,3}}{re.escape(after)}", text) is not None


def _is_held(text: str, wanted: Selectors, place: Place) -> bool:
    return evidence(text, wanted, place.start, place.end).both_sides >= HELD_BY_BOTH
