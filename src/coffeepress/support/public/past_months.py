"""Counts what the months that are over have brought, for the public page.

Counted once a day: payments of a past month may still come, with a bank's statement. Nothing is counted where the page
is not wanted. What is stored is exact; what of it is told, and what not because it would tell of one person, is
`income.py`'s to say.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from coffeepress.articles.paths import month_of, outlet_time
from coffeepress.edition.outbox import changed
from coffeepress.support.events import MONEY_MOVES, Interval, Kind, months_later, pays_until
from coffeepress.support.keys import PAST_MONTHS
from coffeepress.support.models import LedgerEvent, PastMonth, Standing
from coffeepress.support.public.goals import bounds
from coffeepress.support.supporters import in_earnest

MOST_MONTHS = 24
RECURRING, ONCE, BANK, BACK = "recurring", "once", "bank", "back"
KINDS = (RECURRING, ONCE, BANK)

Sums = dict[str, dict[str, list[int]]]
"""By currency: for `recurring`, `once`, `bank` and `back` (paid or taken back) the sum in minor units and the number of
those who paid; for `all` the same of all that came in."""


class _Move(NamedTuple):
    kind: str
    provider: str
    occurred_at: datetime
    minor: int
    currency: str
    interval: str
    payment_id: str
    number: str
    told_until: datetime | None
    pledge: int
    supporter: int | None
    pledge_interval: str

    @property
    def payer(self) -> tuple[bool, int]:
        """Who paid: somebody, or nobody knows who."""
        return (True, self.supporter) if self.supporter is not None else (False, self.pledge)

    @property
    def every(self) -> str:
        return self.interval or self.pledge_interval

    @property
    def payment(self) -> tuple[str, str]:
        return self.provider, self.payment_id or self.number

    @property
    def way(self) -> str:
        """By which way it came in, or that it went back."""
        if self.kind != Kind.CHARGED:
            return BACK
        if self.provider == "bank":
            return BANK
        return RECURRING if self.every in (Interval.MONTH, Interval.YEAR) else ONCE


@dataclass
class _Cell:
    minor: int = 0
    payers: set[tuple[bool, int]] = field(default_factory=set)

    def add(self, move: _Move) -> None:
        self.minor += move.minor
        self.payers.add(move.payer)


@dataclass
class _Month:
    supporters: set[tuple[bool, int]] = field(default_factory=set)
    cells: dict[tuple[str, str], _Cell] = field(default_factory=dict)

    def sums(self) -> Sums:
        found: Sums = {}
        for (currency, way), cell in sorted(self.cells.items()):
            found.setdefault(currency, {})[way] = [cell.minor, len(cell.payers)]
        return found


def recount_months(*, now: datetime | None = None) -> bool:
    """Count the months that are over, unless that was done today.

    Returns:
        Whether it comes to something else than before.
    """
    now = now or timezone.now()
    today = f"{outlet_time(now):%Y-%m-%d}"
    if not settings.COFFEEPRESS.support_public or Standing.objects.filter(months_counted_on=today).exists():
        return False
    counted = _counted(now)
    with transaction.atomic():
        Standing.objects.get_or_create(pk=1, defaults={"month": ""})
        Standing.objects.select_for_update().filter(pk=1).update(months_counted_on=today)
        is_other = _store(counted)
        if is_other:
            changed(PAST_MONTHS())
    return is_other


def _store(counted: dict[str, _Month]) -> bool:
    kept = {each.month: each for each in PastMonth.objects.all()}
    is_other = bool(PastMonth.objects.exclude(month__in=counted).delete()[0])
    for month, found in counted.items():
        values: dict[str, Any] = {"supporters": len(found.supporters), "sums": found.sums()}
        there = kept.get(month)
        if there and (there.supporters, there.sums) == (values["supporters"], values["sums"]):
            continue
        PastMonth.objects.update_or_create(month=month, defaults=values)
        is_other = True
    return is_other


def _counted(now: datetime) -> dict[str, _Month]:
    """Each month from the first in which something came in to the last that is over, at most so many."""
    end = bounds(month_of(now))[0]
    months = {month: _Month() for month in _months(months_later(end, -MOST_MONTHS), end)}
    moves = list(_moves(months_later(end, -MOST_MONTHS - 13), end))
    for move in moves:
        month = months.get(month_of(move.occurred_at))
        if month is None:
            continue
        for way in (move.way,) if move.way == BACK else (move.way, "all"):
            month.cells.setdefault((move.currency, way), _Cell()).add(move)
    for move in _standing(moves):
        until = min(pays_until(move.occurred_at, move.every, move.told_until), end)
        for name in _months(move.occurred_at, until):
            if name in months:
                months[name].supporters.add(move.payer)
    begun = min((name for name, month in months.items() if month.supporters or month.cells), default="9999")
    return {name: month for name, month in months.items() if name >= begun}


def _standing(moves: Iterable[_Move]) -> Iterator[_Move]:
    """The payments that were not taken back in full."""
    moves = list(moves)
    kept: dict[tuple[str, str], int] = {}
    for move in moves:
        sign = 1 if move.kind == Kind.CHARGED else -1
        kept[move.payment] = kept.get(move.payment, 0) + sign * move.minor
    return (move for move in moves if move.kind == Kind.CHARGED and kept[move.payment] > 0)


def _moves(begin: datetime, end: datetime) -> Iterator[_Move]:
    rows = LedgerEvent.objects.filter(
        in_earnest(),
        kind__in=[kind.value for kind in MONEY_MOVES],
        occurred_at__gte=begin,
        occurred_at__lt=end,
        amount_minor__isnull=False,
    ).order_by()
    for row in rows.values_list(
        *("kind", "provider", "occurred_at", "amount_minor", "currency", "interval", "payment_id"),
        *("provider_event_id", "paid_until", "pledge_id", "pledge__supporter_id", "pledge__interval"),
    ).iterator():
        yield _Move(*row)


def _months(begin: datetime, end: datetime) -> Iterator[str]:
    """The months of which some moment lies from `begin` on and before `end`."""
    month = month_of(begin)
    while bounds(month)[0] < end:
        yield month
        month = month_of(bounds(month)[1])
