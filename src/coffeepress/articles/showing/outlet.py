"""What every reader page is given: the outlet, and what the page says of itself in its head."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Literal
from urllib.parse import urlencode

from django.conf import settings
from django.utils.encoding import iri_to_uri
from django.utils.safestring import mark_safe
from django.utils.translation import get_language_info

from coffeepress.articles.keys import SITE
from coffeepress.articles.masthead import Language, Link, SiteFacts, site_facts
from coffeepress.articles.paths import (
    FEEDS,
    OEMBED,
    account_path,
    archive_path,
    corrections_path,
    home_path,
    letters_path,
    opensearch_path,
    search_path,
    support_path,
    topics_path,
    write_path,
)
from coffeepress.edition.keys import reads
from coffeepress.edition.memory import remembered


@dataclass(frozen=True)
class ShownLanguage:
    """A language that the reader can switch to."""

    code: str
    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class Outlet:
    """The outlet, as a page of one language shows it."""

    name: str
    tagline: str
    home_url: str
    feed_url: str
    archive_url: str
    corrections_url: str
    write_url: str
    account_url: str
    support_url: str
    topics_url: str
    letters_url: str
    search_url: str
    opensearch_url: str
    base_url: str
    language: str
    direction: Literal["ltr", "rtl"]
    nav: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    footer_text: str
    languages: tuple[ShownLanguage, ...]
    policies: tuple[Link, ...] = ()
    feed_type: str = "application/rss+xml"


@dataclass(frozen=True)
class Alternate:
    """A translation, for search engines."""

    hreflang: str
    href: str


@dataclass(frozen=True)
class FeedLink:
    """A feed of what the page shows."""

    url: str
    type: str
    title: str


@dataclass(frozen=True)
class MetaImage:
    """The picture shown where the page is shared."""

    url: str
    width: int
    height: int
    alt: str


@dataclass(frozen=True)
class Meta:
    """What a page says of itself in its head."""

    title: str
    canonical: str
    description: str = ""
    alternates: tuple[Alternate, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    image: MetaImage | None = None
    type: Literal["article", "website"] = "website"
    current_nav_url: str = ""
    trail: tuple[Link, ...] = ()
    """The pages above this one, the home front left out."""
    embed_url: str = ""
    """Where other programs learn how to embed the page."""
    subject: Mapping[str, Any] | None = None
    """What the page is about, for programs: a schema.org thing."""
    published: datetime | None = None
    modified: datetime | None = None
    is_indexed: bool = True


class NoHome(LookupError):
    """A language has no published home front, so it has no pages."""


class OutletShelf:
    """The outlets of one rendering of several pages: each is looked up once."""

    def __init__(self) -> None:
        self._facts: dict[str, SiteFacts | None] = {}

    def outlet(self, language: str, *, translations: dict[str, str] | None = None) -> Outlet:
        """The outlet for a page of this language.

        Args:
            translations: the paths of the page's own translations by language; the switch leads to them.

        Raises:
            NoHome: the language has no published home front.
        """
        reads(SITE(language))
        if language not in self._facts:
            self._facts[language] = remembered(f"site-facts:{language}", lambda: site_facts(language))
        facts = self._facts[language]
        if facts is None:
            raise NoHome(language)
        return outlet_of(facts, language, translations or {})

    def has(self, language: str) -> bool:
        """Whether a language has a published home front."""
        try:
            self.outlet(language)
        except NoHome:
            return False
        return True


def outlet_of(facts: SiteFacts, language: str, translations: dict[str, str]) -> Outlet:
    """The outlet as shown, from what is known of the site."""
    home = home_path(language)
    return Outlet(
        name=facts.name,
        tagline=facts.tagline,
        home_url=home,
        feed_url=f"{home}feed.xml",
        archive_url=archive_path(home),
        corrections_url=corrections_path(language),
        write_url=write_path(language),
        account_url=account_path(language),
        support_url=support_path(language) if settings.COFFEEPRESS.takes_payments else "",
        topics_url=topics_path(language),
        letters_url=letters_path(language) if settings.COFFEEPRESS.letters else "",
        search_url=search_path(language),
        opensearch_url=opensearch_path(language),
        base_url=settings.COFFEEPRESS.base_url,
        language=language,
        direction="rtl" if get_language_info(language)["bidi"] else "ltr",
        nav=facts.nav,
        footer_links=facts.footer_links,
        footer_text=mark_safe(facts.footer_text),
        languages=tuple(_shown(each, language, translations) for each in facts.languages),
        policies=facts.policies,
    )


def absolute(path: str) -> str:
    """A path as a full address, as programs take it: letters of other scripts are percent-encoded."""
    return f"{settings.COFFEEPRESS.base_url}{iri_to_uri(path)}"


def oembed_url(path: str) -> str:
    """Where other programs learn how to embed the page at this path."""
    return f"{settings.COFFEEPRESS.base_url}{OEMBED}?{urlencode({'url': absolute(path)})}"


def feeds_of(front: str, title: str) -> tuple[FeedLink, ...]:
    """The feeds of the list whose front lies there."""
    return tuple(FeedLink(f"{front}{name}", type, title) for name, type in FEEDS)


def with_translations(meta: Meta, paths: dict[str, str]) -> Meta:
    """The head with its translations named, itself among them, where there are any."""
    if len(paths) < 2:
        return meta
    return replace(
        meta, alternates=tuple(Alternate(code, absolute(path)) for code, path in sorted(paths.items()))
    )


def _shown(each: Language, language: str, translations: dict[str, str]) -> ShownLanguage:
    return ShownLanguage(each.code, each.name, translations.get(each.code, each.url), each.code == language)
