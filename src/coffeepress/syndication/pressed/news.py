"""The sitemap of the last two days, for news searches. It ages: what has become older leaves it when its time comes.

Source: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from xml.sax.saxutils import escape

from django.conf import settings
from django.utils import timezone

from coffeepress.articles.keys import ARTICLE, LIST, SITE
from coffeepress.articles.listing import all_list
from coffeepress.articles.masthead import site_facts
from coffeepress.articles.models import Article, Listed
from coffeepress.articles.paths import home_path
from coffeepress.articles.pressed.base import PublishedKind, published_languages
from coffeepress.articles.pressed.feeds import in_xml
from coffeepress.articles.showing.outlet import absolute
from coffeepress.edition.keys import Key, changes_at, reads
from coffeepress.edition.page import Page
from coffeepress.syndication.pressed.sitemaps import SITEMAP_OPENING, SITEMAP_SPACE

NEWS_PATH = "/sitemap-news.xml"
NEWS_SPACE = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
AGE = timedelta(days=2)
MOST = 1000
"""No more are read of one such sitemap."""

_LANGUAGES = {"zh-hans": "zh-cn", "zh-hant": "zh-tw"}


class SitemapNewsKind(PublishedKind[dict[str, str]]):
    """The articles of the last two days, in all languages."""

    name = "sitemap_news"

    def all_idents(self) -> Iterator[str]:
        return iter(["news"])

    def born(self, key: Key) -> Iterable[str]:
        return ["news"] if key.startswith(f"{SITE.name}:") else []

    def load(self, idents: Sequence[str]) -> Mapping[str, dict[str, str]]:
        facts = {code: site_facts(code) for code in published_languages()}
        names = {code: found.name for code, found in facts.items() if found}
        return {"news": names} if names else {}

    def render(self, thing: dict[str, str]) -> Page:
        reads(*(SITE(code) for code in settings.COFFEEPRESS.languages))
        reads(*(LIST(all_list(code)) for code in thing))
        now = timezone.now()
        listed = Listed.objects.filter(
            list__in=[all_list(code) for code in thing], published_at__gt=now - AGE, published_at__lte=now
        )
        newest = list(
            listed.order_by("-published_at", "-article_id").values_list("article_id", "published_at")[:MOST]
        )
        reads(*(ARTICLE(pk) for pk, _published in newest))
        if newest:
            changes_at(newest[-1][1] + AGE)
        rows = _rows([pk for pk, _published in newest])
        body = "".join(_entry(rows[pk], published, thing) for pk, published in newest if pk in rows)
        body = body or _nothing_new(next(iter(thing)))
        return Page(
            NEWS_PATH, f"{SITEMAP_OPENING}<urlset {SITEMAP_SPACE} {NEWS_SPACE}>\n{body}</urlset>\n".encode()
        )


def _rows(ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    found = (
        Article.objects.live().filter(pk__in=ids).values("pk", "title", "permalink", "locale__language_code")
    )
    return {row["pk"]: row for row in found}


def _nothing_new(language: str) -> str:
    """The home front, which is no news: a sitemap has to hold an address."""
    return f"<url><loc>{escape(absolute(home_path(language)))}</loc></url>\n"


def _entry(row: Mapping[str, Any], published: datetime, names: Mapping[str, str]) -> str:
    language = row["locale__language_code"]
    return (
        f"<url><loc>{escape(absolute(row['permalink']))}</loc><news:news>"
        f"<news:publication><news:name>{escape(in_xml(names[language]))}</news:name>"
        f"<news:language>{_LANGUAGES.get(language, language.partition('-')[0])}</news:language></news:publication>"
        f"<news:publication_date>{published.isoformat(timespec='seconds')}</news:publication_date>"
        f"<news:title>{escape(in_xml(row['title']))}</news:title>"
        "</news:news></url>\n"
    )
