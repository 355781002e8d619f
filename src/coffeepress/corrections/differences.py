"""What changed between two texts, word by word, as a person reads it.

Owns the words of a text and their difference. Lines are compared first, then the words of what lies between equal
lines; words that stayed by chance between two changes are shown as part of the change, so that it reads as one.
Pure; knows nothing of articles or markup.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import Indel

from coffeepress.corrections.characters import UNSPACED, is_flag_letter, is_mark, is_one, is_spaced_letter

Kind = Literal["same", "removed", "added", "folded"]
Span = tuple[int, int, int, int]
"""A stretch in which two sequences differ: its bounds in the old one, then in the new one."""

LARGEST = 64_000_000
"""Words of the old stretch times words of the new one that are still compared: 8,000 by 8,000, eight megabytes."""

_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W{UNSPACED}]+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: in both texts, only in the old, only in the new, or (`folded`) in both but left out."""

    kind: Kind
    text: str


def words(old: str, new: str) -> list[Piece]:
    """The difference as pieces in reading order; what was removed stands before what was added in its place.

    The pieces `same` and `removed` joined are the old text, `same` and `added` joined the new one. No piece is empty,
    and no two of one kind follow each other.
    """
    before, after = tokens(old), tokens(new)
    pieces: list[Piece] = []
    left = right = 0
    for start, end, new_start, new_end in _readable(list(_changes(before, after)), before, after):
        _add(pieces, "same", before[left:start])
        _add(pieces, "removed", before[start:end])
        _add(pieces, "added", after[new_start:new_end])
        left, right = end, new_end
    _add(pieces, "same", after[right:])
    return pieces


def folded(pieces: Sequence[Piece], around: int = 12) -> list[Piece]:
    """The pieces with long unchanged stretches cut to `around` words beside each change.

    What was left out stands as one piece of kind `folded`. A text without changes is one such piece.
    """
    shown: list[Piece] = []
    for number, piece in enumerate(pieces):
        if piece.kind != "same":
            shown.append(piece)
            continue
        stretch = tokens(piece.text)
        head = _words_in(stretch, around) if number else 0
        tail = len(stretch) - _words_in(stretch[::-1], around) if number + 1 < len(pieces) else len(stretch)
        if _count(stretch[head:tail]) <= around:
            shown.append(piece)
            continue
        _add(shown, "same", stretch[:head])
        _add(shown, "folded", stretch[head:tail])
        _add(shown, "same", stretch[tail:])
    return shown


def tokens(text: str) -> list[str]:
    """The text in words (of scripts without spaces, in characters), runs of white space, and other characters.

    An accent or a part of an emoji is never parted from what it belongs to.
    """
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and _belongs_to(found[-1], token):
            found[-1] += token
        else:
            found.append(token)
    return found


def _belongs_to(before: str, token: str) -> bool:
    """Whether the pattern cut here within a character as people see it, or, at a combining mark, within a word."""
    first, last = token[0], before[-1]
    if first.isascii() and last.isascii():
        return False
    if is_flag_letter(first) and is_flag_letter(last):
        return len(before) == 1
    return is_one(last, first) or (is_mark(last) and is_spaced_letter(first) and is_spaced_letter(before[0]))


def _changes(before: list[str], after: list[str]) -> Iterator[Span]:
    """Where the words differ: within what lies between equal lines."""
    old_lines, new_lines = _lines(before), _lines(after)
    old_starts, new_starts = _starts(old_lines), _starts(new_lines)
    for start, end, new_start, new_end in _stretches(old_lines, new_lines):
        first, new_first = old_starts[start], new_starts[new_start]
        old_words, new_words = before[first : old_starts[end]], after[new_first : new_starts[new_end]]
        for a, b, c, d in _stretches(old_words, new_words):
            yield first + a, first + b, new_first + c, new_first + d


