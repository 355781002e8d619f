"""Cash and whatever else an editor books by hand. Nothing comes from outside; `book_cash` is the only way in."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from coffeepress.support.book import book, new_pledge
from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.models import LedgerEvent, Pledge
from coffeepress.support.money import Money
from coffeepress.support.providers.contract import Provider
from coffeepress.support.supporters import supporter_with_address


class Manual(Provider):
    """Booked by an editor."""

    name = "manual"
    intervals = frozenset({Interval.ONCE})


class NothingReceived(ValueError):
    """Only an amount above nothing can be booked."""


def book_cash(
    amount: Money,
    *,
    number: str,
    received_at: datetime | None = None,
    email: str = "",
    language: str,
) -> Pledge:
    """Book money that came by hand as a one-off payment.

    Args:
        number: of the form or the receipt; the same one again books nothing more.
        email: the supporter's, for the thanks; "" for somebody who gave no name.

    Raises:
        NothingReceived: the amount is not above nothing.
        FactChanged: the number was booked with another amount.
    """
    if amount.minor <= 0:
        raise NothingReceived(str(amount))
    with transaction.atomic():
        entry = LedgerEvent.objects.filter(provider=Manual.name, provider_event_id=number).first()
        pledge = entry.pledge if entry else _new(email, language)
        event = Event(
            provider=Manual.name,
            id=number,
            kind=Kind.CHARGED,
            reference=pledge.reference,
            occurred_at=received_at or timezone.now(),
            amount=amount,
            interval=Interval.ONCE,
            payment_id=number,
        )
        book([event])
        pledge.refresh_from_db()
    return pledge


def _new(email: str, language: str) -> Pledge:
    supporter = supporter_with_address(email, language) if email else None
    return new_pledge(provider=Manual.name, supporter=supporter, language=language)
