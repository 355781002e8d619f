"""Reading a saved web page, or plain text copied from one, into an article's parts.

Pure: no database, no network. `read_page` is the one entrance.
"""

from __future__ import annotations

import re

from coffeepress.importing.page.archive import is_archive, unpack
from coffeepress.importing.page.decode import LIMIT_BYTES, decode, is_html
from coffeepress.importing.page.html import read_html
from coffeepress.importing.page.saved import (
    Block,
    Byline,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    Quotation,
    SavedPage,
    Table,
    UnreadablePage,
    text_of,
    words,
)
from coffeepress.importing.page.text import read_text

__all__ = [
    "Block", "Byline", "Heading", "ListBlock", "Paragraph", "Picture", "Quotation", "SavedPage", "Table",
    "UnreadablePage", "read_page", "text_of", "words",
]  # fmt: skip


ENTITY = re.compile(r"<!ENTITY\b", re.I)
ENTITY_WITHIN = 100_000


def read_page(data: bytes, *, name: str, url: str = "") -> SavedPage:
    """Read one saved page: HTML, or the plain text that a person copied from a browser.

    Args:
        data: the file as it was saved, in any encoding that pages are written in.
        name: what the file is called; used in the sentence of a refusal.
        url: where the page came from; empty looks for it in the page.

    Returns:
        The headline, standfirst, bylines, blocks of the body and what the editor should look at.

    Raises:
        UnreadablePage: nothing that could be an article is in it; it says why in one sentence.
    """
    if len(data) <= LIMIT_BYTES and is_archive(data):
        data, saved_from = unpack(data)
        url = url or saved_from
    text = decode(data, name=name)
    if text.lstrip().startswith("<") and ENTITY.search(text[:ENTITY_WITHIN]):
        raise UnreadablePage(f"{name} declares XML entities, which no saved web page does: it is not read.")
    if is_html(text):
        return read_html(text, name=name, url=url)
    return read_text(text, name=name, url=url)
