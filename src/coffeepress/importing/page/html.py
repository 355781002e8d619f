"""An article out of a saved page's HTML.

trafilatura extracts; its result is a vote on each piece of the page, and `lines` weighs the vote with what
the piece says and where it stands. So what trafilatura loses (subheads, captions, the standfirst) comes
back with its markup, and what it takes in by mistake (related stories, appeals) stays out.
"""

from __future__ import annotations

import copy
import logging
import statistics
from bisect import bisect_left
from collections.abc import Sequence
from itertools import islice

import trafilatura
from django.utils.translation import gettext_noop as _
from lxml import etree
from lxml.html import HtmlElement

from coffeepress.importing.page import furniture
from coffeepress.importing.page.assemble import blocks, part_bylines
from coffeepress.importing.page.bylines import looks_like_name, read_byline
from coffeepress.importing.page.captions import is_caption, same_words
from coffeepress.importing.page.described import Described, read_described
from coffeepress.importing.page.doubts import Doubt, left_out
from coffeepress.importing.page.language import guess_language
from coffeepress.importing.page.lines import (
    BODY_UNITS,
    Piece,
    drop_inside,
    ends_sentence,
    refuse_too_much,
    span,
    tokens,
)
from coffeepress.importing.page.markup import Walk, parse
from coffeepress.importing.page.saved import Block, Byline, Picture, SavedPage, UnreadablePage, words
from coffeepress.importing.page.text import STANDFIRST_UNITS

MOST_ELEMENTS = 100_000
DEEPEST = 250
BELOW_PIECES = 8
SHINGLE = 4
NEAR_TOKENS = 12
VOTED_SHARE = 0.6
LEAST_WORDS = 25

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)


def read_html(text: str, *, name: str, url: str = "") -> SavedPage:
    """Read a page's HTML.

    Raises:
        UnreadablePage: it is no HTML, is bigger than any article, or holds no run of sentences.
    """
    root = parse(text)
    if root is None:
        raise UnreadablePage(f"{name} is not HTML that can be read.")
    if sum(1 for _ in islice(root.iter(), MOST_ELEMENTS + 1)) > MOST_ELEMENTS:
        raise UnreadablePage(f"{name} has more than {MOST_ELEMENTS:,} elements, which no article needs.")
    described = read_described(root)
    address = url or described.url
    pieces = Walk(address).run(root)
    refuse_too_much(pieces, name)
    _vote(pieces, extracted(root))
    _forgive(pieces)
    first, last = span(pieces)
    if sum(piece.units for piece in pieces[first:last]) < LEAST_WORDS:
        deep = ", or its elements are nested too deeply to be read" if depth(root) >= DEEPEST else ""
        raise UnreadablePage(f"{name} holds no text that reads like an article{deep}.")
    return _page(pieces, first, last, described, address)


def depth(root: HtmlElement) -> int:
    """How deep the elements are nested; the parser stops at 256."""
    deepest = now = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        now += 1 if event == "start" else -1
        deepest = max(deepest, now)
    return deepest


def extracted(root: HtmlElement) -> str:
    """What trafilatura takes for the main text; empty when it finds none or fails on the page."""
    try:
        found = trafilatura.extract(
            copy.deepcopy(root),
            output_format="xml",
            include_comments=False,
            include_tables=True,
            favor_recall=True,
        )
    except (ValueError, TypeError, AttributeError, IndexError, KeyError, RecursionError, etree.LxmlError):
        return ""
    if not found:
        return ""
    try:
        main = etree.fromstring(
            found.encode("utf-8", errors="replace"),
            etree.XMLParser(resolve_entities=False, no_network=True, recover=True),
        ).find("main")
    except etree.LxmlError:
        return ""
    return " ".join(main.itertext()) if main is not None else ""


def _vote(pieces: Sequence[Piece], main: str) -> None:
    """Write trafilatura's vote into the pieces: whether most of a piece's word sequences are in it."""
    said = tokens(main)
    if len(said) < LEAST_WORDS:
        return
    places: dict[tuple[str, ...], list[int]] = {}
    for at in range(len(said) - SHINGLE + 1):
        places.setdefault(tuple(said[at : at + SHINGLE]), []).append(at)
    cursor = 0
    for piece in pieces:
        own = tokens(piece.text)
        if not own:
            continue
        if len(own) < SHINGLE:
            # A short piece is in the result when it stands there right after the piece before it.
            near = said[cursor : cursor + NEAR_TOKENS]
            step = next(
                (at for at in range(len(near) - len(own) + 1) if near[at : at + len(own)] == own), None
            )
            if step is not None and cursor:
                piece.voted, cursor = True, cursor + step + len(own)
            continue
        own_shingles = [tuple(own[at : at + SHINGLE]) for at in range(len(own) - SHINGLE + 1)]
        found = [shingle for shingle in own_shingles if shingle in places]
        piece.voted = len(found) >= VOTED_SHARE * len(own_shingles)
        if piece.voted:
            ends = places[found[-1]]
            cursor = ends[min(bisect_left(ends, cursor), len(ends) - 1)] + SHINGLE


def _forgive(pieces: Sequence[Piece]) -> None:
    """Take from every piece the blame that the article's own container carries ("wrapper-with-nav")."""
    carried = [
        piece.blame
        for piece in pieces
        if piece.sentence and piece.voted is not False
        for _ in range(int(piece.units))
    ]
    common = statistics.median(carried) if carried else 0.0
    prose = sum(piece.units for piece in pieces if piece.sentence)
    comments = sum(piece.units for piece in pieces if piece.sentence and piece.comment)
    for piece in pieces:
        piece.blame = min(4.0, max(0.0, piece.blame - common))
        # Readers' comments say so in their markup; unless everything does, then it is the article's own name.
        if piece.comment and prose - comments > BODY_UNITS:
            piece.blame, piece.voted = 4.0, False


