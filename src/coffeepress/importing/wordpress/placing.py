"""Where an item goes: its fate, section, tags, authors and address. Pure: no database is asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify

from coffeepress.articles.paths import RESERVED, home_path, permalink, refuse_reserved
from coffeepress.edition.page import PathRefused, place

from .records import Author, Category, Item, Term

_UNSORTED = frozenset(
    (
        "uncategorized",
        "uncategorised",
        "unsorted",
        "без-категорії",
        "без-рубрики",
        "bez-kategoriyi",
        "bez-rubriki",
    )
)
_SHAPES = (
    "/{year}/{month}/{day}/{slug}/",
    "/{year}/{month}/{slug}/",
    "/{year}/{slug}/",
    "/{section}/{slug}/",
    "/{slug}/",
)
_LONGEST_SHAPE = 100
_SLUGS = re.compile(r"[-\w]+")
_BRACES = str.maketrans({"{": "{{", "}": "}}"})
_LISTS = re.compile(r"^/(?:[^/]+/){0,2}(?:\d{4}/\d{2}|archive)/$|^/\d{4}/$")


class Fate(StrEnum):
    LIVE = "published"
    SCHEDULED = "scheduled"
    DRAFT = "draft"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Kept:
    """An address that stays: the shape that Coffeepress makes it from."""

    path: str
    shape: str


def fate_of(item: Item, now: datetime) -> tuple[Fate, str]:
    """What becomes of an item, with the reason where it is not what WordPress says."""
    if item.too_long:
        return Fate.LEFT_OUT, "it is longer than 16 million characters"
    if item.status == "trash":
        return Fate.LEFT_OUT, "it lay in WordPress' trash"
    if item.status in ("auto-draft", "inherit"):
        return Fate.LEFT_OUT, "it is an unfinished copy that WordPress saved by itself"
    if item.status == "private":
        return Fate.DRAFT, "it was private"
    if item.status in ("publish", "future") and item.password:
        return Fate.DRAFT, "it was protected by a password"
    if item.status in ("publish", "future"):
        when = item.published_at
        return (Fate.SCHEDULED, "") if when is not None and when > now else (Fate.LIVE, "")
    if item.status in ("draft", "pending"):
        return Fate.DRAFT, ""
    return Fate.DRAFT, f"its status was “{item.status[:40]}”"


def slug_of(item: Item, path: str) -> str:
    """What its address ends with, so that the address can stay; else its own slug, or one made of its title."""
    found = _SLUGS.findall(path.rstrip("/").rpartition("/")[2]) if path and not refusal_of(path) else []
    if found and len(longest := max(found, key=len)) <= 200:
        return longest
    slug = slugify(item.slug, allow_unicode=True) or slugify(item.title, allow_unicode=True)[:100].strip("-")
    return (slug or f"{item.kind}-{item.wp_id}")[:200].strip("-")


def title_of(item: Item, words: str) -> str:
    """The headline; where WordPress had none, the first words."""
    title = item.title or " ".join(words.split()[:8])[:80].strip() or unquote(item.slug).replace("-", " ")
    return (title or f"{item.kind} {item.wp_id}")[:255]


def section_of(item: Item, categories: Mapping[str, Category]) -> Category | None:
    """The category that becomes its section: the uppermost one above its first; None if it has none."""
    named = [term for term in item.terms if term.domain == "category" and term.slug not in _UNSORTED]
    if not named:
        return None
    chosen = next((term for term in named if _is_primary(term, item, categories)), named[0])
    found = categories.get(chosen.slug) or Category(chosen.slug, chosen.name or chosen.slug)
    seen = {found.slug}
    while found.parent in categories and found.parent not in seen:
        found = categories[found.parent]
        seen.add(found.slug)
    return found


def _is_primary(term: Term, item: Item, categories: Mapping[str, Category]) -> bool:
    known = categories.get(term.slug)
    return bool(item.primary_category) and known is not None and known.term_id == item.primary_category


def tags_of(item: Item, section: Category | None) -> list[Term]:
    """The item's tags, and its other categories, which find no other place."""
    tags: dict[str, Term] = {}
    for term in item.terms:
        is_tag = term.domain == "post_tag" or (
            term.domain == "category"
            and term.slug not in _UNSORTED
            and (section is None or term.slug != section.slug)
        )
        if is_tag and term.name:
            tags.setdefault(term.name.casefold(), term)
    return list(tags.values())


def other_terms(item: Item) -> list[Term]:
    """Terms of taxonomies that plugins made."""
    known = ("category", "post_tag", "author", "post_format", "nav_menu", "language", "post_translations")
    return [term for term in item.terms if term.domain not in known]


def authors_of(item: Item, authors: Mapping[str, Author]) -> list[Author]:
    """Who wrote it: Co-Authors Plus' authors if there are any, else the one that WordPress names."""
    co_authors = [term for term in item.terms if term.domain == "author"]
    if co_authors:
        found = [
            authors.get(term.slug.removeprefix("cap-")) or Author(term.slug.removeprefix("cap-"), term.name)
            for term in co_authors
        ]
        return list({author.login: author for author in found if author.name}.values())
    if not item.author:
        return []
    return [authors.get(item.author) or Author(item.author, item.author.partition("@")[0])]


def path_of(link: str, site_url: str) -> str:
    """The path of an item's own address, blank if it is not a permanent address of that site."""
    try:
        address, site = urlsplit(link), urlsplit(site_url)
    except ValueError:
        return ""
    if _host(address.hostname) != _host(site.hostname) or address.query or not address.path.strip("/"):
        return ""
    path = re.sub(r"/{2,}", "/", unquote(address.path).rstrip("/") + "/")
    base = unquote(site.path).rstrip("/")
    return path if path.startswith(base + "/") else ""


def _host(name: str | None) -> str:
    return (name or "").lower().removeprefix("www.")


def refusal_of(path: str) -> str:
    """Why an address cannot stay, blank if it can."""
    parts = path.strip("/").split("/")
    if parts[0] in settings.COFFEEPRESS.languages[1:]:
        parts = parts[1:]
    try:
        place(path)
        refuse_reserved(parts[0] if len(parts) == 1 else "")
    except PathRefused:
        return "its address cannot be a folder's name"
    except ValidationError:
        return "the site itself uses its address"
    if not parts or parts[0] in RESERVED | {
        settings.COFFEEPRESS.newsroom_path,
        *settings.COFFEEPRESS.languages,
    }:
        return "the site itself uses its address"
    return "a list of articles lies at its address" if _LISTS.match(path) else ""


def kept_address(path: str, *, language: str, slug: str, section: str, published_at: datetime) -> Kept | None:
    """The shape by which Coffeepress makes this very path for an article, or None.

    The path of an article in another than the first language begins with its code.
    """
    prefix = home_path(language).rstrip("/")
    if prefix and not path.startswith(prefix + "/"):
        return None
    rest = path.removeprefix(prefix)
    before, found, after = rest.rpartition(slug)
    if not found or "/" in after.rstrip("/"):
        return None
    own = f"{before.translate(_BRACES)}{{slug}}{after.translate(_BRACES)}"
    for shape in (*_SHAPES, own):
        made = permalink(shape, language=language, slug=slug, section=section, published_at=published_at)
        if made == path and len(shape) <= _LONGEST_SHAPE:
            return Kept(path, shape)
    return None
