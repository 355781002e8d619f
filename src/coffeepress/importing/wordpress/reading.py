"""Read a WordPress export as a stream: memory does not grow with the file.

Read it twice. `survey` goes through the whole file, so that a malformed or truncated one is refused before
anything is written, and notes what later lookups need. `items` then yields its posts and pages.

Refused, each with one sentence (`ExportError`): an empty file, a packed file, something that is not a
WordPress export, XML that is not well-formed beyond what `mending` mends, any document type declaration
(entity bombs need one).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html import unescape
from pathlib import Path
from urllib.parse import unquote
from xml.parsers import expat

from .mending import Mender
from .records import Attachment, Author, Category, Item, Term
from .survey import Survey

CHUNK_BYTES = 256 * 1024
LONGEST_FIELD_CHARACTERS = 16_000_000
DEEPEST_ELEMENT = 32

_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")
_BLANKS = re.compile(r"\s+")
_NAMESPACES = (
    ("wp", re.compile(r"^https?://wordpress\.org/export/[\d.]+/?$")),
    ("excerpt", re.compile(r"^https?://wordpress\.org/export/[\d.]+/excerpt/?$")),
    ("content", re.compile(r"^https?://purl\.org/rss/1\.0/modules/content/?$")),
    ("dc", re.compile(r"^https?://purl\.org/dc/elements/1\.1/?$")),
)
_FULL_YEAR = re.compile(r" (?:19|20|21)\d\d ")
_KEPT_META = frozenset(
    (
        "_thumbnail_id",
        "_wp_attachment_image_alt",
        "_wp_attached_file",
        "_yoast_wpseo_metadesc",
        "_yoast_wpseo_primary_category",
        "footnotes",
    )
)
_RECORDS = frozenset(("item", "wp:author", "wp:category"))
_CHANNEL_FIELDS = frozenset(("title", "link", "language", "wp:base_blog_url", "wp:wxr_version"))


class ExportError(Exception):
    """The file cannot be brought in; its text is the sentence to show."""


class _Fields(dict[str, str]):
    """The text of one record's elements by canonical name, with its terms and its kept meta values."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: list[Term] = []
        self.meta: dict[str, str] = {}
        self.comments = 0
        self.too_long = False


class _Handler:
    """Expat's events to records. `record` is called with the element's name and its fields when it ends."""

    def __init__(self, record: Callable[[str, _Fields], None]) -> None:
        self.record = record
        self.channel: dict[str, str] = {}
        self.root = ""
        self._names: list[str] = []
        self._canonical: dict[str, str] = {}
        self._fields: _Fields | None = None
        self._term: dict[str, str] = {}
        self._text: list[str] = []
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if not self._names:
            self._declare(attributes)
            self.root = name
        name = self._known_as(name)
        self._names.append(name)
        if len(self._names) > DEEPEST_ELEMENT:
            raise ExportError("it is not a WordPress export: its elements are nested too deep")
        if len(self._names) == 3 and name in _RECORDS:
            self._fields = _Fields()
        elif name == "category" and len(self._names) == 4:
            self._term = attributes
        self._text.clear()
        self._length = 0

    def data(self, text: str) -> None:
        self._length += len(text)
        if self._length <= LONGEST_FIELD_CHARACTERS:
            self._text.append(text)
        elif self._fields is not None:
            self._fields.too_long = True

    def end(self, _name: str) -> None:
        name = self._names.pop()
        depth = len(self._names)
        if depth == 2 and self._fields is not None:
            self.record(name, self._fields)
            self._fields = None
        elif depth == 2 and name in _CHANNEL_FIELDS:
            self.channel.setdefault(name, "".join(self._text).strip())
        elif self._fields is not None:
            self._field(depth, name)
        self._text.clear()
        self._length = 0

    def _field(self, depth: int, name: str) -> None:
        fields = self._fields
        assert fields is not None
        if depth == 3:
            if name == "category":
                self._add_term(fields)
            elif name == "wp:postmeta":
                key = fields.pop("wp:meta_key", "").strip()
                value = fields.pop("wp:meta_value", "")
                if key in _KEPT_META:
                    fields.meta[key] = value
            elif name == "wp:comment":
                fields.comments += 1
            else:
                fields[name] = "".join(self._text)
        elif depth == 4 and name in ("wp:meta_key", "wp:meta_value") and self._names[3] == "wp:postmeta":
            fields[name] = "".join(self._text)

    def _add_term(self, fields: _Fields) -> None:
        slug = self._term.get("nicename", "")
        # Version 1.0 of the format wrote each term twice, once without its address.
        if slug:
            domain = self._term.get("domain", "category")
            domain = "post_tag" if domain == "tag" else domain
            fields.terms.append(Term(domain, unquote(slug), plain("".join(self._text))))

    def _declare(self, attributes: dict[str, str]) -> None:
        """Note which prefix stands for which namespace: versions and schemes differ, prefixes may."""
        for attribute, address in attributes.items():
            if attribute.startswith("xmlns:"):
                for known, pattern in _NAMESPACES:
                    if pattern.match(address.strip()):
                        self._canonical[attribute[6:]] = known

    def _known_as(self, name: str) -> str:
        prefix, colon, local = name.partition(":")
        return f"{self._canonical.get(prefix, prefix)}:{local}" if colon else name


