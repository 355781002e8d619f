"""Sitemaps: one a month, one of all other pages, and their index. Source: https://www.sitemaps.org/protocol.html."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from django.conf import settings

from coffeepress.articles.keys import ARTICLE, LIST, MONTHS, SITE
from coffeepress.articles.listing import FREE_PAGES, PERSONS, all_list
from coffeepress.articles.models import Article, FreePage, Listed, Section
from coffeepress.articles.paths import (
    corrections_path,
    home_path,
    letters_path,
    person_path,
    support_path,
    topics_path,
)
from coffeepress.articles.pressed.base import (
    PublishedKind,
    list_and_month,
    list_of_months,
    published_languages,
)
from coffeepress.articles.showing.outlet import absolute
from coffeepress.edition.keys import Key, reads
from coffeepress.edition.page import Page
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person

SITEMAP_OPENING = '<?xml version="1.0" encoding="UTF-8"?>\n'
SITEMAP_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


@dataclass(frozen=True)
class SitemapEntry:
    """A page in a sitemap; `changed` is a date and time, or blank."""

    path: str
    changed: str = ""

    def xml(self) -> str:
        changed = f"<lastmod>{self.changed}</lastmod>" if self.changed else ""
        return f"<url><loc>{escape(absolute(self.path))}</loc>{changed}</url>\n"


class SitemapIndexKind(PublishedKind[list[str]]):
    """The index of the sitemaps."""

    name = "sitemap_index"

    def all_idents(self) -> Iterator[str]:
        return iter(["index"])

    def born(self, key: Key) -> Iterable[str]:
        return ["index"] if list_of_months(key) or key.startswith(f"{SITE.name}:") else []

    def load(self, idents: Sequence[str]) -> Mapping[str, list[str]]:
        return {"index": published_languages()} if published_languages() else {}

    def render(self, thing: list[str]) -> Page:
        reads(
            *(SITE(code) for code in settings.COFFEEPRESS.languages),
            *(MONTHS(all_list(code)) for code in thing),
        )
        rows = Listed.objects.filter(list__in=[all_list(code) for code in thing]).order_by("month")
        months = rows.values_list("month", flat=True).distinct()
        names = ["sitemap-pages.xml", *(f"sitemap-{month}.xml" for month in months)]
        lines = [f"<sitemap><loc>{escape(absolute(f'/{name}'))}</loc></sitemap>\n" for name in names]
        body = f"{SITEMAP_OPENING}<sitemapindex {SITEMAP_SPACE}>\n{''.join(lines)}</sitemapindex>\n"
        return Page("/sitemap.xml", body.encode())


class SitemapMonthKind(PublishedKind[str]):
    """The articles of one month, in all languages. Its ident is the month."""

    name = "sitemap_month"

    def all_idents(self) -> Iterator[str]:
        rows = Listed.objects.filter(list__startswith="all:").order_by("month")
        yield from rows.values_list("month", flat=True).distinct()

    def born(self, key: Key) -> Iterable[str]:
        listed = list_and_month(key)
        if listed and listed[1] and listed[0].startswith("all:"):
            return [listed[1]]
        return super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, str]:
        lists = [all_list(code) for code in published_languages()]
        rows = Listed.objects.filter(list__in=lists, month__in=idents)
        return {month: month for month in rows.values_list("month", flat=True).distinct()}

    def render(self, thing: str) -> Page:
        languages = published_languages()
        reads(*(SITE(code) for code in settings.COFFEEPRESS.languages))
        reads(*(LIST(all_list(code), thing) for code in languages))
        rows = Listed.objects.filter(list__in=[all_list(code) for code in languages], month=thing)
        # Sorted here: asked for that order, SQLite may walk the whole list rather than the month.
        ids = [pk for _, pk in sorted(rows.order_by().values_list("published_at", "article_id"))]
        reads(*(ARTICLE(pk) for pk in ids))
        found = Article.objects.live().filter(pk__in=ids).values_list("pk", "permalink", "last_published_at")
        entries = {
            pk: SitemapEntry(path, changed.isoformat(timespec="seconds")) for pk, path, changed in found
        }
        return Page(f"/sitemap-{thing}.xml", urlset(entries[pk] for pk in ids if pk in entries))


class SitemapPagesKind(PublishedKind[bool]):
    """Fronts, the pages of corrections, topics, letters and support, free pages and persons."""

    name = "sitemap_pages"

    def all_idents(self) -> Iterator[str]:
        return iter(["pages"])

    def born(self, key: Key) -> Iterable[str]:
        return ["pages"] if key.startswith(f"{SITE.name}:") else []

    def load(self, idents: Sequence[str]) -> Mapping[str, bool]:
        return {"pages": True} if published_languages() else {}

    def render(self, thing: bool) -> Page:
        reads(*(SITE(code) for code in settings.COFFEEPRESS.languages), LIST(PERSONS), LIST(FREE_PAGES))
        languages = published_languages()
        listed = Listed.objects.filter(list__startswith="person:").order_by("list")
        ids = [int(name.partition(":")[2]) for name in listed.values_list("list", flat=True).distinct()]
        persons = Person.objects.filter(pk__in=ids, locale__language_code__in=languages).select_related(
            "locale"
        )
        reads(*(PERSON(pk) for pk in ids))
        sections, free_pages = (
            model.objects.live()
            .filter(locale__language_code__in=languages)
            .select_related("locale")
            .order_by("path")
            for model in (Section, FreePage)
        )
        paths = [
            *(home_path(code) for code in languages),
            *(path for code in languages for path in _own_fronts(code)),
            *(page.path_for_readers for page in [*sections, *free_pages]),
            *(person_path(person.locale.language_code, person.slug) for person in persons.order_by("pk")),
        ]
        return Page("/sitemap-pages.xml", urlset(SitemapEntry(path) for path in paths))


def _own_fronts(language: str) -> list[str]:
    """The pages of other capabilities that the footer leads to."""
    site = settings.COFFEEPRESS
    return [
        corrections_path(language),
        topics_path(language),
        *([letters_path(language)] if site.letters else []),
        *([support_path(language)] if site.takes_payments else []),
    ]


def urlset(entries: Iterable[SitemapEntry]) -> bytes:
    """A sitemap."""
    body = "".join(entry.xml() for entry in entries)
    return f"{SITEMAP_OPENING}<urlset {SITEMAP_SPACE}>\n{body}</urlset>\n".encode()
