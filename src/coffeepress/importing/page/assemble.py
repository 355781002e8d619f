"""From the article's pieces to its blocks.

Owns what becomes of each piece: a paragraph, a subhead, a list, a picture, a quotation, a table.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

import nh3

from coffeepress.importing.page.bylines import looks_like_name, read_byline
from coffeepress.importing.page.captions import is_caption, same_words, split_credit
from coffeepress.importing.page.lines import OPEN_END, Piece, ends_sentence
from coffeepress.importing.page.saved import (
    Block,
    Byline,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    Quotation,
    Table,
    words,
)

SAFE_TAGS = {"a", "b", "i", "em", "strong", "sub", "sup", "s", "br"}
HEADING_WORDS = 16
SPEAKER_WORDS = 14
BELOW_LINES = 6
SPEAKER = re.compile(r"^\s*(?:[—–―-]|by )\s*(?P<who>\S.{1,120})$")
QUOTED = re.compile(r"^[“«„\"].*[”»“\"]$", re.S)


def clean(fragment: str) -> str:
    """Keep the small safe subset of a paragraph's HTML; addresses only http, https and mailto."""
    return nh3.clean(
        fragment, tags=SAFE_TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https", "mailto"},
        link_rel=None, strip_comments=True,
    ).strip()  # fmt: skip


def blocks(pieces: Sequence[Piece]) -> list[Block]:
    """Turn pieces into blocks; a caption goes to the picture beside it, and is kept once."""
    made: list[Block] = []
    for run in _runs(pieces):
        made += _block(run)
    return _pictures_once(made)


def _runs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Pieces that make one block together: a list's items, a quotation's paragraphs, a table's rows."""
    run: list[Piece] = []
    for piece in pieces:
        together = run and piece.kind == run[-1].kind and piece.group == run[-1].group
        if together and piece.kind in ("item", "quote", "row"):
            run.append(piece)
            continue
        if run:
            yield run
        run = [piece]
    if run:
        yield run


def _block(run: Sequence[Piece]) -> list[Block]:
    first = run[0]
    if first.kind == "item":
        return [ListBlock(first.ordered, tuple(_html(piece) for piece in run))]
    if first.kind == "quote":
        return [_quotation(run)]
    if first.kind == "row":
        return [_table(run)]
    if first.kind == "picture":
        return [Picture(first.picture[0], first.picture[1], "", "")]
    if first.kind == "caption" or (first.kind in ("paragraph",) and is_caption(first.text)):
        return [Picture("", "", *split_credit(first.text))]
    if first.kind == "heading":
        return [Heading(min(max(first.level, 2), 4), " ".join(first.text.split()))]
    return [Paragraph(_html(first))]


def _html(piece: Piece) -> str:
    return clean(piece.html or html.escape(piece.text, quote=False))


def _quotation(run: Sequence[Piece]) -> Quotation:
    texts = [piece.text for piece in run]
    speaker = ""
    if len(texts) > 1 and (found := SPEAKER.match(texts[-1])) and len(words(texts[-1])) <= SPEAKER_WORDS:
        speaker = found.group("who")
        texts.pop()
    return Quotation("\n\n".join(texts), speaker, "")


def _table(run: Sequence[Piece]) -> Table:
    rows = tuple(tuple(cell.strip() for cell in piece.text.split("\t")) for piece in run)
    width = max(len(row) for row in rows)
    return Table(
        tuple(row + ("",) * (width - len(row)) for row in rows), any(piece.level == 1 for piece in run[:1])
    )


def _pictures_once(made: Sequence[Block]) -> list[Block]:
    """Join a picture and the caption after (or before) it; the same caption or picture again is left out."""
    out: list[Block] = []
    for block in made:
        if isinstance(block, Picture) and out and isinstance(last := out[-1], Picture):
            joined = _joined(last, block)
            if joined:
                out[-1] = joined
                continue
        out.append(block)
    kept: list[Block] = []
    seen: list[Picture] = []
    for block in out:
        if isinstance(block, Picture):
            block = _without_repeat(block)
            if any(_same_picture(block, other) for other in seen):
                continue
            seen.append(block)
        kept.append(block)
    return kept


