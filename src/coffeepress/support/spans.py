"""When a pledge counted as support, and what it came to then. Pure: a second projection of the same events.

`projection.py` says how a pledge stands now; this says how it stood at any moment, by what is known today: a payment
that was taken back since never counted. Charts and churn are counted from it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from coffeepress.support.events import Event, Interval, Kind, paid_until
from coffeepress.support.money import Money
from coffeepress.support.projection import GRACE, State, in_order, payments_by_id, project

RECURRING = frozenset({Interval.MONTH, Interval.YEAR})


@dataclass(frozen=True)
class Span:
    """A time in which a pledge counted, from `begins_at` and before `ends_at`, with the same promise throughout."""

    begins_at: datetime
    ends_at: datetime
    amount: Money
    interval: Interval


@dataclass(frozen=True)
class _Terms:
    """What was promised from a moment on."""

    at: datetime
    amount: Money
    interval: Interval


def spans(events: Iterable[Event]) -> list[Span]:
    """The times in which a pledge counted, earliest first; no two overlap.

    Between two payments a recurring pledge counts for `GRACE` beyond what was paid, as it did while it ran.

    Raises:
        Contradiction: as `project`.
    """
    ordered = in_order(events)
    state = project(ordered)
    made = [
        payment.charged
        for payment in payments_by_id(ordered).values()
        if payment.is_standing and payment.charged
    ]
    terms = _terms(ordered, made)
    found: list[Span] = []
    for begins_at, ends_at in _stretches(sorted(made, key=lambda event: event.occurred_at), state):
        found += _cut(begins_at, ends_at, terms)
    return found


def _terms(ordered: list[Event], made: list[Event]) -> list[_Terms]:
    """What was promised when: as the pledge and its changes say, or where nothing says it, as was paid."""
    promised = [event for event in ordered if event.kind in (Kind.PLEDGED, Kind.CHANGED)]
    said = [event for event in promised if event.amount is not None]
    return [
        _Terms(event.occurred_at, event.amount, event.interval or Interval.ONCE)
        for event in said or made
        if event.amount is not None
    ]


def _stretches(made: list[Event], state: State) -> list[tuple[datetime, datetime]]:
    """The times that payments pay for; those that touch, or nearly do, are one."""
    found: list[tuple[datetime, datetime]] = []
    for event in made:
        begins_at, until = event.occurred_at, paid_until(event)
        grace = GRACE if (event.interval or state.interval) in RECURRING else GRACE * 0
        if found and begins_at <= found[-1][1] + grace:
            found[-1] = (found[-1][0], max(found[-1][1], until))
        elif until > begins_at:
            if found:
                found[-1] = (found[-1][0], found[-1][1] + grace)
            found.append((begins_at, until))
    if found and state.counts_until is not None:
        found[-1] = (found[-1][0], max(found[-1][1], state.counts_until))
    return found


def _cut(begins_at: datetime, ends_at: datetime, terms: list[_Terms]) -> list[Span]:
    """One time as spans, a new one wherever the promise changed."""
    before = [each for each in terms if each.at <= begins_at] or terms[:1]
    promised = [
        before[-1],
        *(each for each in terms if begins_at < each.at < ends_at and each is not before[-1]),
    ]
    found: list[Span] = []
    for number, each in enumerate(promised):
        start = begins_at if number == 0 else each.at
        end = promised[number + 1].at if number + 1 < len(promised) else ends_at
        last = found[-1] if found else None
        if last and (last.amount, last.interval) == (each.amount, each.interval):
            found[-1] = Span(last.begins_at, end, last.amount, last.interval)
        elif start < end:
            found.append(Span(start, end, each.amount, each.interval))
    return found
