"""The page of corrections of a language, and a month of them. Months are never renumbered, so old ones rest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from coffeepress.articles.keys import ARTICLE, SITE
from coffeepress.articles.paths import corrections_path, month_of, month_path
from coffeepress.articles.pressed.base import LanguageKind, PublishedKind, rendered, spoken
from coffeepress.articles.showing.fronts import MonthLink, Year, month_label
from coffeepress.articles.showing.outlet import Meta, Outlet, OutletShelf, absolute, with_translations
from coffeepress.corrections.figures import figures
from coffeepress.corrections.keys import CORRECTIONS, NUMBERS
from coffeepress.corrections.models import Correction, Numbers
from coffeepress.corrections.showing import About, shown, with_history
from coffeepress.edition.keys import Key, reads
from coffeepress.edition.page import Page

NEWEST = 30
"""How many corrections the front and the feed hold."""


def published_corrections(language: str) -> QuerySet[Correction]:
    """The corrections of a language whose articles are published, newest first."""
    rows = Correction.objects.filter(language=language, article__live=True)
    return rows.order_by("-published_at", "-pk")


def with_articles(rows: QuerySet[Correction]) -> list[tuple[Correction, About]]:
    """The corrections with their history and the articles that they are about."""
    found = with_history(rows.select_related("article").defer("article__body"))
    return [(each, About(each.article.title, each.article.permalink)) for each in found]


def read_articles(corrections: Iterable[Correction]) -> None:
    """Note that a page depends on the articles of the corrections that it lists."""
    reads(*(ARTICLE(correction.article_id) for correction in corrections))


def feed_path(language: str) -> str:
    """The corrections' feed."""
    return f"{corrections_path(language)}feed.xml"


class CorrectionsFrontKind(LanguageKind):
    """A language's newest corrections, its numbers, and the way to report an error."""

    name = "corrections_front"

    def render(self, thing: Outlet) -> Page:
        language = thing.language
        reads(SITE(language), CORRECTIONS(language), NUMBERS(language))
        paths = {each.code: corrections_path(each.code) for each in thing.languages}
        outlet = _leading_to(thing, paths)
        listed = with_articles(published_corrections(language)[:NEWEST])
        read_articles(correction for correction, _about in listed)
        with spoken(language):
            meta = Meta(
                title=_("Corrections"),
                description=_("What we got wrong, what it said, and what it says now."),
                canonical=absolute(corrections_path(language)),
            )
            context = {
                "outlet": outlet,
                "meta": with_translations(meta, paths),
                "corrections_feed_url": feed_path(language),
                "corrections": [shown(correction, about) for correction, about in listed],
                "figures": figures(Numbers.objects.filter(language=language).first()),
                "years": _years(language),
            }
        return Page(corrections_path(language), rendered("corrections/pages/front.html", language, context))


@dataclass
class MonthOnShelf:
    """A month of a language's corrections."""

    language: str
    month: str
    listed: list[tuple[Correction, About]]
    shelf: OutletShelf


class CorrectionsMonthKind(PublishedKind[MonthOnShelf]):
    """A month of a language's corrections. Its ident is the language's code, a slash, and the month."""

    name = "corrections_month"

    def all_idents(self) -> Iterator[str]:
        rows = (
            Correction.objects.filter(article__live=True).order_by().values_list("language", "published_at")
        )
        return iter(sorted({_ident(*row) for row in rows.iterator(chunk_size=2000)}))

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        if name == CORRECTIONS.name:
            language, _sep, month = rest.partition(":")
            return [f"{language}/{month}"] if month else []
        return super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, MonthOnShelf]:
        shelf = OutletShelf()
        by_month: dict[str, list[tuple[Correction, About]]] = defaultdict(list)
        for each in with_articles(_within(idents)):
            by_month[_ident(each[0].language, each[0].published_at)].append(each)
        return {
            ident: MonthOnShelf(language, month, by_month[ident], shelf)
            for ident, (language, month) in _parted(idents)
            if ident in by_month and shelf.has(language)
        }

    def render(self, thing: MonthOnShelf) -> Page:
        language = thing.language
        reads(SITE(language), CORRECTIONS(language, thing.month))
        read_articles(correction for correction, _about in thing.listed)
        path = month_path(corrections_path(language), thing.month)
        with spoken(language):
            heading = _("Corrections: %(month)s") % {"month": month_label(thing.month, "F Y")}
            context: dict[str, Any] = {
                "outlet": thing.shelf.outlet(language),
                "meta": Meta(title=heading, canonical=absolute(path)),
                "heading": heading,
                "corrections_feed_url": feed_path(language),
                "corrections": [shown(correction, about) for correction, about in thing.listed],
            }
        return Page(path, rendered("corrections/pages/month.html", language, context))


def _leading_to(outlet: Outlet, paths: Mapping[str, str]) -> Outlet:
    """The outlet with a switch of languages that leads to the page's own translations."""
    languages = tuple(replace(each, url=paths.get(each.code, each.url)) for each in outlet.languages)
    return replace(outlet, languages=languages)


def _ident(language: str, moment: datetime) -> str:
    return f"{language}/{month_of(moment)}"


def _parted(idents: Sequence[str]) -> Iterator[tuple[str, tuple[str, str]]]:
    for ident in idents:
        language, _sep, month = ident.partition("/")
        yield ident, (language, month)


def _within(idents: Sequence[str]) -> QuerySet[Correction]:
    """The corrections from the first to the last of these months, in all of their languages."""
    months = sorted(ident.split("/")[1] for ident in idents)
    rows = Correction.objects.filter(
        language__in={ident.split("/")[0] for ident in idents},
        article__live=True,
        published_at__gte=_first_moment(months[0]),
        published_at__lt=_first_moment(months[-1], later=1),
    )
    return rows.order_by("-published_at", "-pk")


def _first_moment(month: str, *, later: int = 0) -> datetime:
    """When a month, or one so many months later, begins in the outlet's time zone."""
    years, months = divmod(int(month[5:]) - 1 + later, 12)
    return datetime(int(month[:4]) + years, months + 1, 1, tzinfo=ZoneInfo(settings.COFFEEPRESS.time_zone))


def _years(language: str) -> list[Year]:
    """The months in which there are corrections, newest first, by year."""
    zone = ZoneInfo(settings.COFFEEPRESS.time_zone)
    starts = (
        published_corrections(language).order_by().datetimes("published_at", "month", "DESC", tzinfo=zone)
    )
    years: dict[int, list[MonthLink]] = defaultdict(list)
    for start in starts:
        month = f"{start:%Y-%m}"
        years[start.year].append(
            MonthLink(month_label(month, "F"), month_path(corrections_path(language), month))
        )
    return [Year(year, tuple(links)) for year, links in years.items()]
