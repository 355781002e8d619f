"""Fronts, archives and months: pages that list articles. All are bounded, and none is renumbered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.utils import formats

from coffeepress.articles.keys import ARTICLE, LIST, MONTHS
from coffeepress.articles.listing import months_beside
from coffeepress.articles.models import Article, Listed
from coffeepress.articles.paths import archive_path, month_path, outlet_time
from coffeepress.articles.showing.cards import (
    authors_of,
    byline_text,
    section_link,
    sections_above,
    shown_cards,
)
from coffeepress.design.sizes import CARD, TOP_STORY
from coffeepress.edition.keys import reads

#: The pictures of the first top stories; the fourth and the fifth stand without one.
TOP_STORIES = (TOP_STORY, CARD, CARD, None, None)


@dataclass(frozen=True)
class MonthLink:
    """A month with its page."""

    label: str
    url: str


@dataclass(frozen=True)
class Year:
    """A year with its months."""

    year: int
    months: tuple[MonthLink, ...]


@dataclass(frozen=True)
class Item:
    """An article as a line of a month."""

    url: str
    headline: str
    section_title: str
    byline: str


@dataclass(frozen=True)
class Day:
    """A day of a month, with its articles."""

    date: date
    items: tuple[Item, ...]


def newest(name: str, *, most: int) -> list[int]:
    """The ids of the newest articles in a list."""
    reads(LIST(name))
    rows = Listed.objects.filter(list=name).order_by("-published_at", "-article_id")
    return list(rows.values_list("article_id", flat=True)[:most])


def front_context(name: str, front: str) -> dict[str, Any]:
    """The newest of a list, and where the rest is."""
    most = settings.COFFEEPRESS.list_length
    ids = newest(name, most=most + 1)
    return {"cards": shown_cards(ids[:most]), "archive_url": archive_path(front) if len(ids) > most else None}


def home_context(top: Sequence[int], name: str, front: str) -> dict[str, Any]:
    """The editor's top stories, and the latest ones that are not among them."""
    most = settings.COFFEEPRESS.list_length
    latest = [pk for pk in newest(name, most=most + len(top)) if pk not in set(top)][:most]
    return {
        "top": shown_cards(top, sizes=CARD, first=TOP_STORIES),
        "latest": shown_cards(latest),
        "archive_url": archive_path(front),
    }


def months_of(name: str) -> list[str]:
    """The months in which a list holds articles, oldest first."""
    return list(Listed.objects.filter(list=name).order_by("month").values_list("month", flat=True).distinct())


def archive_context(name: str, front: str) -> dict[str, Any]:
    """A list's months, newest first, by year."""
    reads(MONTHS(name))
    years: dict[int, list[MonthLink]] = defaultdict(list)
    for month in reversed(months_of(name)):
        years[int(month[:4])].append(_month_link(month, front, "F"))
    return {"years": [Year(year, tuple(links)) for year, links in years.items()], "back_url": front}


def month_context(name: str, month: str, front: str) -> dict[str, Any]:
    """All that a list holds of a month, by day, newest first."""
    reads(LIST(name, month))
    rows = Listed.objects.filter(list=name, month=month).order_by()
    # Sorted here: asked for that order, SQLite may walk the whole list rather than the month.
    ids = [pk for _, pk in sorted(rows.values_list("published_at", "article_id"), reverse=True)]
    before, after = months_beside(name, month)
    return {
        "heading": month_label(month, "F Y"),
        "back_url": archive_path(front),
        "days": _days(ids),
        "previous": _month_link(before, front, "F Y") if before else None,
        "next": _month_link(after, front, "F Y") if after else None,
    }


def month_label(month: str, shape: str) -> str:
    """A month in words, such as "November 2026"."""
    text = formats.date_format(date(int(month[:4]), int(month[5:]), 1), shape)
    return text[:1].upper() + text[1:]


def _month_link(month: str, front: str, shape: str) -> MonthLink:
    return MonthLink(month_label(month, shape), month_path(front, month))


def _days(ids: Sequence[int]) -> list[Day]:
    rows = {
        row["pk"]: row
        for row in Article.objects.live()
        .filter(pk__in=ids)
        .values("pk", "title", "permalink", "path", "first_published_at")
    }
    sections = sections_above(row["path"] for row in rows.values())
    authors = authors_of(list(rows))
    days: dict[date, list[Item]] = defaultdict(list)
    for pk in ids:
        reads(ARTICLE(pk))
        if row := rows.get(pk):
            section = section_link(sections.get(row["path"][:-4]))
            item = Item(
                row["permalink"], row["title"], section.title if section else "", byline_text(authors[pk])
            )
            days[_day(row["first_published_at"])].append(item)
    return [Day(day, tuple(items)) for day, items in days.items()]


def _day(moment: datetime) -> date:
    return outlet_time(moment).date()
