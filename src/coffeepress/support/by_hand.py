"""What the newsroom books by hand: cash, and the taking back of what was booked by mistake. Nothing is ever edited.

Each entry notes beside the ledger who booked it and why; the ledger itself names nobody.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.support.book import FactChanged, book
from coffeepress.support.events import MONEY_MOVES, Event, Interval, Kind
from coffeepress.support.models import Booking, LedgerEvent, Pledge
from coffeepress.support.money import Money
from coffeepress.support.providers.manual import Manual, book_cash

BY_HAND = frozenset({"manual", "bank"})
"""Providers whose payments the newsroom books, and so takes back; the others know better what became of theirs."""

_DIGEST_SIGNS = 40


class NotByHand(Exception):
    """The entry is no payment that the newsroom books."""


class NothingLeft(Exception):
    """The payment was taken back in full already."""


@dataclass(frozen=True, kw_only=True)
class Cash:
    """Money that came by hand.

    Attributes:
        number: of the form; the same one again books nothing more.
        received_on: the day, in the outlet's time zone.
        email: the payer's, for the thanks; "" for somebody who gave no name.
        language: of the thanks.
    """

    amount: Money
    number: str
    received_on: date
    email: str = ""
    language: str
    note: str = ""


def noon(day: date) -> datetime:
    """Noon of a day in the outlet's time zone: no other place's midnight moves it to another day."""
    there = datetime.combine(day, time(12), tzinfo=ZoneInfo(settings.COFFEEPRESS.time_zone))
    return there.astimezone(UTC)


def receive_cash(cash: Cash, *, by: User) -> Pledge:
    """Book cash, once for a form's number.

    Raises:
        NothingReceived: the amount is not above nothing.
        FactChanged: the number was booked with another amount.
    """
    try:
        return _received(cash, by)
    except (IntegrityError, FactChanged):  # the same form at the same moment: now it is there
        return _received(cash, by)


def _received(cash: Cash, by: User) -> Pledge:
    with transaction.atomic():
        pledge = book_cash(
            cash.amount,
            number=cash.number,
            received_at=min(noon(cash.received_on), timezone.now()),
            email=cash.email,
            language=cash.language,
        )
        entries = LedgerEvent.objects.filter(provider=Manual.name, provider_event_id=cash.number)
        note_bookings(entries, by=by, note=cash.note)
    return pledge


def left_of(entry: LedgerEvent) -> Money:
    """What is left of a payment after what was taken back.

    Raises:
        NotByHand: it is no payment, or not one that the newsroom books.
    """
    if entry.kind != Kind.CHARGED or entry.provider not in BY_HAND or entry.amount is None:
        raise NotByHand(str(entry))
    moves = [kind.value for kind in MONEY_MOVES - {Kind.CHARGED}]
    others = LedgerEvent.objects.filter(pledge=entry.pledge_id, payment_id=entry.payment_id, kind__in=moves)
    taken = sum(each.amount_minor or 0 for each in others)
    return entry.amount - Money(taken, entry.currency)


def take_back(entry: LedgerEvent, *, by: User, note: str = "") -> LedgerEvent:
    """Book that a payment was paid back, or was booked by mistake. Done again, it changes nothing.

    Returns:
        The entry that takes it back.

    Raises:
        NotByHand: as `left_of`.
        NothingLeft: it was taken back in full some other way.
    """
    number = f"back:{hashlib.sha256(entry.provider_event_id.encode()).hexdigest()[:_DIGEST_SIGNS]}"
    with transaction.atomic():
        pledge = Pledge.objects.select_for_update().get(pk=entry.pledge_id)
        left = left_of(entry)
        own = LedgerEvent.objects.filter(provider=entry.provider, provider_event_id=number)
        there = own.first()
        if there is not None:
            return there
        if left.minor <= 0:
            raise NothingLeft(str(entry))
        event = Event(
            provider=entry.provider,
            id=number,
            kind=Kind.REFUNDED,
            reference=pledge.reference,
            occurred_at=timezone.now(),
            amount=left,
            interval=Interval(entry.interval) if entry.interval else None,
            payment_id=entry.payment_id,
        )
        note_bookings(book([event]), by=by, note=note)
        return own.get()


def note_bookings(entries: Iterable[LedgerEvent], *, by: User, note: str = "") -> None:
    """Note who booked entries; what is noted already stays."""
    for entry in entries:
        Booking.objects.get_or_create(entry=entry, defaults={"by": by, "note": note})
