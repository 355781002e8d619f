"""What a saved page turns out to hold: plain values, no database.

Owns the shape that both readers (`html`, `text`) hand over. Refuses nothing: by the time one of these
exists, the page has been read.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import datetime

from coffeepress.importing.page.doubts import Doubt

WORD = re.compile(r"[^\W_]+")
TAG = re.compile(r"<[^>]*>")


class UnreadablePage(Exception):
    """The input holds no article that could be brought in.

    Args:
        sentence: one clear sentence for the person at the command line.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Byline:
    """One person and what they did: author, editor, translator, photographer or source."""

    role: str
    name: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph as safe HTML: a, b, i, em, strong, sub, sup, s and br, nothing else."""

    html: str

    @property
    def text(self) -> str:
        """The paragraph without its markup."""
        return html.unescape(TAG.sub("", self.html.replace("<br>", "\n")))


@dataclass(frozen=True)
class Heading:
    """A heading between paragraphs; the level is 2, 3 or 4."""

    level: int
    text: str


@dataclass(frozen=True)
class ListBlock:
    """A list; its items are safe HTML like a paragraph's."""

    ordered: bool
    items: tuple[str, ...]

    @property
    def text(self) -> str:
        """The items without their markup, one a line."""
        return "\n".join(Paragraph(item).text for item in self.items)


@dataclass(frozen=True)
class Picture:
    """A picture; the address is empty when only its caption was copied."""

    url: str
    alt: str
    caption: str
    credit: str

    @property
    def text(self) -> str:
        """What a reader reads under the picture."""
        return "\n".join(part for part in (self.caption, self.credit) if part)


@dataclass(frozen=True)
class Quotation:
    """Somebody's words set apart; paragraphs of the text are separated by a blank line."""

    text: str
    speaker: str
    source: str


@dataclass(frozen=True)
class Table:
    """A table of data, row by row; the first row is the head when `has_head`."""

    rows: tuple[tuple[str, ...], ...]
    has_head: bool

    @property
    def text(self) -> str:
        """The cells, one row a line."""
        return "\n".join(" ".join(row) for row in self.rows)


Block = Paragraph | Heading | ListBlock | Picture | Quotation | Table


@dataclass(frozen=True)
class SavedPage:
    """An article as it was found on a saved page.

    `standfirst_in_body` says that the standfirst was read from the page itself (not from its description for
    search engines), and so belongs to the text brought in. `doubts` are for the editor.
    """

    headline: str
    standfirst: str
    bylines: tuple[Byline, ...]
    language: str
    published: datetime | None
    url: str
    site_name: str
    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...]
    standfirst_in_body: bool = False

    @property
    def main_text(self) -> str:
        """Everything brought in as the body, one block a line: what `bench/pages.py` scores."""
        parts = [self.standfirst] if self.standfirst_in_body else []
        parts += [text_of(block) for block in self.blocks]
        return "\n".join(part for part in parts if part)


def text_of(block: Block) -> str:
    """What a reader reads of one block, its speaker and source included."""
    if isinstance(block, Quotation):
        return "\n".join(part for part in (block.text, block.speaker, block.source) if part)
    return block.text


def words(text: str) -> list[str]:
    """The words of a text, letters and digits, case folded."""
    return WORD.findall(text.casefold())
