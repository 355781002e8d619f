"""What a saved page says of itself in its head: title, author, date, site, address, language.

Owns the order of trust: JSON-LD, then the social sheets' meta elements, then the visible markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from coffeepress.importing.page.bylines import names, read_byline
from coffeepress.importing.page.dates import read_date, read_iso
from coffeepress.importing.page.lines import tokens
from coffeepress.importing.page.saved import Byline, words

ARTICLE_TYPES = re.compile(r"article|posting|report|review|newsitem", re.I)
JSON_LIMIT = 500_000
TITLE_BARS = re.compile(r"\s+[|•·»«—–:-]+\s+|\s*[|»]\s*")
AUTHOR_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "sailthru.author",
    "parsely-author",
    "citation_author",
)
DATE_META = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.date",
    "dcterms.created",
    "pubdate",
    "publishdate",
    "publish-date",
    "publish_date",
    "sailthru.date",
    "parsely-pub-date",
    "originalpublicationdate",
    "article.published",
    "cxenseparse:recs:publishtime",
)
BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line\w*|author(?:-?name|s)?|writer|p-author|autor(?:en|a|es)?|auteur|reporter)(?:$|[\s_-])",
    re.I,
)


@dataclass(frozen=True)
class Described:
    """The page's own description; empty where it says nothing."""

    headline: str = ""
    titles: tuple[str, ...] = ()
    description: str = ""
    bylines: tuple[Byline, ...] = ()
    published: datetime | None = None
    url: str = ""
    site_name: str = ""
    language: str = ""


def read_described(root: HtmlElement) -> Described:
    """Read a parsed page's head and the few visible marks of author and date."""
    meta = _meta(root)
    article = next(_articles(root), {})
    site_name = meta.get("og:site_name") or meta.get("application-name") or _name_of(article.get("publisher"))
    titles = _titles(root, meta, article, site_name)
    return Described(
        headline=_headline(root, titles, site_name),
        titles=tuple(titles),
        description=_tidy(
            meta.get("og:description")
            or meta.get("description")
            or meta.get("twitter:description")
            or _string(article.get("description"))
        ),
        bylines=tuple(_bylines(root, meta, article)),
        published=_published(root, meta, article),
        url=_url(root, meta, article),
        site_name=_tidy(site_name),
        language=_language(root, meta, article),
    )


