"""Where a reported passage stands in a later text (simple form; to be deepened)."""

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Standing = Literal["there", "changed", "gone", "ambiguous"]
CONTEXT = 32


@dataclass(frozen=True)
class Selectors:
    """A passage as the W3C Web Annotation model names it: its words, what stands around them, and its place."""

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Anchor:
    """Where the passage is now. `start` and `end` are None when it is gone or ambiguous."""

    standing: Standing
    start: int | None = None
    end: int | None = None


def place(text: str, selectors: Selectors, old_text: str | None = None) -> Anchor:
    """Find the passage: through the diff when the text it was read in is at hand, else by quotation."""
    start, end = selectors.start, selectors.end
    if (
        old_text is not None
        and start is not None
        and end is not None
        and old_text[start:end] == selectors.exact
    ):
        carried = carry(old_text, text, start, end)
        if carried.standing != "gone":
            return carried
    return anchor(text, selectors)


def anchor(text: str, selectors: Selectors) -> Anchor:
    """Find the passage by quotation alone."""
    exact = selectors.exact
    if not exact:
        return Anchor("gone")
    places, at = [], text.find(exact)
    while at >= 0:
        places.append(at)
        at = text.find(exact, at + 1)
    if not places:
        return Anchor("gone")
    whole = [
        at
        for at in places
        if text[:at].endswith(selectors.prefix) and text[at + len(exact) :].startswith(selectors.suffix)
    ]
    places = whole or places
    if len(places) > 1:
        return Anchor("ambiguous")
    return Anchor("there", places[0], places[0] + len(exact))


def carry(old_text: str, new_text: str, start: int, end: int) -> Anchor:
    """Carry a passage's bounds through the difference of the two texts."""
    if old_text == new_text:
        return Anchor("there", start, end)
    first = last = None
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old_text, new_text, autojunk=False).get_opcodes():
        if i2 <= start or i1 >= end:
            continue
        same = tag == "equal"
        first = (j1 + max(start - i1, 0) if same else j1) if first is None else first
        last = j1 + min(end, i2) - i1 if same else j2
    if first is None or last is None or first >= last:
        return Anchor("gone")
    return Anchor("there" if new_text[first:last] == old_text[start:end] else "changed", first, last)


def select(text: str, start: int, end: int) -> Selectors:
    """The selectors of a passage of this text."""
    return Selectors(
        text[start:end], text[max(start - CONTEXT, 0) : start], text[end : end + CONTEXT], start, end
    )


def to_code_points(text: str, utf16_offset: int) -> int:
    """A browser's offset (UTF-16 units) as one in code points, held within the text."""
    units = 0
    for position, char in enumerate(text):
        if units >= utf16_offset:
            return position
        units += 2 if ord(char) > 0xFFFF else 1
    return len(text)


def to_utf16(text: str, offset: int) -> int:
    """An offset in code points as one in UTF-16 units."""
    return len(text[: max(offset, 0)].encode("utf-16-le", "surrogatepass")) // 2
