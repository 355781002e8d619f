"""Who supported by the month or year, and what it came to, at each of several moments: counted by the database.

Counted from the spans (`models.PaidSpan`) in which pledges counted. A person is counted once, however many pledges they
have; pledges without a person count for the money alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Max, Q, QuerySet, Sum, When

from coffeepress.support.counting.recurring import Churn, Recurring
from coffeepress.support.models import PaidSpan
from coffeepress.support.spans import RECURRING


@dataclass(frozen=True)
class RecurringRow:
    """What recurs with one provider in one currency, at each moment; and how many pledges that is at the last."""

    provider: str
    currency: str
    at: list[Recurring]
    pledges: int


def recurring_at(moments: Sequence[datetime]) -> list[RecurringRow]:
    """What recurs, by provider and currency, at each moment. One query."""
    at = {f"at{number}": Sum(_if(moment, "amount_minor")) for number, moment in enumerate(moments)}
    rows = (
        _around(moments)
        .order_by()
        .values("pledge__provider", "currency", "interval")
        .annotate(pledges=Count("pledge", filter=_counts(moments[-1])), **at)
    )
    found: dict[tuple[str, str], list[RecurringRow]] = {}
    for row in rows:
        found.setdefault((row["pledge__provider"], row["currency"]), []).append(_row(row, len(moments)))
    return [_together(found[key]) for key in sorted(found)]


def churn_between(moments: Sequence[datetime]) -> list[Churn]:
    """How recurring supporters came and went between each two neighbouring moments. One query."""
    count = len(moments)
    supporters = (
        _around(moments)
        .exclude(pledge__supporter=None)
        .order_by()
        .values("pledge__supporter")
        .annotate(**{f"at{n}": Max(_if(moment, 1)) for n, moment in enumerate(moments)})
    )
    sums = {f"before{n}": Sum(f"at{n}") for n in range(count - 1)}
    sums |= {f"came{n}": Sum(_both(n, before=0, after=1)) for n in range(count - 1)}
    sums |= {f"left{n}": Sum(_both(n, before=1, after=0)) for n in range(count - 1)}
    counted = supporters.aggregate(**sums)
    return [
        Churn(*((counted[f"{name}{n}"] or 0) for name in ("before", "came", "left")))
        for n in range(count - 1)
    ]


def _around(moments: Sequence[datetime]) -> QuerySet[PaidSpan]:
    """The recurring spans that may hold one of the moments."""
    return PaidSpan.objects.filter(
        interval__in=[each.value for each in RECURRING], ends_at__gt=moments[0], begins_at__lte=moments[-1]
    )


def _counts(moment: datetime) -> Q:
    return Q(begins_at__lte=moment, ends_at__gt=moment)


def _if(moment: datetime, value: object) -> Case:
    return Case(When(_counts(moment), then=value), default=0)


def _both(number: int, *, before: int, after: int) -> Case:
    return Case(When(**{f"at{number}": before, f"at{number + 1}": after}, then=1), default=0)


def _row(row: Mapping[str, Any], count: int) -> RecurringRow:
    name = "yearly_minor" if row["interval"] == "year" else "monthly_minor"
    currency = row["currency"]
    return RecurringRow(
        row["pledge__provider"],
        currency,
        [Recurring(currency, **{name: row[f"at{n}"] or 0}) for n in range(count)],
        row["pledges"],
    )


def _together(rows: list[RecurringRow]) -> RecurringRow:
    """Those by the month and those by the year as one."""
    at = rows[0].at
    for row in rows[1:]:
        at = [first + second for first, second in zip(at, row.at, strict=True)]
    return RecurringRow(rows[0].provider, rows[0].currency, at, sum(row.pledges for row in rows))
