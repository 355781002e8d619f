"""From a page's markup to its pieces in reading order.

Owns the walk over the tree: which elements make a block of their own, what an element's name, class and
visibility say of its text. Refuses scripts, forms' controls and what the page hides. The walk keeps its own
stack, so that a page nested without end costs no recursion.
"""

from __future__ import annotations

import html as markup_text
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement

from coffeepress.importing.page.lines import Piece
from coffeepress.importing.page.saved import words
from coffeepress.importing.page.wordlists import any_of, plain_words

SKIPPED = plain_words("markup-skipped-elements")
BLOCKS = plain_words("markup-block-elements")
INLINE_KEPT = {
    "b": "b",
    "strong": "strong",
    "i": "i",
    "em": "em",
    "sub": "sub",
    "sup": "sup",
    "s": "s",
    "del": "s",
}
HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 4, "h6": 4}

BLAMED = re.compile(rf"(?:^|[\s_-]){any_of('markup-furniture')}(?:$|[\s_-])", re.I)
PRAISED = re.compile(rf"(?:^|[\s_-]){any_of('markup-article')}(?:$|[\s_-]|\w*body|\w*content|\w*text)", re.I)
COMMENTS_CLASS = re.compile(rf"(?:^|[\s_-]){any_of('markup-comments')}(?:$|[\s_-])", re.I)
OPENING_CLASS = re.compile(rf"(?:^|[\s_-]){any_of('markup-standfirst')}(?:$|[\s_-])", re.I)
CAPTION_CLASS = re.compile(
    r"caption|(?:^|[\s_-])(?:credit|(?:photo|image)-?credit|copyright|legende?|bildunterschrift)(?:$|[\s_-])",
    re.I,
)
QUOTE_CLASS = re.compile(r"pull-?quote", re.I)
TRIVIAL_PICTURE = re.compile(rf"(?:^|[\s_/.-]){any_of('markup-trivial-pictures')}(?:$|[\s_/.\d-])", re.I)
INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"), None)
LEAST_PIXELS = 70


@dataclass(frozen=True)
class Around:
    """What the open elements say of the text inside them."""

    kind: str = "paragraph"
    level: int = 2
    group: int = 0
    ordered: bool = False
    blame: float = 0.0
    figure: bool = False
    comments: bool = False
    opening: bool = False


@dataclass
class Buffer:
    """The text of the block that is being read, and its safe HTML."""

    text: list[str]
    html: list[str]
    linked: int = 0
    breaks: int = 0

    def empty(self) -> bool:
        return not any(part.strip() for part in self.text)


