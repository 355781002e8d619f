"""A saved page's blocks as the body that Wagtail stores. Pure: pictures are given by their addresses."""

import re
from collections.abc import Iterable, Mapping
from html import escape
from typing import Any

from coffeepress.importing.page.saved import Block, Heading, ListBlock, Paragraph, Picture, Quotation, Table

NUMBER = re.compile(r"[\s+−\-–]*[$€£₴¥]?\s*\d[\d\s.,’']*\s*[%$€£₴¥]?\s*")
STORED = {"strong": "b", "em": "i"}
TAG = re.compile(r"<(/?)(strong|em)>")

Stored = dict[str, Any]


def stored_blocks(blocks: Iterable[Block], pictures: Mapping[str, int]) -> list[Stored]:
    """The blocks as `{"type", "value"}`; pictures that are not in `pictures` are left out.

    Args:
        pictures: ids of our pictures by the addresses that the page has them under.
    """
    body: list[Stored] = []
    for block in blocks:
        if isinstance(block, Paragraph | Heading | ListBlock):
            _add_text(body, _rich(block))
        elif isinstance(block, Quotation):
            body.append({"type": "quotation", "value": _quotation(block)})
        elif isinstance(block, Table):
            body.append({"type": "table", "value": _table(block)})
        elif block.url in pictures:
            body.append({"type": "picture", "value": _picture(block, pictures[block.url])})
    return body


def _add_text(body: list[Stored], html: str) -> None:
    """Neighbouring paragraphs, headings and lists are one block of text."""
    if body and body[-1]["type"] == "text":
        body[-1]["value"] += html
    else:
        body.append({"type": "text", "value": html})


def _rich(block: Paragraph | Heading | ListBlock) -> str:
    if isinstance(block, Heading):
        level = "h2" if block.level == 2 else "h3"
        return f"<{level}>{escape(block.text, quote=False)}</{level}>"
    if isinstance(block, ListBlock):
        tag = "ol" if block.ordered else "ul"
        return f"<{tag}>{''.join(f'<li>{_as_stored(item)}</li>' for item in block.items)}</{tag}>"
    return f"<p>{_as_stored(block.html)}</p>"


def _as_stored(html: str) -> str:
    return TAG.sub(lambda match: f"<{match[1]}{STORED[match[2]]}>", html)


def _quotation(block: Quotation) -> Stored:
    return {
        "text": block.text,
        "speaker": block.speaker[:160],
        "role": "",
        "source_name": block.source[:200],
        "source_url": "",
    }


def _table(block: Table) -> Stored:
    width = max((len(row) for row in block.rows), default=0)
    padded = [[*row, *[""] * (width - len(row))] for row in block.rows]
    head, rows = (padded[0], padded[1:]) if block.has_head and padded else ([""] * width, padded)
    columns = [
        {"type": "number" if _is_numeric(row[n] for row in rows) else "text", "heading": head[n]}
        for n in range(width)
    ]
    return {
        "caption": "",
        "source": "",
        "table": {"columns": columns, "rows": [{"values": row} for row in rows], "caption": ""},
    }


def _is_numeric(cells: Iterable[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(NUMBER.fullmatch(cell) for cell in filled)


def _picture(block: Picture, picture_id: int) -> Stored:
    """The texts are the picture's own here: it was brought in with them."""
    del block
    return {"picture": picture_id, "alt": "", "caption": "", "credit": "", "source_url": ""}
