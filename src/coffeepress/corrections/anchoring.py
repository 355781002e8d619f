"""Where a passage that a reader reported stands in a later text of the article.

Owns the four answers: there, changed (with what it became), gone, ambiguous. With the old text at hand its bounds are
carried through the difference of the two texts; otherwise, and when the diff says it was taken out, the quotation is
searched for (`quotation.py`). Refuses to guess: of several equal places none is named, unless the old position
speaks clearly for one; and a lookalike is no answer. Offsets are code points, 0-based, end-exclusive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from coffeepress.corrections.differences import Piece, words
from coffeepress.corrections.lookalikes import SENTENCE, is_another, is_page_twice, may_be_repetition
from coffeepress.corrections.quotation import Selectors, images, score, search, whole

__all__ = ["Anchor", "Selectors", "anchor", "carry", "place", "select", "to_code_points", "to_utf16"]

Standing = Literal["there", "changed", "gone", "ambiguous"]

CONTEXT = 32
"""Characters of prefix and suffix."""
LEAST_LEAD = 0.4
"""By how much a place must outdo its strongest rival. Of two that are otherwise equal, one wins when it is three times
nearer to the old position (`quotation.DISTANCE` a doubling)."""
DIFF_SPEAKS = 1.0
"""What a place is credited with because the diff leads to it."""
MUCH_LESS = 20
"""How much longer than twice the passage a stretch rewritten as a whole may be to be taken for it."""
LONGEST_COMPARED = 4_000
"""Within a rewritten stretch up to this length, bounds are carried letter by letter."""


@dataclass(frozen=True)
class Anchor:
    """Where a passage is now.

    Attributes:
        standing: `there` (the same words, possibly moved), `changed` (what it became), `gone`, or `ambiguous`.
        start, end: its bounds in the later text; None when it is gone or ambiguous.
    """

    standing: Standing
    start: int | None = None
    end: int | None = None


GONE = Anchor("gone")


@dataclass(frozen=True)
class Step:
    """A stretch of the old text and what became of it: the same, or other words (or none) in its place."""

    is_same: bool
    start: int
    new_start: int
    removed: str
    added: str

    @property
    def end(self) -> int:
        return self.start + len(self.removed)

    @property
    def new_end(self) -> int:
        return self.new_start + len(self.added)

    @property
    def is_comparable(self) -> bool:
        return max(len(self.removed), len(self.added)) <= LONGEST_COMPARED


def place(text: str, selectors: Selectors, old_text: str | None = None) -> Anchor:
    """Where a passage is now, by the best means there are.

    Args:
        text: the later text.
        selectors: the passage.
        old_text: the text that it was read in, when that is known.
    """
    start, end = selectors.start, selectors.end
    if old_text is None or start is None or end is None or old_text[start:end] != selectors.exact:
        return anchor(text, selectors)
    carried = carry(old_text, text, start, end)
    if carried.standing == "there":
        return carried
    found = _answer(text, selectors, may_have_moved=True)
    if found.start is not None and found.end is not None and _was_another(old_text, text, found, start, end):
        found = GONE
    if carried.standing == "changed" and found.standing != "there":
        return carried
    return found


def anchor(text: str, selectors: Selectors) -> Anchor:
    """Where a passage is now, by its words, what stood around it and its old position alone."""
    return _answer(text, selectors, may_have_moved=False)


def _answer(text: str, selectors: Selectors, *, may_have_moved: bool) -> Anchor:
    """The best place, unless it may be another passage. Who can tell what moved by the old text says so."""
    best, rival = search(text, selectors)
    if best is None or is_another(text, selectors, best):
        return GONE
    is_only_one = best.is_exact and not (rival and rival.is_exact)
    if best.score < 0 and not (is_only_one and len(selectors.exact) >= SENTENCE):
        return GONE
    if not may_have_moved and may_be_repetition(text, selectors, best):
        return Anchor("ambiguous")
    is_near = rival is not None and rival.score >= 0 and best.score - rival.score < LEAST_LEAD
    if is_near or (rival and is_page_twice(text, best, rival)):
        return Anchor("ambiguous")
    return Anchor("there" if best.is_exact else "changed", best.start, best.end)


def carry(old_text: str, new_text: str, start: int, end: int) -> Anchor:
    """Where a passage went through the difference of two texts. One that was moved elsewhere counts as gone.

    Raises:
        ValueError: the passage is empty or lies outside the old text.
    """
    if not 0 <= start < end <= len(old_text):
        raise ValueError("The passage is empty or not in the text.")
    steps = _steps_between(old_text, new_text)
    first, last = _carried(steps, start, is_end=False), _carried(steps, end, is_end=True)
    if first < last and new_text[first:last] == old_text[start:end]:
        return Anchor("there", first, last)
    passage = select(old_text, start, end)
    if first < last:
        first, last = whole(new_text, (first, last), passage)
        if _is_likely(new_text, passage, first, last):
            return Anchor("changed", first, last)
    rewritten = _step_at(steps, start)
    if end <= rewritten.end and _is_mostly(rewritten, end - start):
        around = select(old_text, rewritten.start, rewritten.end)
        if _is_likely(new_text, around, rewritten.new_start, rewritten.new_end):
            return Anchor("changed", rewritten.new_start, rewritten.new_end)
    return GONE


def _is_mostly(rewritten: Step, size: int) -> bool:
    """Whether a rewritten stretch is the passage and little more, and became words of about that length."""
    most = 2 * size + MUCH_LESS
    is_short = len(rewritten.removed) <= most and len(rewritten.added) <= 2 * most
    return is_short and any(char.isalnum() for char in rewritten.added)


def _is_likely(new_text: str, passage: Selectors, first: int, last: int) -> bool:
    """Whether a stretch that the diff leads to can be what the passage became; distance says nothing then."""
    here = Selectors(passage.exact, passage.prefix, passage.suffix, first, last)
    return score(new_text, here, first, last) + DIFF_SPEAKS >= 0


def select(text: str, start: int, end: int) -> Selectors:
    """The selectors of a passage of this text, with 32 characters before and after it."""
    return Selectors(
        text[start:end], text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT], start, end
    )


def to_code_points(text: str, utf16_offset: int) -> int:
    """A browser's offset (UTF-16 units) in code points, held within the text; within a pair, that pair's start."""
    units = 0
    for position, char in enumerate(text):
        units += 2 if char > "\uffff" else 1
        if units > utf16_offset:
            return position
    return len(text)


def to_utf16(text: str, offset: int) -> int:
    """An offset in code points in a browser's UTF-16 units, held within the text."""
    return len(text[: max(offset, 0)].encode("utf-16-le", "surrogatepass")) // 2