def survey(path: Path, *, advanced: Callable[[int], None] | None = None) -> Survey:
    """Read the whole file once and note what is in it.

    Args:
        path: the export.
        advanced: called with the count of bytes read since the last call.

    Raises:
        ExportError: the file cannot be brought in.
    """
    found = Survey()

    def record(name: str, fields: _Fields) -> None:
        if name == "wp:author":
            author = _author(fields)
            found.authors.setdefault(author.login, author)
        elif name == "wp:category":
            category = _category(fields)
            if category.slug:
                found.categories.setdefault(category.slug, category)
        else:
            kind = _kind(fields)
            found.kinds[kind] += 1
            found.comments += fields.comments
            if kind == "attachment":
                found.note(_attachment(fields))
            elif kind in ("post", "page"):
                if wp_id := _number(fields.get("wp:post_id", "")):
                    found.note_item(wp_id)
            elif kind == "wp_block":
                found.note_reusable(_number(fields.get("wp:post_id", "")), fields.get("content:encoded", ""))

    handler = _Handler(record)
    try:
        for mended in _parse(path, handler, advanced):
            found.mended = mended
        if handler.root != "rss" or "wp:wxr_version" not in handler.channel:
            raise ExportError("it is not a WordPress export (an RSS file with WordPress' own elements)")
    except BaseException:
        found.close()
        raise
    found.site_title = plain(handler.channel.get("title", ""))
    found.site_url = (handler.channel.get("wp:base_blog_url") or handler.channel.get("link", "")).rstrip("/")
    found.language = handler.channel.get("language", "")
    return found


def items(path: Path, *, advanced: Callable[[int], None] | None = None) -> Iterator[Item]:
    """Yield the posts and pages of an export in the file's order; `advanced` as for `survey`."""
    ready: list[Item] = []

    def record(name: str, fields: _Fields) -> None:
        if name == "item" and _kind(fields) in ("post", "page"):
            ready.append(_item(fields))

    for _ in _parse(path, _Handler(record), advanced):
        yield from ready
        ready.clear()


