"""Walk over the tree of a post's HTML and say what each element becomes."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from html import escape
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import nh3
from lxml.etree import _Comment as Comment
from lxml.html import HtmlElement

from . import figures
from .shortcodes import expand
from .values import LINK_SCHEMES, Block
from .writing import Writer

DEEPEST_WALK = 80
DEEPEST_MARKUP = 400
"""Beyond it the parser itself leaves words out."""

_INLINE = frozenset(
    (
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em"),
        *("font", "i", "ins", "kbd", "label", "mark", "math", "meter", "nobr", "output", "progress", "q"),
        *(
            "ruby",
            "rb",
            "rp",
            "rt",
            "s",
            "samp",
            "small",
            "span",
            "strike",
            "strong",
            "sub",
            "sup",
            "time",
            "tt",
        ),
        *(
            "u",
            "var",
            "wbr",
            "img",
            "picture",
            "iframe",
            "video",
            "audio",
            "object",
            "embed",
            "svg",
            "canvas",
        ),
        *("button", "input", "select", "textarea", "script", "style", "noscript", "template", "map", "area"),
        *("link", "meta", "base"),
    )
)
_FORMATS = {
    **dict.fromkeys(("b", "strong"), "b"),
    **dict.fromkeys(("i", "em", "cite", "dfn", "var"), "i"),
    **dict.fromkeys(("s", "strike", "del"), "s"),
    "sub": "sub",
    "sup": "sup",
}
_HEADINGS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h3", "h5": "h3", "h6": "h3"}
_NOTHING_TO_KEEP = frozenset(
    (
        "meta",
        "link",
        "base",
        "template",
        "noscript",
        "source",
        "track",
        "param",
        "rp",
        "area",
    )
)
_NAMED_LOSSES = {
    "script": "script",
    "style": "style sheet",
    "svg": "drawing (svg)",
    "canvas": "canvas",
    "math": "formula",
    "input": "form field",
    "select": "form field",
    "textarea": "form field",
    "map": "image map",
}
_SILENT_BLOCKS = frozenset(
    (
        *("spacer", "separator", "paragraph", "more", "nextpage", "group", "column", "columns", "list"),
        *("heading", "button", "buttons"),
    )
)
_WIDGETS = re.compile(
    r"(?:query|post|comments?|site|latest|term)(?:-|$)|(?:archives|avatar|calendar|categories|home-link|loginout"
    r"|navigation|navigation-link|page-list|pattern|read-more|rss|search|shortcode|social-link|tag-cloud"
    r"|template-part)$"
)
_LINES = ("p", "h2", "h3")
_WHOLE_PAGE_TAGS = re.compile(r"</?(?:html|head|body|frameset)(?:\s[^<>]*)?>|<plaintext>", re.IGNORECASE)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_NEVER_DEEP = frozenset(
    (
        *(
            "p",
            "li",
            "td",
            "th",
            "tr",
            "dt",
            "dd",
            "option",
            "tbody",
            "thead",
            "img",
            "br",
            "hr",
            "input",
            "meta",
        ),
        *("link", "wbr", "source", "area", "col", "embed", "param", "track", "base"),
    )
)
_BLOCK_COMMENT = re.compile(r"^\s*(/?)wp:([a-z][a-z0-9_/-]*)\s*(\{.*\})?\s*(/?)\s*$", re.DOTALL)


class Walk(Writer):
    """One walk over a tree, making pieces (see `values.Block`).

    In a plain walk (quotations, captions, cells) text is not escaped, formats are left off and links show
    their address.
    """

    def __init__(
        self,
        lost: Counter[str],
        *,
        attached: Callable[[], list[int]] = list,
        reusable: Callable[[int], str] = lambda _wp_id: "",
        footnotes: str = "",
        plain: bool = False,
        newlines: str = "blank",
        depth: int = 0,
    ) -> None:
        super().__init__(plain=plain, newlines=newlines)
        self.lost = lost
        self._attached = attached
        self._reusable = reusable
        self._footnotes = footnotes
        self._depth = depth
        self._open_blocks = 0
        self._attributes: dict[str, Any] = {}

    # The whole of a post

    def content(self, html: str) -> None:
        html = html.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
        html = _WHOLE_PAGE_TAGS.sub("", expand(html, self._attached, self.lost))
        if _depth(html) > DEEPEST_MARKUP:
            self.lost["markup nested too deep"] += 1
            html = nh3.clean(html, tags=set())
        if not html.strip():
            return
        self._newlines = "break"
        parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True, remove_pis=True)
        data = f"<html><body><div>{html}</div></body></html>".encode("utf-8", "replace")
        self.flow(lxml.html.document_fromstring(data, parser=parser))
        self.end_paragraph()

    # Blocks

    def flow(self, element: HtmlElement) -> None:
        """Walk what is inside an element that holds paragraphs and blocks."""
        self._depth += 1
        if self._depth > DEEPEST_WALK:
            self.lost["markup nested too deep"] += 1
            self.text(" ".join(element.itertext()))
            self._depth -= 1
            return
        self.text(element.text)
        for child in element:
            self._node(child)
            self.text(child.tail)
        self._depth -= 1

    def _node(self, child: HtmlElement) -> None:
        if isinstance(child, Comment):
            self._comment(child.text or "")
        elif not isinstance(child.tag, str):
            return
        elif child.tag in _INLINE:
            self._inline(child)
        else:
            self.end_paragraph()
            self._block(child)
            self.end_paragraph()

    def _block(self, element: HtmlElement) -> None:
        tag, classes = element.tag, set((element.get("class") or "").split())
        if tag in _NOTHING_TO_KEEP:
            return
        if tag in _HEADINGS:
            self._heading(element, _HEADINGS[tag])
        elif figures.is_gallery(element, classes):
            figures.gallery(self, element)
        elif tag in ("ul", "ol", "menu", "dir"):
            self._list(element)
        elif tag == "figure" or "wp-caption" in classes:
            figures.figure(self, element, classes)
        elif tag == "blockquote" and not self._plain:
            figures.quotation(self, element, classes)
        elif tag == "table":
            figures.table(self, element, "")
        elif tag == "pre":
            self._preformatted(element)
        elif tag == "hr":
            self.lost["separator line"] += 1
        elif "wp-block-file" in classes:
            figures.file(self, element)
        elif tag in ("dt", "summary"):
            with self.format("b"):
                self.flow(element)
                self.end_paragraph()
        else:
            if "wp-block-cover" in classes or "wp-block-media-text__media" in classes:
                figures.background(self, element, self._attributes)
            if tag == "form":
                self.lost["form"] += 1
            self.flow(element)

    def _comment(self, text: str) -> None:
        match = _BLOCK_COMMENT.match(text)
        if match is None:
            return
        closing, name, attributes, alone = match.groups()
        name = name.removeprefix("core/")
        if name == "freeform":
            return
        if closing:
            self._open_blocks = max(0, self._open_blocks - 1)
        else:
            self._attributes = _json_object(attributes)
            if alone:
                self._dynamic(name, self._attributes)
            else:
                self._open_blocks += 1
        self.end_paragraph()
        self._newlines = "blank" if self._open_blocks else "break"

    def _dynamic(self, name: str, attributes: dict[str, Any]) -> None:
        """A block that WordPress renders on each view, so the export holds only its name and settings."""
        self.end_paragraph()
        url = str(attributes.get("url") or "")
        if name == "block":
            self._reused(attributes.get("ref"))
        elif name == "footnotes":
            self._note_list()
        elif name == "social-link" and url.startswith(("http://", "https://")):
            self.piece("p", f'<a href="{escape(url)}">{escape(str(attributes.get("service") or url))}</a>')
        elif _WIDGETS.match(name):
            self.lost["widget or part of the theme that WordPress draws on each view"] += 1
        elif name not in _SILENT_BLOCKS:
            self.lost[f"block {name}"] += 1

    def _reused(self, ref: object) -> None:
        html = self._reusable(ref) if isinstance(ref, int) and self._depth < 4 * 6 else ""
        if not html:
            self.lost["reusable block that is not in the export"] += 1
            return
        inner = Walk(self.lost, attached=self._attached, reusable=self._reusable, depth=self._depth + 6)
        inner.content(html)
        self.pieces += inner.pieces

    def _note_list(self) -> None:
        notes = _json_list(self._footnotes)
        rows = []
        for note in notes:
            inner = Walk(self.lost, depth=self._depth)
            inner.content(str(note.get("content", "")))
            rows.append("<br/>".join(value for kind, value in inner.pieces if kind == "p"))
        if rows:
            self.pieces.append(("list", "<ol>" + "".join(f"<li>{row}</li>" for row in rows) + "</ol>"))

    def _heading(self, element: HtmlElement, tag: str) -> None:
        inner = self.inside(element)
        words = " ".join(value for kind, value in inner.pieces if kind in _LINES)
        words = re.sub(r"</?b>", "", words).replace("<br/>", " ")
        if words:
            self.piece("p" if self._plain else tag, words)
        self.pieces += [piece for piece in inner.pieces if piece[0] not in _LINES]

    def _list(self, element: HtmlElement) -> None:
        html, others = self._list_html(element)
        if html:
            self.pieces.append(("p" if self._plain else "list", html))
        self.pieces += others

    def _list_html(self, element: HtmlElement) -> tuple[str, list[Block]]:
        tag = "ol" if element.tag == "ol" else "ul"
        rows: list[str] = []
        others: list[Block] = []
        for child in element:
            if isinstance(child, Comment):
                self._comment(child.text or "")
                continue
            inner = self.inside(child) if child.tag == "li" else self._one(child)
            row = self._row(inner.pieces, others)
            if row:
                rows.append(row)
        if self._plain:
            marks = [f"{number}." if tag == "ol" else "•" for number in range(1, len(rows) + 1)]
            return "\n".join(f"{mark} {row}" for mark, row in zip(marks, rows, strict=True)), others
        return (f"<{tag}>{''.join(f'<li>{row}</li>' for row in rows)}</{tag}>" if rows else ""), others

    @staticmethod
    def _row(pieces: list[Block], others: list[Block]) -> str:
        """One item's inside: paragraphs as lines, nested lists; other blocks go after the whole list."""
        row, after_line = "", False
        for kind, value in pieces:
            if kind in _LINES or kind == "list":
                row += f"<br/>{value}" if kind in _LINES and after_line else value
                after_line = kind in _LINES
            else:
                others.append((kind, value))
        return row

    def _preformatted(self, element: HtmlElement) -> None:
        self.lost["preformatted text (kept as lines)"] += 1
        before, self._newlines = self._newlines, "keep"
        self.flow(element)
        self.end_paragraph()
        self._newlines = before

    def inside(self, element: HtmlElement, *, plain: bool | None = None) -> Walk:
        """A walk of its own over what is in an element."""
        inner = self._child(plain)
        inner.flow(element)
        inner.end_paragraph()
        return inner

    def _one(self, element: HtmlElement) -> Walk:
        inner = self._child(None)
        inner._node(element)
        inner.end_paragraph()
        return inner

    def _child(self, plain: bool | None) -> Walk:
        inner = Walk(
            self.lost,
            attached=self._attached,
            reusable=self._reusable,
            plain=self._plain if plain is None else plain,
            newlines=self._newlines,
            depth=self._depth,
        )
        inner._open_blocks = self._open_blocks
        return inner

    def words(self, element: HtmlElement | None) -> str:
        """What an element says, as plain text; paragraphs are parted by a blank line."""
        if element is None:
            return ""
        inner = self.inside(element, plain=True)
        for kind, _value in inner.pieces:
            if kind != "p":
                self.lost[f"{kind} inside a caption, a citation or a pull quote"] += 1
        return "\n\n".join(value for kind, value in inner.pieces if kind == "p")

    # Inline

    def _inline(self, element: HtmlElement) -> None:
        tag = element.tag
        if tag in ("img", "iframe", "video", "audio", "object", "embed"):
            self._media(element)
        elif tag == "br":
            self._break()
        elif tag in _NAMED_LOSSES:
            self.lost[_NAMED_LOSSES[tag]] += 1
        elif tag in _NOTHING_TO_KEEP or tag == "wbr":
            return
        elif tag == "a":
            self._link(element)
        elif tag == "q":
            self.text("“")
            self.flow(element)
            self.text("”")
        elif (format_tag := _FORMATS.get(tag) or _styled(element)) is not None:
            with self.format(format_tag):
                self.flow(element)
        else:
            self.flow(element)

    def _link(self, element: HtmlElement) -> None:
        url = self.address(element.get("href"))
        if not url:
            self.flow(element)
            return
        if self._plain:
            self.flow(element)
            said = "".join(element.itertext()).strip()
            if said and said != url and not url.endswith(said):
                self.text(f" ({url})")
            return
        if element.find(".//img") is not None and not "".join(element.itertext()).strip():
            self._linked_pictures(element, url)
            return
        with self.format("a", f'<a href="{escape(url)}">'):
            self.flow(element)

    def _linked_pictures(self, element: HtmlElement, url: str) -> None:
        """A link around a picture to anything but a picture's own file or page is kept as a link below it."""
        self.flow(element)
        if not _leads_to_picture(element, url):
            self.later("p", f'<a href="{escape(url)}">{escape(url)}</a>')

    def address(self, href: str | None) -> str:
        """A link's address if it is one to keep, else blank; an unsafe one is counted."""
        url = (href or "").strip()
        if ":" in url[:40]:
            url = re.sub(r"[\x00-\x20\x7f]+", "", url)
        if not url or url.startswith("#"):
            return ""
        scheme, colon, _ = url.partition(":")
        if colon and "/" not in scheme and "?" not in scheme and scheme.lower() not in LINK_SCHEMES:
            self.lost["link that is not safe to keep"] += 1
            return ""
        return url

    def _media(self, element: HtmlElement) -> None:
        for kind, value in figures.media(self, element, ""):
            if kind == "said":
                self.text(value)
            else:
                self.later(kind, value)


