"""This month's goals: what the outlet would like to have come in, by the setting `support_goal`.

A goal is in one currency, and what comes in in another counts for nothing of it: nothing is converted.
"""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Sum

from coffeepress.support.counting.months import Month
from coffeepress.support.events import MONEY_MOVES, Kind
from coffeepress.support.models import LedgerEvent
from coffeepress.support.money import Money, read_amount
from coffeepress.support.supporters import in_earnest


def goals() -> list[Money]:
    """The goal of each currency, in the order of the setting."""
    prices = (each.split(maxsplit=1) for each in settings.COFFEEPRESS.support_goal)
    return [read_amount(amount, currency, decimal=".") for currency, amount in prices]


def came_in(month: str) -> Mapping[str, Money]:
    """What came in in a month, by currency: what was charged in it, less what was paid or taken back in it.

    Args:
        month: in the outlet's time zone, "2026-11".
    """
    begin, end = bounds(month)
    moves = LedgerEvent.objects.filter(
        in_earnest(),
        kind__in=[kind.value for kind in MONEY_MOVES],
        occurred_at__gte=begin,
        occurred_at__lt=end,
    )
    sums: dict[str, int] = {}
    for kind, currency, minor in (
        moves.values_list("kind", "currency").annotate(minor=Sum("amount_minor")).order_by()
    ):
        sums[currency] = sums.get(currency, 0) + (minor if kind == Kind.CHARGED else -minor)
    return {currency: Money(minor, currency) for currency, minor in sorted(sums.items())}


def percent(reached: Money, goal: Money) -> int:
    """How far a goal is, rounded down: 100 is said only when it is reached, and nothing below 0."""
    return max(100 * reached.minor // goal.minor, 0) if reached.currency == goal.currency else 0


def bounds(month: str) -> tuple[datetime, datetime]:
    """A month's first moment, and that of the next one."""
    zone = ZoneInfo(settings.COFFEEPRESS.time_zone)
    this = Month(int(month[:4]), int(month[5:]))
    return this.begins_at(zone), this.later(1).begins_at(zone)
