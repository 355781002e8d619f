"""The demo's blocks as Wagtail stores a body. Pure: names become the ids they are given."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from coffeepress.demo.values import (
    Block,
    DownloadBlock,
    EmbedBlock,
    GalleryBlock,
    InfoBoxBlock,
    PictureBlock,
    PullQuoteBlock,
    QuotationBlock,
    TableBlock,
    TextBlock,
)

DECIMAL_COMMA = frozenset({"uk"})
HREF = re.compile(r'<a href="([^"]*)">')


@dataclass(frozen=True)
class Ids:
    """What the names in the content stand for in the database.

    Args:
        pages: page ids by language and slug: articles', free pages' and sections'.
    """

    pictures: Mapping[str, int]
    documents: Mapping[str, int]
    pages: Mapping[tuple[str, str], int]


def stored_body(blocks: Sequence[Block], language: str, ids: Ids) -> list[dict[str, Any]]:
    """A body as a list of `{"type", "value"}`."""
    return [{"type": block.kind, "value": _STORE[type(block)](block, language, ids)} for block in blocks]


def stored_html(html: str, language: str, ids: Ids) -> str:
    """Rich text in which links to our own pages are links to pages, not addresses."""

    def link(match: re.Match[str]) -> str:
        page_id = _page_id(match[1], language, ids)
        return match[0] if page_id is None else f'<a linktype="page" id="{page_id}">'

    return HREF.sub(link, html)


def _page_id(href: str, language: str, ids: Ids) -> int | None:
    if href.startswith("article:"):
        named_language, _, slug = href.removeprefix("article:").rpartition("/")
        return ids.pages[named_language or language, slug]
    if href.startswith("/"):
        return ids.pages.get((language, href.strip("/")))
    return None


def _picture(block: PictureBlock, _language: str, ids: Ids) -> dict[str, Any]:
    return {
        "picture": ids.pictures[block.picture],
        "alt": block.alt,
        "caption": block.caption,
        "credit": block.credit,
        "source_url": block.source_url,
    }


def _gallery(block: GalleryBlock, language: str, ids: Ids) -> dict[str, Any]:
    # Wagtail takes an item without an id for the value itself, and then finds no picture in it.
    pictures = [
        {
            "type": "item",
            "id": str(uuid5(NAMESPACE_OID, each.picture)),
            "value": _picture(each, language, ids),
        }
        for each in block.pictures
    ]
    return {"pictures": pictures, "caption": block.caption}


def _quotation(block: QuotationBlock, _language: str, _ids: Ids) -> dict[str, Any]:
    names = ("text", "speaker", "role", "source_name", "source_url")
    return {name: getattr(block, name) for name in names}


def _embed(block: EmbedBlock, _language: str, ids: Ids) -> dict[str, Any]:
    picture = ids.pictures[block.picture] if block.picture else None
    return {"url": block.url, "title": block.title, "picture": picture, "caption": block.caption}


def _table(block: TableBlock, language: str, _ids: Ids) -> dict[str, Any]:
    columns = [{"type": column.kind, "heading": column.heading} for column in block.columns]
    rows = [{"values": ["" if cell is None else _cell(cell, language) for cell in row]} for row in block.rows]
    return {
        "caption": block.caption,
        "source": block.source,
        "table": {"columns": columns, "rows": rows, "caption": ""},
    }


def _cell(cell: str | float, language: str) -> str:
    """A number as it is written in the language, with thin spaces between its thousands."""
    if isinstance(cell, str):
        return cell
    point = "," if language in DECIMAL_COMMA else "."
    return f"{cell:_}".replace(".", point).replace("_", "\N{NARROW NO-BREAK SPACE}")


_STORE: dict[type, Callable[[Any, str, Ids], Any]] = {
    TextBlock: lambda block, language, ids: stored_html(block.html, language, ids),
    PictureBlock: _picture,
    GalleryBlock: _gallery,
    QuotationBlock: _quotation,
    PullQuoteBlock: lambda block, _language, _ids: {"text": block.text},
    EmbedBlock: _embed,
    TableBlock: _table,
    InfoBoxBlock: lambda block, language, ids: {
        "title": block.title,
        "text": stored_html(block.html, language, ids),
    },
    DownloadBlock: lambda block, _language, ids: {
        "document": ids.documents[block.document],
        "title": block.title,
        "description": block.description,
    },
}
