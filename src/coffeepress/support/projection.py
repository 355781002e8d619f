"""What a pledge's events come to. Pure: the same events in any order, any of them twice, give the same state.

Events are put in order by when they happened at the provider, not by when we heard of them. At the same moment (Stripe
counts in seconds) a promise comes before its change, that before a payment, and an end comes last; two of one kind go
by their ids. What was paid, refunded and disputed only adds up, so it needs no order at all.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from coffeepress.support.events import MONEY_MOVES, Event, Interval, Kind, paid_until
from coffeepress.support.money import Money

GRACE = timedelta(days=7)
"""A running pledge counts for a week beyond what is paid: renewals arrive late, and failed ones are tried again."""

_RANKS = {kind: rank for rank, kind in enumerate(Kind)}
_STANDING = frozenset({Kind.PLEDGED, Kind.CHANGED, Kind.CANCELLED})
_RUNNING = frozenset({"active", "past_due"})


class Status(StrEnum):
    """How a pledge stands."""

    BEGUN = "begun"
    """Chosen by a reader; nothing came of it yet."""
    WAITING = "waiting"
    """Promised; nothing is paid yet."""
    ACTIVE = "active"
    PAST_DUE = "past_due"
    """The last payment failed."""
    ENDING = "ending"
    """Runs until it ends by the supporter's wish."""
    CANCELLED = "cancelled"
    PAID = "paid"
    """A one-off payment was made."""
    FAILED = "failed"
    """A one-off payment failed."""
    REFUNDED = "refunded"
    """The last payment was paid back in full."""
    DISPUTED = "disputed"
    """The last payment was taken back by the payer's bank."""


class Contradiction(ValueError):
    """Two events have the same id and different contents."""


@dataclass(frozen=True)
class Totals:
    """What was paid and taken back in one currency, in minor units."""

    charged: int = 0
    refunded: int = 0
    disputed: int = 0

    @property
    def kept(self) -> int:
        """What remained."""
        return self.charged - self.refunded - self.disputed


@dataclass(frozen=True)
class State:
    """How a pledge stands.

    Attributes:
        amount, interval: what is promised now.
        paid_until: until when it is paid by payments that were not taken back.
        counts_until: until when its payer counts as a supporter.
        ends_at: when it ends by the supporter's wish.
        payments: how many payments were made and not taken back.
        totals: by currency.
    """

    status: Status = Status.BEGUN
    amount: Money | None = None
    interval: Interval | None = None
    started_at: datetime | None = None
    paid_until: datetime | None = None
    counts_until: datetime | None = None
    ends_at: datetime | None = None
    cancelled_at: datetime | None = None
    last_payment_at: datetime | None = None
    payments: int = 0
    remote_pledge: str = ""
    remote_customer: str = ""
    totals: dict[str, Totals] = field(default_factory=dict)


@dataclass
class Payment:
    """What became of one payment."""

    charged: Event | None = None
    kept: int = 0
    disputed: int = 0

    @property
    def is_standing(self) -> bool:
        """Whether it was made and not taken back in full. One of nothing (a free month) is."""
        if self.charged is None or self.charged.amount is None:
            return False
        return self.kept > 0 or self.charged.amount.minor == 0


