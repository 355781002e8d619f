"""The page on which readers subscribe, with the newest letters; and a month of letters. Months are never renumbered."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.paths import letters_path, month_of, month_path
from coffeepress.articles.pressed.base import LanguageKind, PublishedKind, rendered, spoken
from coffeepress.articles.showing.fronts import MonthLink, Year, month_label
from coffeepress.articles.showing.outlet import Meta, Outlet, OutletShelf, absolute, with_translations
from coffeepress.edition.keys import Key, reads
from coffeepress.edition.page import Page
from coffeepress.letters.keys import LETTERS
from coffeepress.letters.kinds import offered
from coffeepress.letters.models import Letter
from coffeepress.letters.pressed.letter import begun_letters

NEWEST = 20


class LettersFrontKind(LanguageKind):
    """The form, the newest letters, and the months before. None where the outlet offers no letters and sent none."""

    name = "letters_front"

    def load(self, idents: Sequence[str]) -> Mapping[str, Outlet]:
        found = super().load(idents)
        if settings.COFFEEPRESS.letters:
            return found
        sent = set(begun_letters().order_by().values_list("language", flat=True).distinct())
        return {code: outlet for code, outlet in found.items() if code in sent}

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        return [rest] if name == LETTERS.name and ":" not in rest else super().born(key)

    def render(self, thing: Outlet) -> Page:
        language = thing.language
        reads(SITE(language), LETTERS(language))
        paths = {each.code: letters_path(each.code) for each in thing.languages}
        languages = tuple(replace(each, url=paths.get(each.code, each.url)) for each in thing.languages)
        rows = begun_letters().filter(language=language).order_by("-begun_at", "-pk")
        with spoken(language):
            meta = Meta(
                title=_("Letters"),
                description=_("What we publish, in your mailbox: without trackers, and without an account."),
                canonical=absolute(letters_path(language)),
            )
            context = {
                "outlet": replace(thing, languages=languages),
                "meta": with_translations(meta, paths),
                "offered": offered(),
                "letters": list(rows[:NEWEST]),
                "years": _years(language),
            }
        return Page(letters_path(language), rendered("letters/pages/front.html", language, context))


@dataclass
class MonthOnShelf:
    """A month of a language's letters."""

    language: str
    month: str
    letters: list[Letter]
    shelf: OutletShelf


class LettersMonthKind(PublishedKind[MonthOnShelf]):
    """A month of a language's letters. Its ident is the language's code, a slash, and the month."""

    name = "letters_month"

    def all_idents(self) -> Iterator[str]:
        rows = begun_letters().order_by().values_list("language", "begun_at")
        found = rows.iterator(chunk_size=2000)
        return iter(sorted({_ident(language, moment) for language, moment in found if moment}))

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        if name != LETTERS.name:
            return super().born(key)
        language, _sep, month = rest.partition(":")
        return [f"{language}/{month}"] if month else []

    def load(self, idents: Sequence[str]) -> Mapping[str, MonthOnShelf]:
        shelf = OutletShelf()
        found = {}
        for ident in idents:
            language, _slash, month = ident.partition("/")
            letters = list(_of_month(language, month))
            if letters and shelf.has(language):
                found[ident] = MonthOnShelf(language, month, letters, shelf)
        return found

    def render(self, thing: MonthOnShelf) -> Page:
        language = thing.language
        reads(SITE(language), LETTERS(language, thing.month))
        path = month_path(letters_path(language), thing.month)
        with spoken(language):
            heading = _("Letters: %(month)s") % {"month": month_label(thing.month, "F Y")}
            context = {
                "outlet": thing.shelf.outlet(language),
                "meta": Meta(title=heading, canonical=absolute(path)),
                "heading": heading,
                "letters_url": letters_path(language),
                "letters": thing.letters,
            }
            body = rendered("letters/pages/month.html", language, context)
        return Page(path, body)


def _ident(language: str, moment: datetime) -> str:
    return f"{language}/{month_of(moment)}"


def _of_month(language: str, month: str) -> Iterable[Letter]:
    zone = ZoneInfo(settings.COFFEEPRESS.time_zone)
    year, number = int(month[:4]), int(month[5:])
    start = datetime(year, number, 1, tzinfo=zone)
    end = datetime(year + number // 12, number % 12 + 1, 1, tzinfo=zone)
    rows = begun_letters().filter(language=language, begun_at__gte=start, begun_at__lt=end)
    return rows.order_by("-begun_at", "-pk")


def _years(language: str) -> list[Year]:
    """The months in which letters were sent, newest first, by year."""
    zone = ZoneInfo(settings.COFFEEPRESS.time_zone)
    starts = (
        begun_letters()
        .filter(language=language)
        .order_by()
        .datetimes("begun_at", "month", "DESC", tzinfo=zone)
    )
    years: dict[int, list[MonthLink]] = defaultdict(list)
    for start in starts:
        month = f"{start:%Y-%m}"
        link = MonthLink(month_label(month, "F"), month_path(letters_path(language), month))
        years[start.year].append(link)
    return [Year(year, tuple(links)) for year, links in years.items()]
