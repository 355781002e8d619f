"""The pieces that a post's HTML becomes: plain data, with pictures and files named but not yet found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import unquote

import nh3
from lxml.html import HtmlElement

from .embeds import plain_address

Block = tuple[str, Any]
"""A type and a value; while walking also `p`, `h2`, `h3` with inner HTML and `list` with a list's HTML."""

TEXT_TAGS = {"p", "h2", "h3", "b", "i", "a", "ul", "ol", "li", "sup", "sub", "s", "br"}
LINK_SCHEMES = {"http", "https", "mailto", "tel"}

_ANY_TAG = re.compile(r"<[^>]*>")
PICTURE_CLASS = re.compile(r"\bwp-image-(\d{1,15})\b")
_LAZY_ADDRESSES = ("data-orig-file", "data-src", "data-lazy-src", "data-original", "data-full-url")


@dataclass(frozen=True, slots=True)
class PictureRef:
    """A picture by its attachment's id (0 if the post does not say it) and address, blank if unknown."""

    wp_id: int = 0
    url: str = ""


@dataclass(frozen=True, slots=True)
class FileRef:
    wp_id: int = 0
    url: str = ""


def embed_value(url: str, caption: str) -> dict[str, Any]:
    return {"url": plain_address(url), "title": "", "picture": None, "caption": caption}


def picture_value(ref: PictureRef, *, alt: str, caption: str, source_url: str = "") -> dict[str, Any]:
    return {"picture": ref, "alt": alt, "caption": caption, "credit": "", "source_url": source_url}


def picture_ref(image: HtmlElement) -> PictureRef:
    """Which attachment an `img` shows: its id from class, data or the caption around it, and its address."""
    found = PICTURE_CLASS.search(image.get("class") or "")
    number = found.group(1) if found else (image.get("data-id") or image.get("data-attachment-id") or "")
    url = image.get("src") or ""
    for lazy in _LAZY_ADDRESSES:
        if not url or url.startswith("data:"):
            url = image.get(lazy) or url
    if url.startswith("//"):
        url = "https:" + url
    is_number = number.isascii() and number.isdigit() and len(number) < 16
    return PictureRef(int(number) if is_number else 0, url.strip())


def link_paragraph(url: str, words: str) -> str:
    """A paragraph of rich text with one link, cleaned."""
    words = words.strip() or unquote(url.rstrip("/").rpartition("/")[2]) or url
    return cleaned(f'<p><a href="{escape(url)}">{escape(words)}</a></p>')


def cleaned(html: str) -> str:
    """Rich text that holds only what the text block's features allow."""
    return nh3.clean(
        html, tags=TEXT_TAGS, attributes={"a": {"href"}}, url_schemes=LINK_SCHEMES, link_rel=None
    )


def joined(blocks: list[Block]) -> list[Block]:
    """The same blocks with neighbouring texts made one."""
    done: list[Block] = []
    for kind, value in blocks:
        if kind == "text" and done and done[-1][0] == "text":
            done[-1] = ("text", done[-1][1] + value)
        else:
            done.append((kind, value))
    return done


def as_blocks(pieces: list[Block]) -> list[Block]:
    blocks: list[Block] = []
    texts: list[str] = []
    for kind, value in [*pieces, ("", None)]:
        if kind in ("p", "h2", "h3", "list"):
            texts.append(value if kind == "list" else f"<{kind}>{value}</{kind}>")
            continue
        if texts:
            blocks.append(("text", cleaned("".join(texts))))
            texts = []
        if kind:
            blocks.append((kind, value))
    return blocks


def plain_words(html: str) -> str:
    """What a text block says, without markup."""
    return " ".join(unescape(_ANY_TAG.sub(" ", html)).split())