def project(events: Iterable[Event]) -> State:
    """The state of one pledge.

    Args:
        events: all its events, in any order, any number of times.

    Raises:
        Contradiction: two of them have one id and different contents.
    """
    ordered = in_order(events)
    if not ordered:
        return State()
    payments = payments_by_id(ordered)
    made = [payment.charged for payment in payments.values() if payment.is_standing and payment.charged]
    promise = _last(ordered, lambda event: event.kind in _STANDING)
    terms = _last(ordered, lambda event: event.kind != Kind.CANCELLED and event.kind in _STANDING) or (
        _last(ordered, lambda event: event.kind in (Kind.CHARGED, Kind.FAILED))
    )
    interval = terms.interval if terms else None
    is_over = promise is not None and promise.kind == Kind.CANCELLED
    status = _status(ordered, payments, interval, promise)
    until = max(map(paid_until, made), default=None)
    return State(
        status=status,
        amount=terms.amount if terms else None,
        interval=interval,
        started_at=min(
            (e.occurred_at for e in ordered if e.kind in (Kind.PLEDGED, Kind.CHARGED)), default=None
        ),
        paid_until=until,
        counts_until=until + GRACE if until and status in _RUNNING else until,
        ends_at=promise.ends_at if promise else None,
        cancelled_at=promise.occurred_at if promise and is_over else None,
        last_payment_at=max((event.occurred_at for event in made), default=None),
        payments=len(made),
        remote_pledge=_last_text(ordered, "remote_pledge"),
        remote_customer=_last_text(ordered, "remote_customer"),
        totals=_totals(ordered),
    )


def in_order(events: Iterable[Event]) -> list[Event]:
    """Events in the order in which they happened, each once.

    Raises:
        Contradiction: two of them have one id and different contents.
    """
    return sorted(_once_each(events), key=lambda event: (event.occurred_at, _RANKS[event.kind], event.id))


def _once_each(events: Iterable[Event]) -> list[Event]:
    found: dict[tuple[str, str], Event] = {}
    for event in events:
        name = (event.provider, event.id)
        if found.setdefault(name, event) != event:
            raise Contradiction(f"{event.provider} {event.id}")
    return list(found.values())


def payments_by_id(ordered: list[Event]) -> dict[str, Payment]:
    """What became of each payment."""
    payments: dict[str, Payment] = {}
    for event in ordered:
        if event.kind not in MONEY_MOVES or event.amount is None:
            continue
        payment = payments.setdefault(event.payment_id or event.id, Payment())
        if event.kind == Kind.CHARGED:
            payment.charged = event
            payment.kept += event.amount.minor
        else:
            payment.kept -= event.amount.minor
            payment.disputed += event.amount.minor if event.kind == Kind.DISPUTED else 0
    return payments


def _status(
    ordered: list[Event], payments: dict[str, Payment], interval: Interval | None, promise: Event | None
) -> Status:
    if promise is not None and promise.kind == Kind.CANCELLED:
        return Status.CANCELLED
    last = _last(ordered, lambda event: event.kind == Kind.CHARGED)
    if _is_failing(ordered, last):
        return Status.FAILED if interval == Interval.ONCE else Status.PAST_DUE
    if last is None:
        return Status.WAITING
    payment = payments[last.payment_id or last.id]
    if not payment.is_standing:
        return Status.DISPUTED if payment.disputed > 0 else Status.REFUNDED
    if interval in (Interval.ONCE, None):
        return Status.PAID
    return Status.ENDING if promise is not None and promise.ends_at else Status.ACTIVE


def _is_failing(ordered: list[Event], last_charge: Event | None) -> bool:
    """Whether a payment failed, was not made after all, and none was made since."""
    made = {event.payment_id for event in ordered if event.kind == Kind.CHARGED}
    failed = [event for event in ordered if event.kind == Kind.FAILED and event.payment_id not in made]
    return bool(failed) and (last_charge is None or failed[-1].occurred_at > last_charge.occurred_at)


def _totals(ordered: list[Event]) -> dict[str, Totals]:
    sums: dict[str, dict[str, int]] = {}
    for event in ordered:
        if event.kind in MONEY_MOVES and event.amount is not None:
            of_currency = sums.setdefault(event.amount.currency, {})
            of_currency[event.kind.value] = of_currency.get(event.kind.value, 0) + event.amount.minor
    return {currency: Totals(**sums[currency]) for currency in sorted(sums)}


def _last(ordered: list[Event], is_meant: Callable[[Event], bool]) -> Event | None:
    return next((event for event in reversed(ordered) if is_meant(event)), None)


def _last_text(ordered: list[Event], name: str) -> str:
    return next((text for event in reversed(ordered) if (text := getattr(event, name))), "")
