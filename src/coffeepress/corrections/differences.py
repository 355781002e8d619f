"""What changed between two texts, word by word (simple form; to be deepened)."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "removed", "added", "folded"]
_WORD = re.compile(r"\w+|\s+|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of text: in both, only in the old, only in the new, or left out as unchanged (`folded`)."""

    kind: Kind
    text: str


def words(old: str, new: str) -> list[Piece]:
    """The two texts as one run of pieces: same and removed give the old one, same and added the new one."""
    before, after = _WORD.findall(old), _WORD.findall(new)
    pieces = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        if i1 < i2:
            pieces.append(Piece("removed", "".join(before[i1:i2])))
        if j1 < j2:
            pieces.append(Piece("added", "".join(after[j1:j2])))
    return pieces


def folded(pieces: list[Piece], around: int = 12) -> list[Piece]:
    """Cut the unchanged stretches of a long text; a piece of kind `folded` stands where words were left out."""
    shown: list[Piece] = []
    for number, piece in enumerate(pieces):
        tokens = _WORD.findall(piece.text)
        head = 2 * around if number else 0
        tail = 2 * around if number + 1 < len(pieces) else 0
        if piece.kind != "same" or len(tokens) <= head + tail + 4:
            shown.append(piece)
            continue
        cut = len(tokens) - tail
        stretches = [
            Piece("same", "".join(tokens[:head])),
            Piece("folded", "".join(tokens[head:cut])),
            Piece("same", "".join(tokens[cut:])),
        ]
        shown += [stretch for stretch in stretches if stretch.text]
    return shown
