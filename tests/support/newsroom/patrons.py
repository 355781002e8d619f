"""Supporters for these tests, and what they paid."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.money import Money

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge, Supporter


def patron(email: str = "", provider: str = "practice", *, interval: str = "month") -> Pledge:
    """A pledge of which nothing came yet."""
    from coffeepress.support.book import new_pledge
    from coffeepress.support.supporters import supporter_with_address

    return new_pledge(
        provider=provider,
        supporter=supporter_with_address(email, "en") if email else None,
        language="en",
        chosen_minor=350,
        chosen_currency="EUR",
        chosen_interval=interval,
    )


def happened(
    pledge: Pledge,
    kind: str = "charged",
    at: datetime | None = None,
    *,
    minor: int = 350,
    currency: str = "EUR",
    interval: str = "month",
    payment: str = "",
) -> None:
    """Something happened to a pledge."""
    from coffeepress.support.book import book

    at = at or timezone.now() - timedelta(minutes=1)
    number = f"{pledge.reference}-{kind}-{at.isoformat()}-{minor}"
    event = Event(
        provider=pledge.provider,
        id=number,
        kind=Kind(kind),
        reference=pledge.reference,
        occurred_at=at,
        amount=Money(minor, currency),
        interval=Interval(interval),
        payment_id=payment or number,
    )
    book([event])
    pledge.refresh_from_db()


def paying(email: str, provider: str = "practice", *, minor: int = 350, interval: str = "month") -> Supporter:
    """Somebody who supports now."""
    made = patron(email, provider, interval=interval)
    happened(made, minor=minor, interval=interval)
    assert made.supporter is not None
    made.supporter.refresh_from_db()
    return made.supporter


def queries_of(client: Client, path: str) -> int:
    """How many queries a page takes, once what is remembered is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