def _was_another(old_text: str, text: str, found: Anchor, start: int, end: int) -> bool:
    """Whether what was found stood in the old text already, as another passage: a lookalike."""
    if found.start is None or found.end is None:
        return False
    back = carry(text, old_text, found.start, found.end)
    if back.start is None or back.end is None:
        return False
    return back.end <= start or end <= back.start


def _carried(steps: Sequence[Step], point: int, *, is_end: bool) -> int:
    """Where a bound of a passage went. What was put in right at a bound stays outside the passage."""
    inner = point - 1 if is_end else point
    step = _step_at(steps, inner)
    if step.is_same:
        return step.new_start + point - step.start
    if point == (step.end if is_end else step.start) or not step.is_comparable:
        return step.new_end if is_end else step.new_start
    (found,) = images(step.removed, step.added, [point - step.start])
    return step.new_start + (min(found) if is_end else max(found)) if found else step.new_start


def _step_at(steps: Sequence[Step], position: int) -> Step:
    return next(step for step in steps if step.start <= position < step.end)


@lru_cache(maxsize=8)
def _steps_between(old_text: str, new_text: str) -> list[Step]:
    """Of two texts, kept: many reports of one article are carried one after the other."""
    return _steps(words(old_text, new_text))


def _steps(pieces: Sequence[Piece]) -> list[Step]:
    """The pieces of a difference as steps; what was added after something removed is one step with it."""
    steps: list[Step] = []
    old = new = 0
    for number, piece in enumerate(pieces):
        if piece.kind == "same":
            steps.append(Step(True, old, new, piece.text, piece.text))
        elif piece.kind == "removed":
            following = pieces[number + 1] if number + 1 < len(pieces) else None
            steps.append(
                Step(
                    False,
                    old,
                    new,
                    piece.text,
                    following.text if following and following.kind == "added" else "",
                )
            )
        old += len(piece.text) * (piece.kind != "added")
        new += len(piece.text) * (piece.kind != "removed")
    return steps