def _joined(first: Picture, second: Picture) -> Picture | None:
    """One picture out of a picture and a caption side by side; None when they are two pictures."""
    if first.url and second.url and first.url != second.url:
        return None
    if first.caption and second.caption and not same_words(first.caption, second.caption):
        return None
    if not (first.url or second.url) and not (
        first.caption == "" or second.caption == "" or same_words(first.caption, second.caption)
    ):
        return None
    return Picture(
        first.url or second.url,
        first.alt or second.alt,
        max(first.caption, second.caption, key=len),
        max(first.credit, second.credit, key=len),
    )


def _without_repeat(picture: Picture) -> Picture:
    """The alternative text that only says the caption again is not a second caption."""
    alt, credit = split_credit(picture.alt) if is_caption(picture.alt) else (picture.alt, "")
    return Picture(picture.url, alt, picture.caption, picture.credit or credit)


def _same_picture(one: Picture, other: Picture) -> bool:
    if one.url and one.url == other.url:
        return True
    return bool(not one.url and one.caption and other.caption and same_words(one.caption, other.caption))


def part_bylines(pieces: Sequence[Piece], *, below: Sequence[Piece]) -> tuple[list[Piece], list[Byline]]:
    """Take bylines at the article's two ends out of it ("Edited by: A. N."), and read those below it."""
    kept: list[Piece] = []
    found: list[Byline] = []
    for index, piece in enumerate(pieces):
        near_end = index < 4 or index >= len(pieces) - 5
        short = piece.units <= 14 and not piece.sentence and piece.kind != "picture"
        bylines = read_byline(piece.text) if near_end and short else ()
        if bylines:
            found += bylines
        else:
            kept.append(piece)
    for piece in below[:BELOW_LINES]:
        if piece.units <= 14:
            found += read_byline(piece.text)
    return kept, found


def subheads_and_lists(pieces: Sequence[Piece]) -> list[Piece]:
    """In copied text, tell subheads, list items and quotations by what stands around them."""
    out = list(pieces)
    group = 0
    for index, piece in enumerate(out):
        if piece.kind != "paragraph" or is_caption(piece.text):
            continue
        before = out[index - 1] if index else None
        after = out[index + 1] if index + 1 < len(out) else None
        bullet = BULLET.match(piece.text)
        if bullet and piece.units < 80:
            if not (before and before.kind == "item"):
                group += 1
            piece.kind, piece.group, piece.ordered = "item", group, bullet.group(0)[0].isdigit()
            piece.text = piece.text[bullet.end() :]
        elif _item(before, piece, after):
            if not (before and before.kind == "item"):
                group += 1
            piece.kind, piece.group = "item", group
        elif before and _attribution(before, piece):
            group += 1
            before.kind = piece.kind = "quote"
            before.group = piece.group = group
        elif _subhead(piece, after):
            piece.kind, piece.level = "heading", 2
    return out


BULLET = re.compile(r"^(?:[•·▪‣◦●–*-]\s+|\d{1,2}[.)]\s+)(?=\S)")


def _item(before: Piece | None, piece: Piece, after: Piece | None) -> bool:
    """Lines not ended as sentences that stand close, after a colon or each other: a list."""
    if ends_sentence(piece.text) or piece.apart or piece.units > 40:
        return False
    if before and before.kind == "item":
        return not before.apart
    close = (
        after is not None and not ends_sentence(after.text) and not after.apart and not is_caption(after.text)
    )
    return bool(before and OPEN_END.search(before.text) and close)


def _attribution(before: Piece, piece: Piece) -> bool:
    """A line with a dash and a name under a paragraph: what stands above it is a quotation."""
    found = SPEAKER.match(piece.text)
    if not found or piece.units > SPEAKER_WORDS or ends_sentence(piece.text) or before.kind != "paragraph":
        return False
    return before.units >= 4 and looks_like_name(re.split(r"[,(]", found.group("who"))[0])


def _subhead(piece: Piece, after: Piece | None) -> bool:
    if not 0 < piece.units <= HEADING_WORDS or OPEN_END.search(piece.text):
        return False
    if after is None or not after.sentence:
        return False
    return not piece.text.rstrip().endswith((".", "…", ",", ";")) and not QUOTED.match(piece.text)