def _page(pieces: Sequence[Piece], first: int, last: int, described: Described, address: str) -> SavedPage:
    below = [piece for piece in pieces[last : last + BELOW_PIECES] if not piece.comment]
    kept, dropped = drop_inside(_inside(pieces[first:last]))
    kept = [piece for piece in kept if not _is_headline(piece, described)]
    bylines, standfirst, in_body, above = _above(pieces, first, kept, described)
    kept, more = part_bylines(kept, below=below)
    bylines = list(
        dict.fromkeys([*described.bylines, *[byline for byline in bylines + more if _new(byline, described)]])
    )
    made = blocks(above + kept)
    return SavedPage(
        headline=described.headline,
        standfirst=standfirst,
        bylines=tuple(bylines),
        language=described.language or guess_language("\n".join(piece.text for piece in kept)),
        published=described.published,
        url=address,
        site_name=described.site_name,
        blocks=tuple(made),
        doubts=tuple(_doubts(described, bylines, standfirst, in_body, dropped, made)),
        standfirst_in_body=in_body,
    )


def _inside(run: Sequence[Piece]) -> list[Piece]:
    """Leave out what is not the article by its markup: links in a box, blamed elements, empty subheads."""
    kept = []
    for index, piece in enumerate(run):
        if piece.kind == "picture":
            if piece.blame < 1.5:
                kept.append(piece)
            continue
        after = next((other for other in run[index + 1 :] if other.kind != "picture"), None)
        if (
            piece.kind == "heading"
            and piece.linked < 0.8
            and after is not None
            and after.kind == "heading"
            and after.level <= piece.level
            and not piece.voted
        ):
            continue
        if piece.voted:
            kept.append(piece)
        elif (piece.linked > 0.6 and (piece.kind != "caption" or piece.blame)) or (
            piece.blame >= 1.5 and piece.kind != "caption"
        ):
            continue
        else:
            kept.append(piece)
    return kept


def _is_headline(piece: Piece, described: Described) -> bool:
    if piece.units > 40 or piece.kind not in ("heading", "paragraph"):
        return False
    own = words(piece.text)
    return any(own == words(title) for title in (described.headline, *described.titles))


def _above(
    pieces: Sequence[Piece], first: int, body: list[Piece], described: Described
) -> tuple[list[Byline], str, bool, list[Piece]]:
    """Read what stands between the headline and the text: bylines, the standfirst, the lead picture."""
    start = next(
        (
            index
            for index in range(first - 1, max(-1, first - 60), -1)
            if _is_headline(pieces[index], described)
        ),
        first,
    )
    found: list[Byline] = []
    above: list[Piece] = []
    standfirst = ""
    for piece in pieces[start + 1 : first]:
        text = piece.text
        bylines = read_byline(text)
        if bylines:
            found += bylines
        elif piece.kind == "picture" and piece.blame < 1.5:
            above.append(piece)
        elif piece.kind == "caption" or is_caption(text):
            if piece.blame < 1.5:
                above.append(piece)
        elif not standfirst and _can_open(piece):
            standfirst = text
    standfirst = standfirst or _take_standfirst(body)
    if standfirst:
        return found, standfirst, True, above
    described_text = described.description
    first_text = next((piece.text for piece in body if piece.units > 8), "")
    if (
        described_text
        and not same_words(described_text.rstrip(" .…"), first_text)
        and len(words(described_text)) >= 5
    ):
        repeated = words(described_text)[:12] == words(first_text)[:12]
        return found, "" if repeated else described_text, False, above
    return found, "", False, above


def _take_standfirst(body: list[Piece]) -> str:
    """Take the first paragraph out of the body when its markup calls it the standfirst."""
    at = next((index for index, piece in enumerate(body) if piece.kind == "paragraph"), None)
    if at is None or not body[at].opening or len(body) < 3:
        return ""
    return body.pop(at).text


def _can_open(piece: Piece) -> bool:
    text = piece.text
    told = piece.opening or piece.units >= STANDFIRST_UNITS or ends_sentence(text)
    if (
        not told
        or piece.units < 8
        or piece.linked > 0.4
        or piece.blame >= 1.5
        or piece.nav
        or looks_like_name(text)
    ):
        return False
    return not (furniture.is_furniture(text) or furniture.is_dated(text) or furniture.is_related_line(text))


def _new(byline: Byline, described: Described) -> bool:
    """A name the page's own description has not given in another casing."""
    return all(byline.name.casefold() != other.name.casefold() for other in described.bylines) and not (
        byline.role == "author" and described.bylines
    )


def _doubts(
    described: Described,
    bylines: Sequence[Byline],
    standfirst: str,
    in_body: bool,
    dropped: Sequence[str],
    made: Sequence[Block],
) -> list[Doubt]:
    doubts = []
    if not described.headline:
        doubts.append(Doubt(_("No headline was found: write one.")))
    if not bylines:
        doubts.append(Doubt(_("No byline was found.")))
    if not described.published:
        doubts.append(Doubt(_("No date of publication was found.")))
    if standfirst and not in_body:
        doubts.append(
            Doubt(_("The standfirst is the page’s description for search engines; readers did not see it."))
        )
    doubts += left_out(dropped)
    bare = sum(1 for block in made if isinstance(block, Picture) and not block.url)
    if bare:
        doubts.append(Doubt(_("Captions without a picture beside them: %(number)s."), {"number": bare}))
    return doubts
