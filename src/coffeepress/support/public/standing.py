"""Counts how many support the outlet and how far this month's goals are, and tells reader pages when that changes.

The worker looks every few seconds; pages are told at most once a minute, however many people pay. A month that begins,
or somebody whose support has run out, is seen by the next look, without anything having happened. What was not
counted yet is not told.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from coffeepress.articles.paths import month_of
from coffeepress.edition.outbox import changed
from coffeepress.support.keys import STANDING
from coffeepress.support.models import Standing
from coffeepress.support.money import Money
from coffeepress.support.public.goals import came_in, goals, percent
from coffeepress.support.supporters import count_supporters

LEAST_TOLD = 10
"""Of fewer people no number is told: what is told of few people is told of each of them."""

TOLD_AT_MOST_EVERY = timedelta(minutes=1)

_ONLY = 1


def recount(*, now: datetime | None = None) -> bool:
    """Count, and tell the pages where it comes to something else.

    Returns:
        Whether pages were told.
    """
    now = now or timezone.now()
    kept = Standing.objects.filter(pk=_ONLY).first()
    if kept and _is_told_lately(kept, now):
        return False
    counted = _counted(now)
    if kept and all(getattr(kept, name) == value for name, value in counted.items()):
        return False
    before = kept
    with transaction.atomic():
        Standing.objects.get_or_create(pk=_ONLY, defaults={"month": ""})
        kept = Standing.objects.select_for_update().get(pk=_ONLY)
        if _is_told_lately(kept, now):  # by another worker, meanwhile
            return False
        Standing.objects.filter(pk=_ONLY).update(**counted, told_at=now)
        is_news = before is not None or bool(
            counted["supporters"]
        )  # that nobody supports yet is told by silence
        if is_news:
            changed(STANDING())
    return is_news


def _is_told_lately(kept: Standing, now: datetime) -> bool:
    return kept.told_at is not None and kept.told_at + TOLD_AT_MOST_EVERY > now


def standing() -> Standing | None:
    """As last counted; None before that, or where so few support the outlet that no number is told."""
    return Standing.objects.filter(pk=_ONLY, supporters__gte=LEAST_TOLD).first()


def _counted(now: datetime) -> dict[str, Any]:
    month, wanted = month_of(now), goals()
    reached = came_in(month) if wanted else {}
    return {
        "month": month,
        "supporters": count_supporters(at=now),
        "goals": [
            {
                "currency": goal.currency,
                "minor": goal.minor,
                "percent": percent(reached.get(goal.currency, Money(0, goal.currency)), goal),
            }
            for goal in wanted
        ],
    }
