"""Fills a ledger: so many people pay, as if Stripe had told of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING

from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.money import Money

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge

_numbers = count(1)


def on(year: int, month: int, day: int = 15, hour: int = 12) -> datetime:
    return datetime(year, month, day, hour, tzinfo=UTC)


def supporters_pledge(provider: str = "stripe", *, is_known: bool = True) -> Pledge:
    """A pledge of somebody new, or of nobody knows whom."""
    from coffeepress.support.book import new_pledge
    from coffeepress.support.supporters import supporter_with_address

    address = f"reader{next(_numbers)}@paper.example"
    return new_pledge(
        provider=provider,
        language="en",
        supporter=supporter_with_address(address, "en") if is_known else None,
    )


def paid(
    pledge: Pledge,
    at: datetime,
    minor: int = 350,
    currency: str = "EUR",
    *,
    interval: Interval = Interval.MONTH,
    kind: Kind = Kind.CHARGED,
    payment_id: str = "",
) -> str:
    """Book that a pledge was paid, or a payment taken back.

    Returns:
        The payment's id.
    """
    from coffeepress.support.book import book

    number = f"fact_{next(_numbers)}"
    event = Event(
        provider=pledge.provider,
        id=number,
        kind=kind,
        reference=pledge.reference,
        occurred_at=at,
        amount=Money(minor, currency),
        interval=interval,
        payment_id=payment_id or number,
    )
    book([event])
    return event.payment_id


def people(number: int, at: datetime, minor: int = 350, **told: object) -> Sequence[Pledge]:
    """So many people pay once each."""
    pledges = [supporters_pledge(str(told.get("provider", "stripe"))) for _n in range(number)]
    told.pop("provider", None)
    for pledge in pledges:
        paid(pledge, at, minor, **told)  # type: ignore[arg-type]
    return pledges
