"""Fit a post's blocks into ours: pictures and files found, each text within its block's limit.

What an editor's form would refuse must not come in by this door: the result passes the body block's own
validation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from html import escape
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from coffeepress.articles.models.picture import FILE_NAME

from .values import Block, FileRef, PictureRef, joined, link_paragraph

LONGEST_ALT = 300
LONGEST_CAPTION = 600
LONGEST_NAME = 160
LONGEST_TITLE = 200
LONGEST_TABLE_CAPTION = 300
LONGEST_PULL_QUOTE = 300
MOST_PICTURES = 40

_is_address = URLValidator(schemes=["http", "https"])


class Library(Protocol):
    """Pictures and documents, brought in when they are first asked for."""

    def picture(self, ref: PictureRef) -> int | None:
        """The picture's id, None if its file could not be had."""

    def document(self, ref: FileRef) -> int | None:
        """The document's id, None if its file could not be had."""

    def address(self, ref: PictureRef | FileRef) -> str:
        """Where the file lies in WordPress, blank if nobody knows."""


def fit(blocks: list[Block], library: Library, *, title: str, lost: Counter[str]) -> list[Block]:
    """Blocks as they are stored, without their ids."""
    fitting = _Fitting(library, title, lost)
    done: list[Block] = []
    for kind, value in blocks:
        fit_one: Callable[[Any], list[Block]] = getattr(fitting, kind)
        done += fit_one(value)
    return joined(done)


def valid_address(url: str) -> bool:
    try:
        _is_address(url)
    except ValidationError:
        return False
    return True


def clean_alt(alt: str, lost: Counter[str]) -> str:
    """An alternative text that says something."""
    alt = " ".join(alt.split())
    if FILE_NAME.match(alt):
        if alt:
            lost["alternative text that was only a file name"] += 1
        return ""
    return cut(alt, LONGEST_ALT)


def cut(text: str, longest: int) -> str:
    """A text cut at a word's end, if it is longer than it may be."""
    if len(text) <= longest:
        return text
    head = text[: longest - 1]
    return (head.rpartition(" ")[0] or head).rstrip(" ,;:—–-") + "…"


def paragraphs(text: str) -> Block:
    """Plain text as a text block."""
    parts = [escape(part, quote=False).replace("\n", "<br>") for part in text.split("\n\n")]
    return "text", "".join(f"<p>{part}</p>" for part in parts)


class _Fitting:
    """One method a block type."""

    def __init__(self, library: Library, title: str, lost: Counter[str]) -> None:
        self.library = library
        self.title = title
        self.lost = lost

    def text(self, value: str) -> list[Block]:
        return [("text", value)] if value else []

    def picture(self, value: dict[str, Any]) -> list[Block]:
        found = self._picture(value)
        if found is None:
            return self._picture_as_link(value)
        return [("picture", found), *self._rest_of(value["caption"], LONGEST_CAPTION)]

    def gallery(self, value: dict[str, Any]) -> list[Block]:
        pictures: list[dict[str, Any]] = []
        links: list[Block] = []
        for each in value["pictures"]:
            found = self._picture(each)
            if found is None:
                links += self._picture_as_link(each)
            else:
                pictures.append(found)
        blocks: list[Block] = []
        caption = cut(value["caption"], LONGEST_CAPTION)
        for start in range(0, len(pictures), MOST_PICTURES):
            some = pictures[start : start + MOST_PICTURES]
            if len(some) == 1:
                blocks.append(("picture", {**some[0], "caption": some[0]["caption"] or caption}))
            else:
                items = [{"type": "item", "value": picture} for picture in some]
                blocks.append(("gallery", {"pictures": items, "caption": caption}))
        if not blocks and caption:
            blocks.append(paragraphs(caption))
        return [*blocks, *links]

    def quotation(self, value: dict[str, Any]) -> list[Block]:
        text = value["text"]
        fitted = dict(value)
        for name, longest in (("speaker", LONGEST_NAME), ("source_name", LONGEST_TITLE)):
            if len(value[name]) > longest:
                text += f"\n\n— {value[name]}"
                fitted[name] = ""
        if value["source_url"] and not valid_address(value["source_url"]):
            text += f"\n\n{value['source_url']}"
            fitted["source_url"] = ""
        return [("quotation", {**fitted, "text": text})]

    def pull_quote(self, value: dict[str, Any]) -> list[Block]:
        if len(value["text"]) <= LONGEST_PULL_QUOTE:
            return [("pull_quote", value)]
        names = ("speaker", "role", "source_name", "source_url")
        return [("quotation", {"text": value["text"], **dict.fromkeys(names, "")})]

    def embed(self, value: dict[str, Any]) -> list[Block]:
        url = "https://" + value["url"].partition("://")[2]
        if not valid_address(url):
            return [("text", link_paragraph(value["url"], value["caption"]))]
        caption = " ".join(value["caption"].split())
        title = (
            value["title"] or caption or _("From %(host)s") % {"host": url.split("/")[2].removeprefix("www.")}
        )
        fitted = {
            "url": url,
            "title": cut(title, LONGEST_TITLE),
            "picture": None,
            "caption": cut(caption, LONGEST_CAPTION),
        }
        return [("embed", fitted), *self._rest_of(caption, LONGEST_CAPTION)]

    def table(self, value: dict[str, Any]) -> list[Block]:
        caption = " ".join(value["caption"].split())
        if not caption:
            self.lost["table without a caption (the headline stands in)"] += 1
        fitted = {**value, "caption": cut(caption or self.title, LONGEST_TABLE_CAPTION)}
        return [("table", fitted), *self._rest_of(caption, LONGEST_TABLE_CAPTION)]

    def download(self, value: dict[str, Any]) -> list[Block]:
        document = self.library.document(value["document"])
        if document is None:
            url = self.library.address(value["document"])
            return [("text", link_paragraph(url, value["title"]))] if url else [paragraphs(value["title"])]
        title = cut(" ".join(value["title"].split()), LONGEST_TITLE)
        return [("download", {"document": document, "title": title, "description": ""})]

    def _picture(self, value: dict[str, Any]) -> dict[str, Any] | None:
        picture = self.library.picture(value["picture"])
        if picture is None:
            return None
        source_url = value["source_url"] if valid_address(value["source_url"]) else ""
        caption = " ".join(value["caption"].split())
        if value["source_url"] and not source_url:
            caption = f"{caption} ({value['source_url']})"
        return {
            "picture": picture,
            "alt": clean_alt(value["alt"], self.lost),
            "caption": cut(caption, LONGEST_CAPTION),
            "credit": "",
            "source_url": source_url,
        }

    def _picture_as_link(self, value: dict[str, Any]) -> list[Block]:
        """The words under a picture that is missing, as a link to where it was."""
        words = " ".join((value["caption"] or value["alt"]).split())
        url = self.library.address(value["picture"])
        if url.startswith(("http://", "https://", "/")):
            return [("text", link_paragraph(url, words))]
        return [paragraphs(words)] if words else []

    @staticmethod
    def _rest_of(text: str, longest: int) -> list[Block]:
        """A text too long for its place stands whole in a paragraph below."""
        return [paragraphs(text)] if len(" ".join(text.split())) > longest else []
