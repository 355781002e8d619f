"""Which adverts run: settled when one is saved, and every few seconds by the worker, from the clock and the counts.

Reader pages are made of `is_running`, never of the clock: what is pressed is a function of what is stored.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone

from coffeepress.adverts.keys import ADVERTS
from coffeepress.adverts.models import AdvertCount, Creative
from coffeepress.edition.outbox import changed

EVERY = timedelta(seconds=10)
"""How often the worker looks. An end needs no worker: readers' browsers keep to it by themselves."""


def outlet_day(now: datetime) -> date:
    """The day in the outlet's time zone."""
    return now.astimezone(ZoneInfo(settings.COFFEEPRESS.time_zone)).date()


def is_due(creative: Creative, *, now: datetime, seen_today: int, seen_in_all: int) -> bool:
    """Whether an advert is to run at this moment. Pure."""
    return (
        creative.is_on
        and creative.is_complete
        and (creative.starts_at is None or creative.starts_at <= now)
        and (creative.ends_at is None or now < creative.ends_at)
        and (creative.most_a_day is None or seen_today < creative.most_a_day)
        and (creative.most_in_all is None or seen_in_all < creative.most_in_all)
    )


def settle(now: datetime | None = None) -> int:
    """Start and stop adverts whose time has come. May be done any number of times, also at once.

    Returns:
        How many were started or stopped.
    """
    now = now or timezone.now()
    if not _differing(Creative.objects.filter(Q(is_on=True) | Q(is_running=True)), now):
        return 0
    with transaction.atomic():
        rows = Creative.objects.select_for_update().filter(Q(is_on=True) | Q(is_running=True)).order_by("pk")
        differing = _differing(rows, now)
        for creative in differing:
            _turn(creative)
        return len(differing)


def settle_one(creative: Creative) -> None:
    """Settle an advert that was just saved."""
    for each in _differing([creative], timezone.now()):
        _turn(each)


def _turn(creative: Creative) -> None:
    creative.is_running = not creative.is_running
    Creative.objects.filter(pk=creative.pk).update(is_running=creative.is_running)
    changed(*(ADVERTS(language) for language in creative.languages))


def _differing(creatives: Iterable[Creative], now: datetime) -> list[Creative]:
    """Those that ought to run and do not, or the other way round."""
    creatives = list(creatives)
    capped = [each.pk for each in creatives if each.most_a_day is not None or each.most_in_all is not None]
    today, in_all = _seen(capped, outlet_day(now)) if capped else ({}, {})
    return [
        each
        for each in creatives
        if each.is_running
        != is_due(each, now=now, seen_today=today.get(each.pk, 0), seen_in_all=in_all.get(each.pk, 0))
    ]


def _seen(ids: list[int], day: date) -> tuple[dict[int, int], dict[int, int]]:
    rows = (
        AdvertCount.objects.filter(creative__in=ids)
        .order_by()
        .values("creative")
        .annotate(today=Sum("seen", filter=Q(day=day), default=0), in_all=Sum("seen", default=0))
    )
    found = list(rows)
    return (
        {row["creative"]: row["today"] for row in found},
        {row["creative"]: row["in_all"] for row in found},
    )
