"""Prepare posts and pages: what of each will be stored, before anything of it is.

Pictures and documents are brought in on the way, by the library that is given; nothing else is written.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from html import unescape
from itertools import islice
from typing import Any

from .content import convert
from .fitting import LONGEST_ALT, LONGEST_CAPTION, Library, cut, fit, paragraphs
from .placing import (
    Fate,
    authors_of,
    fate_of,
    other_terms,
    path_of,
    section_of,
    slug_of,
    tags_of,
    title_of,
)
from .records import Author, Category, Item, Term
from .report import Report
from .survey import Survey
from .values import Block, PictureRef, plain_words

LONGEST_STANDFIRST = 600
DIGEST_VERSION = 1


@dataclass
class Prepared:
    """An item as it will be stored: pictures brought in, body fitted."""

    item: Item
    external_id: str
    fate: Fate
    title: str
    slug: str
    body: list[Block]
    standfirst: str = ""
    lead: dict[str, Any] = field(default_factory=dict)
    section: Category | None = None
    tags: list[Term] = field(default_factory=list)
    authors: list[Author] = field(default_factory=list)
    path: str = ""

    @cached_property
    def digest(self) -> str:
        """Moves when the item has changed over there, or when more of its pictures could be had."""
        shown = json.dumps([DIGEST_VERSION, self.item.digest(), self.body, self.lead], ensure_ascii=False)
        return hashlib.sha256(shown.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def name(self) -> str:
        return f"{self.title} ({self.item.link or self.item.wp_id})"


class Preparing:
    """Turns items into what will be stored. Brings in pictures by the library, and writes nothing else."""

    def __init__(self, survey: Survey, library: Library, report: Report, *, now: datetime) -> None:
        self._survey = survey
        self._library = library
        self._report = report
        self._now = now
        self._met: set[int] = set()

    def prepare(self, item: Item) -> Prepared | None:
        """What to store for an item, None for one that is left out."""
        fate, reason = fate_of(item, self._now)
        shown = f"{item.title or item.slug} ({item.link or item.wp_id})"
        if item.wp_id in self._survey.twice:
            if item.wp_id in self._met:
                fate, reason = Fate.LEFT_OUT, "the export holds another item under its number"
            self._met.add(item.wp_id)
        if reason:
            matter = "left out" if fate is Fate.LEFT_OUT else "brought as a draft"
            self._report.note(matter, reason, shown)
        if fate is Fate.LEFT_OUT:
            return None
        return self._prepared(item, fate)

    def _prepared(self, item: Item, fate: Fate) -> Prepared:
        converted = convert(
            item.content,
            attached=lambda: self._survey.attached_to(item.wp_id),
            reusable=self._survey.reusable,
            footnotes=item.footnotes,
        )
        lost = converted.lost
        title = title_of(item, _words(converted.blocks))
        lead, blocks = self._lead(item, converted.blocks) if item.kind == "post" else ({}, converted.blocks)
        body = fit(blocks, self._library, title=title, lost=lost)
        standfirst, extra = _standfirst(item.excerpt)
        section = section_of(item, self._survey.categories) if item.kind == "post" else None
        path = path_of(item.link, self._survey.site_url)
        prepared = Prepared(
            item=item,
            external_id=f"post:{item.wp_id}"
            if item.wp_id
            else "link:" + _short_digest(item.link or item.title),
            fate=fate,
            title=title,
            slug=slug_of(item, path),
            body=[*extra, *body],
            standfirst=standfirst,
            lead=lead,
            section=section,
            tags=tags_of(item, section) if item.kind == "post" else [],
            authors=authors_of(item, self._survey.authors) if item.kind == "post" else [],
            path=path,
        )
        self._note(prepared, lost)
        return prepared

    def _lead(self, item: Item, blocks: list[Block]) -> tuple[dict[str, Any], list[Block]]:
        """The lead picture; where the body begins with it, it is shown once, with the body's words."""
        if not item.featured:
            return {}, blocks
        picture = self._library.picture(PictureRef(item.featured))
        if picture is None:
            return {}, blocks
        lead = {"picture": picture, "alt": "", "caption": ""}
        if blocks and blocks[0][0] == "picture" and self._library.picture(blocks[0][1]["picture"]) == picture:
            [(_, fitted), *rest] = fit(blocks[:1], self._library, title="", lost=Counter())
            lead |= {"alt": fitted["alt"][:LONGEST_ALT], "caption": fitted["caption"][:LONGEST_CAPTION]}
            return lead, [*rest, *blocks[1:]]
        return lead, blocks

    def _note(self, prepared: Prepared, lost: Counter[str]) -> None:
        item = prepared.item
        for name, count in lost.items():
            self._report.note("no counterpart", name, prepared.name, count)
        if not item.title:
            self._report.note(
                "no counterpart", "item without a title (its first words are the headline)", prepared.name
            )
        if item.sticky:
            self._report.note(
                "no counterpart", "sticky post (put it on top of the home front)", prepared.name
            )
        for taxonomy in {term.domain for term in other_terms(item)}:
            self._report.note("no counterpart", f"taxonomy {taxonomy}", prepared.name)


def _standfirst(excerpt: str) -> tuple[str, list[Block]]:
    """The excerpt as standfirst; one that is too long for that opens the body."""
    said = (
        "\n\n".join(_texts(convert(excerpt).blocks)) if "<" in excerpt or "[" in excerpt else excerpt.strip()
    )
    said = unescape(said).strip()
    if len(said) <= LONGEST_STANDFIRST:
        return said, []
    return "", [paragraphs(said)]


def _texts(blocks: list[Block]) -> Iterator[str]:
    for kind, value in blocks:
        if kind == "text":
            yield plain_words(value)
        elif kind in ("quotation", "pull_quote"):
            yield value["text"]


def _words(blocks: list[Block]) -> str:
    return cut(" ".join(islice(_texts(blocks), 3)), 400)


def _short_digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
