"""An article out of plain text that a person copied from a web page.

Owns what can be told without markup: which lines are the article (by `lines`), where its headline stands,
what of the lines between the headline and the text is the standfirst, the byline and the date.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise

from django.utils.translation import gettext_noop as _

from coffeepress.importing.page import furniture
from coffeepress.importing.page.assemble import blocks, part_bylines, subheads_and_lists
from coffeepress.importing.page.bylines import looks_like_name, name_before_date, read_byline
from coffeepress.importing.page.captions import is_caption
from coffeepress.importing.page.dates import read_date
from coffeepress.importing.page.doubts import Doubt, left_out, shorten
from coffeepress.importing.page.language import guess_language
from coffeepress.importing.page.lines import (
    CJK,
    MOST_LETTERS,
    MOST_PIECES,
    Piece,
    drop_inside,
    ends_sentence,
    refuse_too_much,
    span,
    tokens,
    without_alternatives,
)
from coffeepress.importing.page.saved import Byline, Picture, SavedPage, UnreadablePage, words

HEADLINE_WITHIN = 30
HEADLINE_WORDS = (2, 32)
LEAST_WORDS = 25
STANDFIRST_UNITS = 11
CERTAIN_LINES = 3
WRAPPED_AT = 100
ADDRESS = re.compile(r"https?://[^\s<>\"']{4,500}")
# Copies carry marks that say nothing: soft hyphens split words, and no-break blanks join them.
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)


@dataclass
class Head:
    """What stands above the text: the headline and the lines under it."""

    headline: str = ""
    certain: bool = False
    standfirst: str = ""
    bylines: list[Byline] = field(default_factory=list)
    published: datetime | None = None
    captions: list[Piece] = field(default_factory=list)
    site_name: str = ""


def read_text(text: str, *, name: str, url: str = "") -> SavedPage:
    """Read copied text.

    Raises:
        UnreadablePage: no run of sentences is in it.
    """
    if len(text) > 2 * MOST_LETTERS or text.count("\n") > 10 * MOST_PIECES:
        raise UnreadablePage(f"{name} holds more text than any article: it is not read.")
    pieces = without_alternatives(split_lines(text))
    if not pieces:
        raise UnreadablePage(f"{name} is empty.")
    refuse_too_much(pieces, name)
    first, last = span(pieces)
    body = pieces[first:last]
    if sum(piece.units for piece in body) < LEAST_WORDS:
        first, last, body = _all_of_it(pieces, name)
    head = read_head(pieces, first, body)
    kept, dropped = drop_inside(body)
    kept = [piece for piece in kept if piece.text != head.headline]
    kept, tail = part_bylines(kept, below=pieces[last:])
    for byline in tail:
        if byline not in head.bylines:
            head.bylines.append(byline)
    made = blocks(subheads_and_lists(head.captions + kept))
    return SavedPage(
        headline=head.headline,
        standfirst=head.standfirst,
        bylines=tuple(head.bylines),
        language=guess_language("\n".join(piece.text for piece in kept)),
        published=head.published,
        url=url or _own_address(pieces[:first]),
        site_name=head.site_name,
        blocks=tuple(made),
        doubts=tuple(_doubts(head, dropped, made, pieces[last:])),
        standfirst_in_body=bool(head.standfirst),
    )


def split_lines(text: str) -> list[Piece]:
    """The lines of the text that say something, each knowing whether blank lines stand around it."""
    lines = [" ".join(line.replace("\t", " ").split()) for line in text.translate(INVISIBLE).split("\n")]
    lines = _unwrap(lines)
    pieces = []
    for index, line in enumerate(lines):
        if words(line):
            above = index == 0 or not lines[index - 1]
            below = index + 1 == len(lines) or not lines[index + 1]
            pieces.append(Piece(line, apart=above and below))
    return pieces


def _unwrap(lines: list[str]) -> list[str]:
    """Join lines that were broken at a fixed width, as mail and terminals do."""
    full = [line for line in lines if line]
    longest = max(map(len, full), default=0)
    if len(full) < 5 or not 50 <= longest <= WRAPPED_AT or "" not in lines:
        return lines
    broken = sum(1 for line, after in pairwise(lines) if len(line) > longest * 0.7 and after[:1].islower())
    if broken < len(full) * 0.3:
        return lines
    out: list[str] = [""]
    for line in lines:
        if line and out[-1]:
            out[-1] += " " + line
        else:
            out.append(line)
    return out


def _all_of_it(pieces: Sequence[Piece], name: str) -> tuple[int, int, list[Piece]]:
    """A short note has no run to find: all of it is the text, if it is sentences at all."""
    if any(piece.sentence and not furniture.is_furniture(piece.text) for piece in pieces):
        keep = [piece for piece in pieces if not furniture.is_furniture(piece.text)]
        start = next(index for index, piece in enumerate(pieces) if piece is keep[0])
        if len(keep) > 1 and not ends_sentence(keep[0].text):
            start = next(index for index, piece in enumerate(pieces) if piece is keep[1])
        return start, len(pieces), list(pieces[start:])
    raise UnreadablePage(f"{name} holds no text that reads like an article.")


def read_head(pieces: Sequence[Piece], first: int, body: Sequence[Piece]) -> Head:
    """Find the headline above the text, and read what stands between them."""
    head = Head()
    at = _headline_at(pieces, first, body)
    if at is None:
        if body and not ends_sentence(body[0].text) and body[0].units <= HEADLINE_WORDS[1]:
            head.headline, head.certain = body[0].text, len(body) > 1
        return head
    head.headline = pieces[at].text
    repeated = sum(1 for piece in pieces if piece.text == head.headline) > 1
    head.certain = repeated or at < CERTAIN_LINES
    for index in range(at + 1, first):
        dated = any(read_date(other.text) for other in pieces[max(at, index - 2) : index + 3])
        _read_under_headline(pieces[index], head, may_name=dated or index <= at + 2)
    if not head.bylines and at > 0:
        for piece in pieces[max(0, at - 2) : at]:
            head.bylines += list(read_byline(piece.text))
    return head


def _read_under_headline(piece: Piece, head: Head, *, may_name: bool) -> None:
    text = piece.text
    found = read_byline(text)
    date = read_date(text)
    if found:
        head.bylines += [byline for byline in found if byline not in head.bylines]
    if date and not head.published and piece.units <= 20:
        head.published = date
    if date and not found and not head.bylines and (name := name_before_date(text)):
        head.bylines.append(Byline("author", name))
    if found or furniture.is_dated(text) or (date and piece.units <= 12) or text == head.headline:
        return
    if (
        furniture.is_furniture(text)
        or furniture.is_date(text)
        or furniture.is_related_line(text)
        or bool(name_before_date(text))
        or piece.nav
    ):
        return
    if is_caption(text):
        head.captions.append(piece)
    elif looks_like_name(text) and not head.bylines:
        head.bylines += [Byline("author", text)] if may_name else []
    elif not head.standfirst and (
        piece.units >= STANDFIRST_UNITS or (piece.units >= 8 and ends_sentence(text))
    ):
        head.standfirst = text


def _can_open(piece: Piece) -> bool:
    """Long enough for a standfirst, or a sentence."""
    return piece.units >= STANDFIRST_UNITS or (piece.units >= 8 and ends_sentence(piece.text))


def _headline_at(pieces: Sequence[Piece], first: int, body: Sequence[Piece]) -> int | None:
    """The line above the text that says what the text says: shared words, repeated on the page, near."""
    said = Counter(word for piece in body for word in set(_telling(piece.text)))
    counts = Counter(piece.text for piece in pieces)
    best: tuple[float, int] | None = None
    for index in range(max(0, first - HEADLINE_WITHIN), first):
        piece = pieces[index]
        if not HEADLINE_WORDS[0] <= piece.units <= HEADLINE_WORDS[1] or _not_headline(piece):
            continue
        own = _telling(piece.text)
        shared = sum(1 for word in own if word in said)
        score = 3.0 * shared / (len(own) + 3) + (0.4 if piece.units >= 4 else -0.4)
        score += 0.7 if counts[piece.text] > 1 and piece.units >= 5 else 0
        score -= (first - index) * 0.04 + (0.5 if piece.text.endswith(".") else 0)
        if score > 0 and (best is None or score >= best[0]):
            best = (score, index)
    return _over_standfirst(pieces, best[1], said) if best else None


def _telling(text: str) -> list[str]:
    """The words of a text that tell what it is about: the longer ones; each letter of a script without blanks."""
    return [token for token in tokens(text) if len(token) > 3 or CJK.match(token)]


def _over_standfirst(pieces: Sequence[Piece], at: int, said: Counter[str]) -> int:
    """A long line that says most may be the standfirst: then a shorter line right above it is the headline."""
    lower = pieces[at]
    for above in range(at - 1, max(-1, at - 3), -1):
        piece = pieces[above]
        if not HEADLINE_WORDS[0] < piece.units < lower.units or _not_headline(piece) or "/" in piece.text:
            continue
        # A headline carries no full stop, and a standfirst that is a sentence does.
        if above == at - 1 and ends_sentence(lower.text) and not ends_sentence(piece.text):
            return above
        own = _telling(piece.text)
        shared = sum(1 for word in own if word in said)
        if lower.units >= STANDFIRST_UNITS and shared >= 2 and shared >= 0.5 * len(own):
            return above
    return at


def _not_headline(piece: Piece) -> bool:
    text = piece.text
    return (
        furniture.is_furniture(text)
        or furniture.is_date(text)
        or is_caption(text)
        or piece.nav
        or bool(read_byline(text))
        or furniture.is_related_line(text)
        or bool(name_before_date(text))
    )


def _own_address(above: Sequence[Piece]) -> str:
    """The address the text says it comes from, when the lines above the text hold just one."""
    found = {match for piece in above for match in ADDRESS.findall(piece.text)}
    return found.pop() if len(found) == 1 else ""


def _doubts(
    head: Head, dropped: Sequence[str], made: Sequence[object], below: Sequence[Piece]
) -> list[Doubt]:
    doubts = []
    if not head.headline:
        doubts.append(Doubt(_("No headline was found above the text: write one.")))
    elif not head.certain:
        doubts.append(Doubt(_("The headline is a guess: “%(headline)s”."), {"headline": head.headline}))
    if not head.bylines:
        doubts.append(Doubt(_("No byline was found.")))
    if not head.published:
        doubts.append(Doubt(_("No date of publication was found.")))
    doubts += left_out(dropped)
    captions = sum(1 for block in made if isinstance(block, Picture))
    if captions:
        doubts.append(
            Doubt(_("Pictures without a file, known by their captions: %(number)s."), {"number": captions})
        )
    prose = [
        piece
        for piece in below
        if piece.sentence and piece.units >= 25 and not furniture.is_furniture(piece.text)
    ]
    if prose:
        begins = shorten(prose[0].text)
        doubts.append(Doubt(_("Text after the end was left out; it begins “%(text)s”."), {"text": begins}))
    return doubts
