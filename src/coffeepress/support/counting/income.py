"""What came in and what was taken back, by month, provider, currency and kind: summed by the database.

A payment counts in the month in which it was made, what was taken back in the month in which that happened. Sums are of
one currency each; no currency is ever turned into another.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, IntegerField, Min, Sum, Value, When

from coffeepress.support.events import MONEY_MOVES, Kind
from coffeepress.support.models import LedgerEvent
from coffeepress.support.money import Money
from coffeepress.support.spans import RECURRING


@dataclass(frozen=True)
class Income:
    """Sums in minor units of one currency."""

    currency: str
    recurring_minor: int = 0
    once_minor: int = 0
    refunded_minor: int = 0
    disputed_minor: int = 0
    payments: int = 0

    def __add__(self, other: "Income") -> "Income":
        assert other.currency == self.currency
        return Income(
            self.currency,
            self.recurring_minor + other.recurring_minor,
            self.once_minor + other.once_minor,
            self.refunded_minor + other.refunded_minor,
            self.disputed_minor + other.disputed_minor,
            self.payments + other.payments,
        )

    @property
    def recurring(self) -> Money:
        return Money(self.recurring_minor, self.currency)

    @property
    def once(self) -> Money:
        return Money(self.once_minor, self.currency)

    @property
    def refunded(self) -> Money:
        return Money(self.refunded_minor, self.currency)

    @property
    def disputed(self) -> Money:
        return Money(self.disputed_minor, self.currency)

    @property
    def kept(self) -> Money:
        """What remained."""
        came = self.recurring_minor + self.once_minor
        return Money(came - self.refunded_minor - self.disputed_minor, self.currency)


@dataclass(frozen=True)
class IncomeRow:
    """The income of one provider in one currency in one month (its number among those that were asked for)."""

    month: int
    provider: str
    income: Income


def income_by_month(bounds: Sequence[datetime]) -> list[IncomeRow]:
    """The income between each two neighbouring moments. One query, whatever the ledger holds.

    Args:
        bounds: the first moments of months in a row, and the moment after the last of them.
    """
    within = LedgerEvent.objects.filter(
        kind__in=[kind.value for kind in MONEY_MOVES], occurred_at__gte=bounds[0], occurred_at__lt=bounds[-1]
    )
    month = Case(
        *(When(occurred_at__lt=end, then=Value(number)) for number, end in enumerate(bounds[1:])),
        output_field=IntegerField(),
    )
    sums = (
        within.annotate(month=month)
        .order_by()
        .values("month", "provider", "currency", "kind", "interval")
        .annotate(minor=Sum("amount_minor"), entries=Count("pk"))
    )
    found: dict[tuple[int, str, str], Income] = {}
    for each in sums:
        key = (each["month"], each["provider"], each["currency"])
        found[key] = found.get(key, Income(each["currency"])) + _income(each)
    return [
        IncomeRow(month, provider, found[month, provider, code]) for month, provider, code in sorted(found)
    ]


def _income(each: Mapping[str, Any]) -> Income:
    minor, currency = int(each["minor"]), each["currency"]
    if each["kind"] == Kind.REFUNDED:
        return Income(currency, refunded_minor=minor)
    if each["kind"] == Kind.DISPUTED:
        return Income(currency, disputed_minor=minor)
    payments = each["entries"]
    if each["interval"] in RECURRING:
        return Income(currency, recurring_minor=minor, payments=payments)
    return Income(currency, once_minor=minor, payments=payments)


def summed(incomes: Iterable[Income], currency: str) -> Income:
    """The sum of incomes, all in that currency."""
    return sum(incomes, start=Income(currency))


def first_entry_at() -> datetime | None:
    """When the ledger's first payment was made."""
    charged = LedgerEvent.objects.filter(kind=Kind.CHARGED.value)
    first: datetime | None = charged.aggregate(first=Min("occurred_at"))["first"]
    return first