def _parse(path: Path, handler: _Handler, advanced: Callable[[int], None] | None) -> Iterator[dict[str, int]]:
    """Push the file through mender and parser, pausing after each chunk."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 64 * 1024
    parser.StartElementHandler = handler.start
    parser.EndElementHandler = handler.end
    parser.CharacterDataHandler = handler.data
    parser.StartDoctypeDeclHandler = _refuse_document_type
    mender = Mender()
    try:
        with path.open("rb") as file:
            first = file.read(CHUNK_BYTES)
            _refuse_other_formats(first)
            chunk = first
            while chunk:
                parser.Parse(mender.feed(chunk), False)
                yield mender.mended
                if advanced is not None:
                    advanced(len(chunk))
                chunk = file.read(CHUNK_BYTES)
        parser.Parse(mender.finish(), True)
        yield mender.mended
    except expat.ExpatError as error:
        raise ExportError(_sentence(error, handler)) from None
    except (LookupError, ValueError) as error:
        raise ExportError(f"it cannot be read: {error}") from None
    except OSError as error:
        raise ExportError(f"it cannot be read: {error.strerror or error}") from None


def _refuse_document_type(*_: object) -> None:
    raise ExportError(
        "it declares a document type, which no WordPress export does and can hide an entity bomb"
    )


def _refuse_other_formats(first: bytes) -> None:
    if not first.strip(b"\xef\xbb\xbf \t\r\n\x00"):
        raise ExportError("it is empty")
    if first.startswith((b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise ExportError("it is packed: unpack it first and name the XML file inside")
    if not first.startswith((b"\xff\xfe", b"\xfe\xff")) and b"<" not in first:
        raise ExportError("it is not a WordPress export (an RSS file with WordPress' own elements)")


def _sentence(error: expat.ExpatError, handler: _Handler) -> str:
    where = f"line {error.lineno}, column {error.offset + 1}"
    if error.code in (
        expat.errors.codes[expat.errors.XML_ERROR_NO_ELEMENTS],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_TOKEN],
        expat.errors.codes[expat.errors.XML_ERROR_UNCLOSED_CDATA_SECTION],
        expat.errors.codes[expat.errors.XML_ERROR_PARTIAL_CHAR],
    ):
        if not handler.root:
            return "it is not a WordPress export (an RSS file with WordPress' own elements)"
        return f"it is cut off at {where}: export it again"
    what = expat.ErrorString(error.code) or ""
    return f"it is not well-formed XML at {where}" + ("" if "well-formed" in what else f" ({what})")


def plain(text: str) -> str:
    """A title or a name as plain text: WordPress writes markup and HTML entities into them."""
    return _BLANKS.sub(" ", unescape(_TAGS.sub("", text))).strip()


def _kind(fields: _Fields) -> str:
    """WordPress' post type; an item without one is a post if it has a post's fields (old exporters)."""
    kind = fields.get("wp:post_type", "").strip()
    if kind:
        return kind
    if fields.get("wp:attachment_url", "").strip():
        return "attachment"
    return "post" if fields.get("content:encoded") or fields.get("wp:post_id") else "unknown"


def _author(fields: _Fields) -> Author:
    login = fields.get("wp:author_login", "").strip()
    parts = (fields.get("wp:author_first_name", ""), fields.get("wp:author_last_name", ""))
    name = plain(fields.get("wp:author_display_name", "")) or plain(" ".join(parts)) or login
    return Author(login, name, fields.get("wp:author_email", "").strip())


def _category(fields: _Fields) -> Category:
    slug = unquote(fields.get("wp:category_nicename", "").strip())
    return Category(
        slug,
        plain(fields.get("wp:cat_name", "")) or slug,
        unquote(fields.get("wp:category_parent", "").strip()),
        plain(fields.get("wp:category_description", "")),
        _number(fields.get("wp:term_id", "")),
    )


def _attachment(fields: _Fields) -> Attachment:
    return Attachment(
        wp_id=_number(fields.get("wp:post_id", "")),
        url=(fields.get("wp:attachment_url", "").strip() or fields.get("guid", "").strip()),
        title=plain(fields.get("title", "")),
        alt=plain(fields.meta.get("_wp_attachment_image_alt", "")),
        caption=plain(fields.get("excerpt:encoded", "")),
        description=plain(fields.get("content:encoded", "")),
        parent=_number(fields.get("wp:post_parent", "")),
        file=fields.meta.get("_wp_attached_file", "").strip(),
        menu_order=_number(fields.get("wp:menu_order", "")),
    )


def _item(fields: _Fields) -> Item:
    published_at = _utc(fields.get("wp:post_date_gmt", "")) or _utc_of_rss(fields.get("pubDate", ""))
    return Item(
        wp_id=_number(fields.get("wp:post_id", "")),
        kind=_kind(fields),
        status=fields.get("wp:status", "").strip() or "publish",
        title=plain(fields.get("title", "")),
        slug=unquote(fields.get("wp:post_name", "").strip()),
        link=fields.get("link", "").strip() or fields.get("guid", "").strip(),
        published_at=published_at or _utc(fields.get("wp:post_date", "")),
        modified_at=_utc(fields.get("wp:post_modified_gmt", "")),
        author=fields.get("dc:creator", "").strip(),
        terms=tuple(fields.terms),
        content=fields.get("content:encoded", ""),
        excerpt=fields.get("excerpt:encoded", "").strip(),
        featured=_number(fields.meta.get("_thumbnail_id", "")),
        parent=_number(fields.get("wp:post_parent", "")),
        sticky=fields.get("wp:is_sticky", "").strip() == "1",
        password=bool(fields.get("wp:post_password", "").strip()),
        footnotes=fields.meta.get("footnotes", ""),
        search_description=plain(fields.meta.get("_yoast_wpseo_metadesc", "")),
        primary_category=_number(fields.meta.get("_yoast_wpseo_primary_category", "")),
        menu_order=_number(fields.get("wp:menu_order", "")),
        too_long=fields.too_long,
    )


def _number(text: str) -> int:
    """A whole number that a database can hold, else 0."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else 0


def _utc(text: str) -> datetime | None:
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d %H:%M:%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _utc_of_rss(text: str) -> datetime | None:
    # WordPress writes the year of a draft as -0001, which the parser would take for a year of two digits.
    if not _FULL_YEAR.search(text):
        return None
    try:
        when = parsedate_to_datetime(text.strip())
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    return when.astimezone(UTC)
