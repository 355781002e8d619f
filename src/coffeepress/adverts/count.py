"""Counting what readers were shown: for each advert, place and day a number, and nothing else.

Refuses adverts that are not there, that have no such place, or whose time it is not. Each number is added in the
database by itself, so that none is lost where many readers come at once.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from coffeepress.adverts.models import AdvertCount, Creative
from coffeepress.adverts.schedule import outlet_day

LATE = timedelta(hours=2)
"""So long after its end an advert is still counted: a page may stay open."""
MOST_AT_ONCE = 8
"""Of what one page view tells: there are at most three places in a page, each seen and clicked once."""

Told = tuple[str, str]
"""`("seen" | "clicked", "ID.PLACE")`, as the page's script sends it."""


@dataclass(frozen=True)
class Event:
    """An advert was seen, or clicked, in a place."""

    what: str
    creative: int
    place: str


def read_events(told: Iterable[Told]) -> list[Event]:
    """What a page view tells: each once, unreadable ones left out."""
    events = []
    for what, name in told:
        number, _, place = name.partition(".")
        if what in {"seen", "clicked"} and number.isascii() and number.isdigit() and len(number) <= 18:
            events.append(Event(what, int(number), place))
    return list(dict.fromkeys(events))[:MOST_AT_ONCE]


def count(events: Iterable[Event], *, now: datetime | None = None) -> int:
    """Count events.

    Returns:
        How many were counted.
    """
    now = now or timezone.now()
    events = list(events)
    known = _countable({event.creative for event in events}, now)
    taken = [event for event in events if event.place in known.get(event.creative, ())]
    sums: dict[tuple[int, str], Counter[str]] = {}
    for event in taken:
        sums.setdefault((event.creative, event.place), Counter())[event.what] = 1
    for (creative, place), numbers in sorted(sums.items()):
        _add(creative, place, outlet_day(now), seen=numbers["seen"], clicked=numbers["clicked"])
    return len(taken)


def _countable(ids: set[int], now: datetime) -> Mapping[int, list[str]]:
    """The places of those adverts that readers may have in front of them."""
    rows = Creative.objects.filter(pk__in=ids, is_on=True).values_list("pk", "places", "starts_at", "ends_at")
    return {
        pk: places
        for pk, places, starts_at, ends_at in rows
        if (starts_at is None or starts_at <= now) and (ends_at is None or now < ends_at + LATE)
    }


def _add(creative: int, place: str, day: date, *, seen: int, clicked: int) -> None:
    row: dict[str, Any] = {"creative_id": creative, "place": place, "day": day}
    numbers = {"seen": F("seen") + seen, "clicked": F("clicked") + clicked}
    if not AdvertCount.objects.filter(**row).update(**numbers):
        AdvertCount.objects.get_or_create(**row)  # the first of the day; another may be it at the same moment
        AdvertCount.objects.filter(**row).update(**numbers)
