"""The text of an article as readers read it, part by part, and where each character of it is stored.

A part is one stored field: the headline, a caption, a block of rich text. Its text is what a reader sees: markup gone,
runs of white space one space, a line a paragraph, list item or table cell. The whole text is the parts' lines, in the
page's order. The page's script builds the same text from what carries `data-passage` (and what stands directly in
`.prose`), so that a passage selected there is found here. Positions are code points, 0-based, end-exclusive.

Owns the list of parts; knows nothing of reports or corrections. Pure but for looking up pictures' own captions.
"""

import html
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Literal

from coffeepress.articles.models import Article, Picture

Step = str | int
Span = tuple[int, int]
Form = Literal["plain", "paragraphs", "rich"]
Captions = dict[int, str]
"""Pictures' own captions, by the pictures' ids."""

_TOKEN = re.compile(
    r"""<(?:"[^"]*"|'[^']*'|[^'"<>])*>|&(?:\#\d+|\#[xX][0-9a-fA-F]+|\w+);|[^<&]+|.""", re.DOTALL | re.VERBOSE
)
_BREAKING = re.compile(r"</?(?:p|h[1-6]|li|ul|ol|br|div|blockquote|hr)\b", re.IGNORECASE)
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_WHITE = " \t\n\r\f"
_BREAK = "\n"


@dataclass(frozen=True)
class Part:
    """One stored field of an article.

    Attributes:
        path: where it is stored: `("title",)`, or `("body", 3, "caption")` for a field of the fourth block as
            `StreamValue.get_prep_value` gives it.
        form: plain text, plain text with empty lines between paragraphs, or rich text (Wagtail's stored HTML).
        source: what is stored; of a blank caption, the picture's own, which the page shows in its place.
    """

    path: tuple[Step, ...]
    form: Form
    source: str

    @cached_property
    def text(self) -> str:
        """What a reader sees of it."""
        return "".join(char for char, _ in self._said)

    @cached_property
    def spans(self) -> tuple[Span | None, ...]:
        """For each character of the text, which part of the source it is; None for a break between lines."""
        return tuple(span for _, span in self._said)

    @cached_property
    def _said(self) -> list[tuple[str, Span | None]]:
        return list(_collapsed(_UNITS[self.form](self.source)))


@dataclass(frozen=True)
class Said:
    """An article's whole text.

    Attributes:
        parts: those that have text, in the page's order.
        starts: where each part's text begins in the whole.
    """

    parts: tuple[Part, ...]
    starts: tuple[int, ...]

    @cached_property
    def text(self) -> str:
        return _BREAK.join(part.text for part in self.parts)

    @cached_property
    def digest(self) -> str:
        return digest(self.text)

    def touched(self, start: int, end: int) -> Iterator[tuple[Part, int, int]]:
        """The parts that a passage lies in, each with the passage's bounds within that part's text."""
        for part, begins in zip(self.parts, self.starts, strict=True):
            first, last = max(start - begins, 0), min(end - begins, len(part.text))
            if first < last:
                yield part, first, last


def digest(text: str) -> str:
    """The name of a text: its SHA-256 in UTF-8, in hexadecimal."""
    return sha256(text.encode()).hexdigest()


def said(article: Article, captions: Captions | None = None) -> Said:
    """The text of an article as it stands in this object: published, a draft, or an old revision.

    Args:
        captions: the pictures' own captions, where those of several articles were looked up at once.
    """
    parts = tuple(part for part in _parts(article, captions) if part.text)
    starts, position = [], 0
    for part in parts:
        starts.append(position)
        position += len(part.text) + 1
    return Said(parts, tuple(starts))


def pictures_of(article: Article) -> set[int]:
    """The pictures of an article: where its captions are blank, their own stand in its text."""
    return _pictures(article, _stored(article))


def own_captions(picture_ids: Iterable[int]) -> Captions:
    """The captions of the pictures themselves; one that has been deleted is not shown, and not here."""
    ids = set(picture_ids)
    return dict(Picture.objects.filter(pk__in=ids).values_list("pk", "caption")) if ids else {}


def store(article: Article, path: tuple[Step, ...], source: str) -> None:
    """Put a part's new source into the article object. Nothing is saved.

    Raises:
        LookupError: the article has no such part.
    """
    if path[0] != "body":
        setattr(article, str(path[0]), source)
        return
    stored: list[Any] = article.body.get_prep_value()
    field = article._meta.get_field("body")
    place: Any = stored[int(path[1])]
    *above, last = ("value", *path[2:])
    for step in above:
        place = place[step]
    place[last] = source
    article.body = field.to_python(stored)


