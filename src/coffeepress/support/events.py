"""What can happen to a pledge, as values: the entries of the ledger. Pure.

An event's id is its provider's, and names the fact, not the message that told of it: two messages about one payment
give the same event, with the same contents. Effects on money only add up: a refund that failed is a negative refund, a
dispute that was won a negative dispute. So the ledger may learn of events in any order.
"""

import calendar
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coffeepress.support.money import Money

ONE_OFF_COUNTS_DAYS = 31
"""For how long a one-off payment makes somebody a supporter."""


class Kind(StrEnum):
    """What happened."""

    PLEDGED = "pledged"
    CHANGED = "changed"
    CHARGED = "charged"
    FAILED = "failed"
    REFUNDED = "refunded"
    DISPUTED = "disputed"
    CANCELLED = "cancelled"


class Interval(StrEnum):
    """How often is paid."""

    MONTH = "month"
    YEAR = "year"
    ONCE = "once"


MONEY_MOVES = frozenset({Kind.CHARGED, Kind.REFUNDED, Kind.DISPUTED})
"""The kinds whose amount was paid or taken back; the amount of others is what was promised or asked for."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of the ledger.

    Attributes:
        provider: its name.
        id: the provider's id of the fact; no other event of that provider has it.
        occurred_at: when it happened by the provider's clock.
        reference: our name of the pledge, or "" where only the provider's is known.
        remote_pledge: the provider's name of the pledge (a subscription), "" where there is none.
        remote_customer: the provider's name of the payer.
        amount: see `MONEY_MOVES`.
        payment_id: the provider's name of the payment that was made, failed, refunded or disputed.
        paid_until: until when a payment pays; None: by the interval.
        ends_at: when a pledge ends by the supporter's wish, at a change.
    """

    provider: str
    id: str
    kind: Kind
    occurred_at: datetime
    reference: str = ""
    remote_pledge: str = ""
    remote_customer: str = ""
    amount: Money | None = None
    interval: Interval | None = None
    payment_id: str = ""
    paid_until: datetime | None = None
    ends_at: datetime | None = None

    def __post_init__(self) -> None:
        if not self.provider or not self.id:
            raise ValueError("An event needs its provider and the provider's id.")
        if self.occurred_at.tzinfo is None:
            raise ValueError("An event needs a moment with a time zone.")
        if self.kind in MONEY_MOVES and self.amount is None:
            raise ValueError(f"An event of the kind {self.kind} needs an amount.")


def paid_until(event: Event) -> datetime:
    """Until when a payment makes its payer a supporter."""
    return pays_until(event.occurred_at, event.interval, event.paid_until)


def pays_until(paid_at: datetime, interval: Interval | str | None, told: datetime | None = None) -> datetime:
    """Until when a payment pays.

    Args:
        told: what its provider says of it, which counts where it is said.
    """
    if told is not None:
        return told
    if interval == Interval.YEAR:
        return months_later(paid_at, 12)
    if interval == Interval.MONTH:
        return months_later(paid_at, 1)
    return paid_at + timedelta(days=ONE_OFF_COUNTS_DAYS)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day of a later month, or its last one: 31 January and one month is 28 February."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    day = min(moment.day, calendar.monthrange(year, month + 1)[1])
    return moment.replace(year=year, month=month + 1, day=day)