def _depth(html: str) -> int:
    """How deep the markup nests at most, if each element that must be closed is closed where it says so."""
    deepest = depth = 0
    for closing, name in _TAG.findall(html):
        if name.lower() in _NEVER_DEEP:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _leads_to_picture(element: HtmlElement, url: str) -> bool:
    path = urlsplit(url.split("#")[0]).path.lower() if "[" not in url and "]" not in url else ""
    if re.search(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?|heic)$", path) or "attachment_id=" in url:
        return True
    if "attachment" in (element.get("rel") or ""):
        return True
    image = element.find(".//img")
    name = (image.get("src") or "").split("?")[0].rpartition("/")[2].lower() if image is not None else ""
    stem = re.sub(r"(?:-\d+x\d+)?\.\w+$", "", name).rstrip("-0123456789")
    return bool(stem) and path.rstrip("/").rpartition("/")[2].startswith(stem)


def _styled(element: HtmlElement) -> str | None:
    """Text pasted from a word processor carries its formats as styles of spans."""
    style = element.get("style") or ""
    if re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style):
        return "b"
    return "i" if re.search(r"font-style\s*:\s*italic", style) else None


def _json_object(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else {}
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _json_list(text: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    return [note for note in value if isinstance(note, dict)] if isinstance(value, list) else []
