"""Write paragraphs of rich text, piece by piece, as WordPress reads a post's text and its newlines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from .embeds import embeddable
from .values import Block, embed_value

_BLANK_LINES = re.compile(r"\n[ \t\xa0]*(?:\n[ \t\xa0]*)+")
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_LONE_ADDRESS = re.compile(r"^[ \t]*(https?://[^\s<>\"]+)[ \t]*$", re.MULTILINE)
_ONE_ADDRESS = re.compile(r"^https?://[^\s<>\"]+$")
_EMPTY_FORMAT = re.compile(r"<(b|i|s|sub|sup|a)(?: [^>]*)?>(\s*)</\1>")
_EDGE_BREAKS = re.compile(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$")
_TAG = re.compile(r"<[^>]*>")


class Writer:
    """Pieces so far and the paragraph being written.

    Args:
        plain: text is not escaped, formats are left off (quotations, captions, cells).
        newlines: what they mean: `blank` (HTML), `break` (WordPress: a blank line parts paragraphs, a single
            newline breaks the line) or `keep` (preformatted).
    """

    def __init__(self, *, plain: bool, newlines: str) -> None:
        self.pieces: list[Block] = []
        self._plain = plain
        self._newlines = newlines
        self._formats: list[tuple[str, str]] = []
        self._parts: list[str] = []
        self._has_text = False
        self._after: list[Block] = []

    def piece(self, kind: str, value: Any) -> None:
        """Add a finished piece, after the paragraph being written."""
        self.end_paragraph()
        self.pieces.append((kind, value))

    def later(self, kind: str, value: Any) -> None:
        """Add a block from inside a paragraph: before it if it has not begun, else after it."""
        if self._has_text:
            self._after.append((kind, value))
        else:
            self.pieces.append((kind, value))

    @contextmanager
    def format(self, tag: str, opening: str = "") -> Iterator[None]:
        """Write what is inside the block in a format; a paragraph that ends within closes and reopens it."""
        if self._plain or any(close == f"</{tag}>" for _, close in self._formats):
            yield
            return
        opening = opening or f"<{tag}>"
        self._formats.append((opening, f"</{tag}>"))
        self._parts.append(opening)
        yield
        self._parts.append(f"</{tag}>")
        self._formats.pop()

    def _break(self) -> None:
        if self._has_text:
            self._parts.append("\n" if self._plain else "<br/>")

    def text(self, text: str | None) -> None:
        if not text:
            return
        if self._newlines == "blank":
            self._write(_BLANKS.sub(" ", text))
        elif self._newlines == "keep":
            self._write_lines(text)
        else:
            self._write_paragraphs(text)

    def _write_paragraphs(self, text: str) -> None:
        if "://" in text:
            text = _LONE_ADDRESS.sub(r"\n\n\1\n\n", text) if "\n" in text else text
        for number, paragraph in enumerate(_BLANK_LINES.split(text)):
            if number:
                self.end_paragraph()
            for line_number, line in enumerate(paragraph.split("\n")):
                if line_number and not (self._parts and self._parts[-1] in ("<br/>", "\n")):
                    self._break()
                self._write(_BLANKS.sub(" ", line))

    def _write_lines(self, text: str) -> None:
        for number, line in enumerate(text.expandtabs(4).split("\n")):
            if number:
                self._break()
            self._write(re.sub(r"^ +| {2,}", lambda blanks: "\xa0" * len(blanks.group()), line))

    def _write(self, text: str) -> None:
        if not self._has_text and self._newlines != "keep":
            text = text.lstrip(" ")
        if text:
            self._has_text = self._has_text or not text.isspace()
            self._parts.append(text if self._plain else escape(text, quote=False))

    def end_paragraph(self) -> None:
        if self._has_text:
            html = "".join([*self._parts, *(close for _, close in reversed(self._formats))])
            self._keep_paragraph(html)
        self._parts = [opening for opening, _ in self._formats]
        self._has_text = False
        after, self._after = self._after, []
        self.pieces += after

    def _keep_paragraph(self, html: str) -> None:
        if self._plain:
            self.pieces.append(("p", html.strip(" \n")))
            return
        html = _EDGE_BREAKS.sub("", _without_empty(html))
        said = _TAG.sub("", html)
        if _ONE_ADDRESS.match(said):
            url = said.replace("&amp;", "&")
            if embeddable(url):
                self.pieces.append(("embed", embed_value(url, "")))
                return
            html = html if "<a " in html else f'<a href="{escape(url)}">{escape(url)}</a>'
        if said.strip():
            self.pieces.append(("p", html))


def _without_empty(html: str) -> str:
    for _ in range(4):
        html, changes = _EMPTY_FORMAT.subn(r"\2", html)
        if not changes:
            break
    return html