class Walk:
    """One walk over a tree; `pieces` is what it found, in reading order."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.pieces: list[Piece] = []
        self.buffer = Buffer([], [])
        self.links = 0
        self.groups = 0

    def run(self, root: HtmlElement) -> list[Piece]:
        """Walk the tree below `root`."""
        stack: list[tuple[HtmlElement, Around, Iterator[HtmlElement] | None]] = [(root, Around(), None)]
        while stack:
            element, around, children = stack.pop()
            if children is None:
                around_inside = self._enter(element, around)
                if around_inside is None:
                    self._tail(element, around)
                    continue
                children = iter(element)
                around = around_inside
            child = next(children, None)
            if child is None:
                self._leave(element, around)
                if stack:
                    self._tail(element, stack[-1][1])
                continue
            stack.append((element, around, children))
            stack.append((child, around, None))
        self._flush(Around())
        return self.pieces

    def _enter(self, element: HtmlElement, around: Around) -> Around | None:
        """Open an element; None when nothing inside it is read."""
        tag = element.tag
        if not isinstance(tag, str) or tag in SKIPPED or _hidden(element):
            return None
        if tag in ("img", "amp-img"):
            self._picture(element, around)
            return None
        if tag == "br":
            self._break(around)
            return None
        if tag == "table" and is_data_table(element):
            self._flush(around)
            self._table(element, around)
            return None
        if tag in BLOCKS:
            self._flush(around)
            around = self._around(element, around)
        elif tag == "a":
            self.links += 1
            href = self._address(element.get("href") or "")
            self.buffer.html.append(f'<a href="{markup_text.escape(href)}">' if href else "<a>")
        elif tag in INLINE_KEPT:
            self.buffer.html.append(f"<{INLINE_KEPT[tag]}>")
        elif around.kind == "caption" and CAPTION_CLASS.search(_names(element)):
            # A page's own style sets the credit apart from the caption; here a blank does.
            self._text(" ", around)
        elif around.kind == "paragraph" and around.figure and CAPTION_CLASS.search(_names(element)):
            self._flush(around)
            around = replace(around, kind="caption")
        self._text(element.text, around)
        return around

    def _leave(self, element: HtmlElement, around: Around) -> None:
        tag = element.tag
        if tag in BLOCKS or (
            around.kind == "caption"
            and tag not in INLINE_KEPT
            and tag != "a"
            and CAPTION_CLASS.search(_names(element))
        ):
            self._flush(around)
        elif tag == "a":
            self.links = max(0, self.links - 1)
            self.buffer.html.append("</a>")
        elif tag in INLINE_KEPT:
            self.buffer.html.append(f"</{INLINE_KEPT[tag]}>")

    def _tail(self, element: HtmlElement, around: Around) -> None:
        self._text(element.tail, around)

    def _text(self, text: str | None, around: Around) -> None:
        if not text:
            return
        text = text.translate(INVISIBLE)
        self.buffer.text.append(text)
        self.buffer.html.append(markup_text.escape(text, quote=False))
        if text.strip():
            self.buffer.breaks = 0
        if self.links:
            self.buffer.linked += len("".join(text.split()))

    def _break(self, around: Around) -> None:
        """One break is a new line; two are a new paragraph."""
        self.buffer.breaks += 1
        if self.buffer.breaks >= 2 and around.kind != "pre":
            self._flush(around)
            return
        self.buffer.text.append("\n")
        self.buffer.html.append("<br>")

    def _flush(self, around: Around) -> None:
        buffer, self.buffer = self.buffer, Buffer([], [])
        if buffer.empty():
            return
        raw = "".join(buffer.text)
        text = raw.strip("\n") if around.kind == "pre" else _squeezed(raw)
        letters = max(1, len("".join(text.split())))
        fragment = "".join(buffer.html)
        if around.kind == "pre":
            fragment = fragment.strip("\n").replace("\n", "<br>")
        else:
            fragment = TRAILING_BREAKS.sub("", " ".join(fragment.split()))
        self.pieces.append(Piece(
            text=text, html=fragment, kind=around.kind, level=around.level, group=around.group,
            ordered=around.ordered, linked=min(1.0, buffer.linked / letters), apart=True, blame=around.blame,
            comment=around.comments,
            opening=around.opening,
        ))  # fmt: skip

    def _around(self, element: HtmlElement, around: Around) -> Around:
        """What a block element adds to what is said of the text inside it."""
        tag, names = element.tag, _names(element)
        kind, level, group, ordered = around.kind, around.level, around.group, around.ordered
        if tag in HEADINGS:
            kind, level = "heading", HEADINGS[tag]
        elif tag in ("ul", "ol", "dl"):
            self.groups += 1
            group, ordered = self.groups, tag == "ol"
        elif tag in ("li", "dd", "dt"):
            kind = "item"
        elif tag == "blockquote" or QUOTE_CLASS.search(names):
            self.groups += 1
            kind, group = "quote", self.groups
        elif tag == "pre":
            kind = "pre"
        elif tag == "figcaption" or (
            tag in ("p", "div", "dd", "dt")
            and CAPTION_CLASS.search(names)
            and len(words(element.text_content()[:2000])) < 120
        ):
            kind = "caption"
        elif tag in ("td", "th", "figure"):
            kind = "paragraph"
        comments = around.comments or (
            bool(COMMENTS_CLASS.search(names)) and tag not in ("html", "body", "article", "main")
        )
        return Around(
            kind,
            level,
            group,
            ordered,
            around.blame + _blame(element, names),
            around.figure or tag == "figure",
            comments,
            around.opening or bool(OPENING_CLASS.search(names)),
        )

    def _table(self, table: HtmlElement, around: Around) -> None:
        self.groups += 1
        for row in table.iter("tr"):
            cells = [" ".join(cell.text_content().split()) for cell in row if cell.tag in ("td", "th")]
            head = all(cell.tag == "th" for cell in row if isinstance(cell.tag, str))
            if any(cells):
                linked = sum(len(link.text_content()) for link in row.iter("a"))
                self.pieces.append(
                    Piece(
                        "\t".join(cells),
                        kind="row",
                        group=self.groups,
                        level=1 if head else 2,
                        apart=True,
                        blame=around.blame,
                        linked=min(1.0, linked / max(1, len("".join(cells)))),
                    )
                )

    def _picture(self, element: HtmlElement, around: Around) -> None:
        address = picture_address(element)
        if not address or around.blame > 2:
            return
        address = self._address(address)
        if address:
            alt = " ".join((element.get("alt") or "").split())
            self.pieces.append(
                Piece("", kind="picture", picture=(address, alt), blame=around.blame, apart=True)
            )

    def _address(self, address: str) -> str:
        """An absolute http, https or mailto address, or nothing."""
        try:
            absolute = urljoin(self.base_url, address.strip())
            return absolute if urlsplit(absolute).scheme in ("http", "https", "mailto") else ""
        except ValueError:
            return ""


TRAILING_BREAKS = re.compile(r"^(?:\s*<br>)+\s*|(?:\s*<br>)+\s*$")


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _names(element: HtmlElement) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"[:400]


def _hidden(element: HtmlElement) -> bool:
    style = (element.get("style") or "").replace(" ", "").lower()
    if "display:none" in style or "visibility:hidden" in style or element.get("hidden") is not None:
        return True
    return element.get("aria-hidden") == "true" and element.tag not in ("img", "body", "html")


def _blame(element: HtmlElement, names: str) -> float:
    tag = element.tag
    if tag in ("html", "body", "article", "main"):
        return 0.0
    blame = {"aside": 1.5, "footer": 2.0}.get(tag, 0.0)
    if element.get("role") in (
        "navigation",
        "complementary",
        "menu",
        "menubar",
        "dialog",
        "alertdialog",
        "contentinfo",
        "search",
    ):
        blame += 2.0
    if BLAMED.search(names) and not PRAISED.search(names):
        blame += 1.5
    return blame


def is_data_table(table: HtmlElement) -> bool:
    """Rows of short cells; a table that only lays the page out has long ones, or tables inside."""
    if next(table.iterdescendants("table"), None) is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [row for row in rows if row]
    if len(rows) < 2 or sum(1 for row in rows if len(row) >= 2) < len(rows) * 0.6:
        return False
    lengths = [len(words(cell.text_content())) for row in rows[:60] for cell in row]
    return max(lengths, default=0) < 80 and sum(lengths) / max(1, len(lengths)) < 25


def picture_address(element: HtmlElement) -> str:
    """The picture's own address: late-loading pages keep it in data attributes or a list of sizes."""
    if TRIVIAL_PICTURE.search(_names(element)):
        return ""
    for side in ("width", "height"):
        size = (element.get(side) or "").rstrip("px ")
        if size.isdigit() and int(size) < LEAST_PIXELS:
            return ""
    candidates = [
        element.get(key) or ""
        for key in ("data-src", "data-original", "data-lazy-src", "data-full-src", "data-url", "src")
    ]
    candidates[5:5] = (
        [_largest(element.get("data-srcset") or ""), _largest(element.get("srcset") or "")]
        if not _real(element.get("src"))
        else []
    )
    for candidate in candidates:
        if _real(candidate) and not TRIVIAL_PICTURE.search(candidate.split("?")[0].rsplit("/", 1)[-1]):
            return candidate.strip()
    return ""


def _real(address: str | None) -> bool:
    return bool(address) and not (address or "").lstrip().lower().startswith(
        ("data:", "about:", "javascript:", "blob:")
    )


def _largest(srcset: str) -> str:
    best, size = "", -1.0
    for part in re.split(r",\s+", srcset):
        bits = part.split()
        if bits:
            width = (
                float(found.group())
                if len(bits) > 1 and (found := re.match(r"\d+(?:\.\d+)?", bits[1]))
                else 0.0
            )
            best, size = (bits[0], width) if width > size else (best, size)
    return best


def parse(text: str) -> HtmlElement | None:
    """Parse HTML without network, entities or unlimited depth; None when there is no element in it."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(ELEMENTS)
    try:
        return etree.fromstring(text.encode("utf-8", errors="replace"), parser)
    except (etree.LxmlError, ValueError):
        return None


def _elements() -> etree.ElementDefaultClassLookup:
    from lxml.html import HtmlElementClassLookup

    return HtmlElementClassLookup()


ELEMENTS = _elements()
