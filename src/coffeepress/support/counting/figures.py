"""The figures of a time: people, what recurs, what came in, by month, provider and currency; for the page and the file.

A constant number of queries, whatever the ledger holds and however many months are shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

from coffeepress.support.counting.income import Income, IncomeRow, first_entry_at, income_by_month, summed
from coffeepress.support.counting.months import Month, months_until
from coffeepress.support.counting.over_time import RecurringRow, churn_between, recurring_at
from coffeepress.support.counting.recurring import Churn, Recurring

MONTHS = 12


@dataclass(frozen=True)
class Period:
    """Months in a row; of the current one, what there is of it."""

    months: list[Month]
    bounds: list[datetime]
    """The first moment of each month, and the last moment: the end of the last month, or now."""


@dataclass(frozen=True)
class MonthMoney:
    """A month in one currency: what came in, and what recurred at its end."""

    month: Month
    income: Income
    recurring: Recurring


@dataclass(frozen=True)
class ProviderMoney:
    """A provider in one currency: what came in in all the months; what recurs at their end, from how many pledges."""

    provider: str
    income: Income
    recurring: Recurring
    pledges: int


@dataclass(frozen=True)
class CurrencyFigures:
    """All that is in one currency."""

    currency: str
    months: list[MonthMoney]
    providers: list[ProviderMoney]
    income: Income
    recurring: Recurring


@dataclass(frozen=True)
class Figures:
    """All of it."""

    months: list[Month]
    churn: list[Churn]
    currencies: list[CurrencyFigures]


def zone() -> ZoneInfo:
    """The outlet's time zone: its months begin by it."""
    return ZoneInfo(settings.COFFEEPRESS.time_zone)


def last_months(now: datetime | None = None) -> Period:
    """The last twelve months, this one among them."""
    now = now or timezone.now()
    return _period(months_until(Month.of(now, zone()), MONTHS), now)


def year(number: int, now: datetime | None = None) -> Period:
    """A calendar year, as far as it has come."""
    now = now or timezone.now()
    last = min(Month(number, MONTHS), Month.of(now, zone()))
    return _period(months_until(last, last.month if last.year == number else MONTHS), now)


def years() -> list[int]:
    """The calendar years in which the ledger has payments, the latest first."""
    first = first_entry_at()
    if first is None:
        return []
    this_year = Month.of(timezone.now(), zone()).year
    return list(range(this_year, Month.of(first, zone()).year - 1, -1))


def _period(months: list[Month], now: datetime) -> Period:
    end = months[-1].later(1).begins_at(zone())
    return Period(months, [*(month.begins_at(zone()) for month in months), min(end, now)])


def figures(period: Period, *, provider: str = "") -> Figures:
    """All figures of a time; of one provider, where it is named (how people come and go is of all of them)."""
    income = [row for row in income_by_month(period.bounds) if provider in ("", row.provider)]
    recurring = [row for row in recurring_at(period.bounds) if provider in ("", row.provider)]
    codes = sorted({row.income.currency for row in income} | {row.currency for row in recurring})
    return Figures(
        period.months,
        churn_between(period.bounds),
        [
            _of_currency(
                code,
                period.months,
                [row for row in income if row.income.currency == code],
                [row for row in recurring if row.currency == code],
            )
            for code in codes
        ],
    )


def recurring_now(now: datetime | None = None) -> list[Recurring]:
    """What recurs now, a figure for each currency. One query."""
    found: dict[str, Recurring] = {}
    for row in recurring_at([now or timezone.now()]):
        found[row.currency] = found.get(row.currency, Recurring(row.currency)) + row.at[0]
    return [found[code] for code in sorted(found) if found[code].a_month.minor]


def _of_currency(
    currency: str, months: list[Month], income: Sequence[IncomeRow], recurring: Sequence[RecurringRow]
) -> CurrencyFigures:
    by_month = [
        MonthMoney(
            month,
            summed((row.income for row in income if row.month == number), currency),
            # What recurs at a month's end stands at the next moment after its first one.
            _recurring([row.at[number + 1] for row in recurring], currency),
        )
        for number, month in enumerate(months)
    ]
    names = sorted({row.provider for row in income} | {row.provider for row in recurring})
    by_provider = [
        ProviderMoney(
            name,
            summed((row.income for row in income if row.provider == name), currency),
            _recurring([row.at[-1] for row in recurring if row.provider == name], currency),
            sum(row.pledges for row in recurring if row.provider == name),
        )
        for name in names
    ]
    return CurrencyFigures(
        currency,
        by_month,
        by_provider,
        summed((row.income for row in income), currency),
        by_month[-1].recurring,
    )


def _recurring(parts: Sequence[Recurring], currency: str) -> Recurring:
    return sum(parts, start=Recurring(currency))