def _parts(article: Article, captions: Captions | None) -> Iterator[Part]:
    stored = _stored(article)
    if captions is None:
        captions = own_captions(_pictures(article, stored))
    yield Part(("title",), "plain", article.title)
    yield Part(("standfirst",), "plain", article.standfirst)
    if article.lead_picture_id in captions:
        yield Part(("lead_caption",), "plain", article.lead_caption or captions[article.lead_picture_id])
    for number, block in enumerate(stored):
        for steps, form, source in _BLOCKS[block["type"]](block["value"], captions):
            yield Part(("body", number, *steps), form, source or "")


Field = tuple[tuple[Step, ...], Form, str]


def _text(value: Any, _captions: Captions) -> Iterator[Field]:
    yield (), "rich", value


def _picture(value: Any, captions: Captions, *above: Step) -> Iterator[Field]:
    if value["picture"] in captions:
        yield (*above, "caption"), "plain", value["caption"] or captions[value["picture"]]


def _gallery(value: Any, captions: Captions) -> Iterator[Field]:
    shown = 0
    for number, item in enumerate(value["pictures"]):
        shown += item["value"]["picture"] in captions
        yield from _picture(item["value"], captions, "pictures", number, "value")
    if shown:
        yield ("caption",), "plain", value["caption"]


def _quotation(value: Any, _captions: Captions) -> Iterator[Field]:
    yield ("text",), "paragraphs", value["text"]
    yield ("speaker",), "plain", value["speaker"]
    yield ("role",), "plain", value["role"]


def _pull_quote(value: Any, _captions: Captions) -> Iterator[Field]:
    yield ("text",), "plain", value["text"]


def _embed(value: Any, _captions: Captions) -> Iterator[Field]:
    yield ("caption",), "plain", value["caption"]


def _table(value: Any, _captions: Captions) -> Iterator[Field]:
    yield ("caption",), "plain", value["caption"]
    for number, column in enumerate(value["table"]["columns"]):
        yield ("table", "columns", number, "heading"), "plain", column["heading"]
    for row, cells in enumerate(value["table"]["rows"]):
        for number, cell in enumerate(cells["values"]):
            yield ("table", "rows", row, "values", number), "plain", str(cell or "")


def _info_box(value: Any, _captions: Captions) -> Iterator[Field]:
    yield ("title",), "plain", value["title"]
    yield ("text",), "rich", value["text"]


def _nothing(_value: Any, _captions: Captions) -> Iterator[Field]:
    return iter(())


_BLOCKS: dict[str, Callable[[Any, Captions], Iterator[Field]]] = {
    "text": _text,
    "picture": _picture,
    "gallery": _gallery,
    "quotation": _quotation,
    "pull_quote": _pull_quote,
    "embed": _embed,
    "table": _table,
    "info_box": _info_box,
    "download": _nothing,
}


def _stored(article: Article) -> list[dict[str, Any]]:
    return article.body.get_prep_value() if article.body else []


def _pictures(article: Article, stored: Iterable[dict[str, Any]]) -> set[int]:
    ids = {article.lead_picture_id}
    for block in stored:
        if block["type"] == "picture":
            ids.add(block["value"]["picture"])
        elif block["type"] == "gallery":
            ids.update(item["value"]["picture"] for item in block["value"]["pictures"])
    ids.discard(None)
    return ids


Unit = tuple[str | None, Span]
"""A character with its place in the source; None in its place breaks the line."""


def _plain_units(source: str) -> Iterator[Unit]:
    for position, char in enumerate(source):
        yield char, (position, position + 1)


def _paragraph_units(source: str) -> Iterator[Unit]:
    breaks = {match.start() for match in _EMPTY_LINE.finditer(source)}
    for position, char in enumerate(source):
        yield (None if position in breaks else char), (position, position + 1)


def _rich_units(source: str) -> Iterator[Unit]:
    for match in _TOKEN.finditer(source):
        token, start = match[0], match.start()
        if token.startswith("<") and len(token) > 1:
            if _BREAKING.match(token):
                yield None, match.span()
        elif token.startswith("&") and len(token) > 1:
            for char in html.unescape(token):
                yield char, match.span()
        else:
            for offset, char in enumerate(token):
                yield char, (start + offset, start + offset + 1)


_UNITS = {"plain": _plain_units, "paragraphs": _paragraph_units, "rich": _rich_units}


def _collapsed(units: Iterable[Unit]) -> Iterator[tuple[str, Span | None]]:
    """White space as a browser shows it: a run is one space, none at the ends of lines, no line empty."""
    gap: str = ""
    gap_span: Span | None = None
    has_begun = False
    for char, span in units:
        if char is None:
            gap, gap_span = _BREAK, None
        elif char in _WHITE:
            if not gap:
                gap, gap_span = " ", span
            elif gap_span and gap_span[1] == span[0]:
                gap_span = (gap_span[0], span[1])
        else:
            if gap and has_begun:
                yield gap, gap_span
            gap, gap_span, has_begun = "", None, True
            yield char, span