def _meta(root: HtmlElement) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (
            (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        )
        value = (element.get("content") or "").strip()
        if name and value and len(value) < 5000:
            found.setdefault(name, value)
    return found


def _articles(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """Every JSON-LD thing that is an article."""
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        source = (script.text or "").strip()
        if not source or len(source) > JSON_LIMIT:
            continue
        try:
            things = [json.loads(source, strict=False)]
        except (ValueError, RecursionError):
            continue
        while things:
            thing = things.pop(0)
            if isinstance(thing, list):
                things += thing[:200]
            elif isinstance(thing, dict):
                if any(ARTICLE_TYPES.search(kind) for kind in _strings(thing.get("@type"))):
                    yield thing
                graph = thing.get("@graph")
                things += graph[:200] if isinstance(graph, list) else []


def _titles(root: HtmlElement, meta: dict[str, str], article: dict[str, Any], site_name: str) -> list[str]:
    title = root.find(".//title")
    candidates = [
        _string(article.get("headline")),
        meta.get("og:title", ""),
        meta.get("twitter:title", ""),
        meta.get("dc.title", ""),
        (title.text_content() if title is not None else ""),
    ]
    return [text for text in (_without_site(_tidy(candidate), site_name) for candidate in candidates) if text]


def _headline(root: HtmlElement, titles: list[str], site_name: str) -> str:
    """The page's first-level heading that agrees with its titles; else the title most trusted."""
    headings = [_tidy(heading.text_content()) for level in ("h1", "h2") for heading in root.iter(level)][:60]
    headings = [heading for heading in headings if 1 < len(tokens(heading)) <= 40]
    for title in titles:
        said = set(tokens(title))
        for heading in headings:
            shared = len(said & set(tokens(heading)))
            if shared >= 2 and shared >= 0.7 * len(set(tokens(heading))) and shared >= 0.6 * len(said):
                return heading
    if titles:
        return titles[0]
    first = [_tidy(heading.text_content()) for heading in root.iter("h1")]
    return first[0] if len(first) == 1 and len(tokens(first[0])) <= 40 else ""


def _without_site(title: str, site_name: str) -> str:
    """Cut " | The Site" off a title; the longest part stays."""
    parts = TITLE_BARS.split(title)
    if len(parts) < 2:
        return title
    site = set(tokens(site_name))
    for text, rest in ((parts[-1], title[: title.rfind(parts[-1])]), (parts[0], title[len(parts[0]) :])):
        own = tokens(text)
        if (
            own
            and len(tokens(rest)) >= 3
            and (
                (site and set(own) <= site | {"the", "com", "www"})
                or (len(own) <= 3 and len(tokens(rest)) >= 2 * len(own) + 2)
            )
        ):
            return rest.strip(" |•·»«—–-:")
    return title


def _bylines(root: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> list[Byline]:
    for key, role in (("author", "author"),):
        found = [Byline(role, name) for text in _strings(article.get(key)) for name in names(text)]
        if found:
            return _once(found)
    for key in AUTHOR_META:
        value = meta.get(key, "")
        if value and not value.startswith("http"):
            stripped = read_byline(value) or tuple(Byline("author", name) for name in names(value))
            if stripped:
                return _once(list(stripped))
    return _once(_visible_bylines(root))


def _visible_bylines(root: HtmlElement) -> list[Byline]:
    found: list[Byline] = []
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        marked = "author" in (element.get("rel") or "").split() or "author" in (element.get("itemprop") or "")
        if not marked and not BYLINE_CLASS.search(
            f"{element.get('class') or ''} {element.get('id') or ''}"[:300]
        ):
            continue
        text = _tidy(element.text_content()[:300])
        if text and len(words(text)) <= 20:
            found += read_byline(text) or tuple(
                Byline("author", name) for name in names(text) if len(name.split()) > 1
            )
        if found:
            break
    return found


def _published(root: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> datetime | None:
    for value in [_string(article.get("datePublished"))] + [meta.get(key, "") for key in DATE_META]:
        found = read_iso(value) or read_date(value) if value else None
        if found:
            return found
    for element in root.iter("time"):
        found = read_iso(element.get("datetime") or "") or read_date(_tidy(element.text_content()[:100]))
        if found:
            return found
    return None


def _url(root: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str:
    canonical = next(
        (
            link.get("href") or ""
            for link in root.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ),
        "",
    )
    for candidate in (
        canonical,
        meta.get("og:url", ""),
        _string(article.get("url")),
        _string(article.get("mainEntityOfPage")),
    ):
        try:
            parts = urlsplit(candidate.strip())
        except ValueError:
            continue
        if parts.scheme in ("http", "https") and parts.hostname and len(candidate) < 2000:
            return candidate.strip()
    return ""


def _language(root: HtmlElement, meta: dict[str, str], article: dict[str, Any]) -> str:
    page = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    value = (
        page
        or _string(article.get("inLanguage"))
        or meta.get("og:locale", "")
        or meta.get("content-language", "")
    )
    found = re.match(r"[a-z]{2,3}(?![a-z])", value.strip().lower().replace("_", "-"))
    return found.group() if found else ""


def _strings(value: Any) -> list[str]:
    """The names in a JSON-LD value: a string, a thing with a name, or a list of them."""
    if isinstance(value, list):
        return [
            text
            for part in value[:20]
            for text in ([_string(part)] if not isinstance(part, list) else [])
            if text
        ]
    return [text] if (text := _string(value)) else []


def _string(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return next((text for part in value if not isinstance(part, list) and (text := _string(part))), "")
    if isinstance(value, dict):
        for key in ("name", "@id", "@value"):
            if isinstance(value.get(key), str):
                return str(value[key])
    return ""


def _name_of(value: Any) -> str:
    return _string(value) if isinstance(value, dict | str) else ""


def _tidy(text: str) -> str:
    return " ".join(text.replace("\u00ad", "").split())


def _once(found: list[Byline]) -> list[Byline]:
    return list(dict.fromkeys(found))