def _stretches(old: Sequence[object], new: Sequence[object]) -> Iterator[Span]:
    """Where two sequences differ, by their longest common subsequence."""
    head = 0
    shortest = min(len(old), len(new))
    while head < shortest and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shortest - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old_end, new_end = len(old) - tail, len(new) - tail
    if head == old_end and head == new_end:
        return
    if head in (old_end, new_end) or (old_end - head) * (new_end - head) > LARGEST:
        yield head, old_end, head, new_end
        return
    # Numbers in place of words: rapidfuzz compares by hash, and equal hashes of unequal words would lose text.
    numbers: dict[object, int] = {}
    numbered_old = [numbers.setdefault(item, len(numbers)) for item in old[head:old_end]]
    numbered_new = [numbers.setdefault(item, len(numbers)) for item in new[head:new_end]]
    open_change: Span | None = None
    for step in Indel.opcodes(numbered_old, numbered_new):
        if step.tag == "equal":
            if open_change:
                yield open_change
            open_change = None
            continue
        start, new_start = (
            (open_change[0], open_change[2])
            if open_change
            else (head + step.src_start, head + step.dest_start)
        )
        open_change = (start, head + step.src_end, new_start, head + step.dest_end)
    if open_change:
        yield open_change


def _readable(changes: list[Span], before: list[str], after: list[str]) -> list[Span]:
    """Changes with too little between them to be read apart made one."""
    merged: list[Span] = []
    for change in changes:
        merged.append(change)
        while len(merged) > 1 and _is_chance(merged[-2], merged[-1], before, after):
            later, earlier = merged.pop(), merged.pop()
            merged.append((earlier[0], later[1], earlier[2], later[3]))
    return [_narrowed(change, before, after) for change in merged]


def _narrowed(change: Span, before: list[str], after: list[str]) -> Span:
    """A change without the words that its two sides begin or end with alike."""
    start, end, new_start, new_end = change
    while start < end and new_start < new_end and before[end - 1] == after[new_end - 1]:
        end, new_end = end - 1, new_end - 1
    while start < end and new_start < new_end and before[start] == after[new_start]:
        start, new_start = start + 1, new_start + 1
    return start, end, new_start, new_end


def _is_chance(earlier: Span, later: Span, before: list[str], after: list[str]) -> bool:
    """Whether what stayed between two changes says too little: no word, or far less than what changed around it."""
    kept = before[earlier[1] : later[0]]
    if any("\n" in token for token in kept):
        return False
    size = sum(map(len, kept))
    weights = [
        max(sum(map(len, before[start:end])), sum(map(len, after[new_start:new_end])))
        for start, end, new_start, new_end in (earlier, later)
    ]
    if not any(token[0].isalnum() for token in kept):
        return all(_has_word(change, before, after) for change in (earlier, later))
    return 2 * size <= min(weights)


def _has_word(change: Span, before: list[str], after: list[str]) -> bool:
    start, end, new_start, new_end = change
    return any(token[0].isalnum() for token in (*before[start:end], *after[new_start:new_end]))


def _lines(words_: list[str]) -> list[tuple[str, ...]]:
    lines: list[tuple[str, ...]] = []
    start = 0
    for position, token in enumerate(words_):
        if "\n" in token:
            lines.append(tuple(words_[start : position + 1]))
            start = position + 1
    if start < len(words_):
        lines.append(tuple(words_[start:]))
    return lines


def _starts(lines: list[tuple[str, ...]]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts


def _add(pieces: list[Piece], kind: Kind, stretch: Sequence[str]) -> None:
    if stretch:
        pieces.append(Piece(kind, "".join(stretch)))


def _words_in(stretch: Sequence[str], wanted: int) -> int:
    """How many tokens hold the first `wanted` words."""
    seen = 0
    for position, token in enumerate(stretch):
        seen += token[0].isalnum()
        if seen == wanted:
            return position + 1
    return len(stretch)


def _count(stretch: Sequence[str]) -> int:
    return sum(token[0].isalnum() for token in stretch)
