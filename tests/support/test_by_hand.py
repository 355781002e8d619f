"""Cash is booked once for a form, and a mistake is taken back by a second entry, once."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from coffeepress.support.by_hand import Cash, NotByHand, NothingLeft, left_of, noon, receive_cash, take_back
from coffeepress.support.money import Money
from tests.support.newsroom.patrons import happened, patron

if TYPE_CHECKING:
    from coffeepress.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def treasurer(ledger: None) -> User:
    from coffeepress.people.models import User

    return User.objects.create_user("treasurer@paper.example", "x")


def cash(number: str = "form-1", minor: int = 1250, **more: Any) -> Cash:
    given = {"received_on": timezone.now().date(), "language": "en", **more}
    return Cash(amount=Money(minor, more.pop("currency", "EUR")), number=number, **given)


def test_cash_is_booked_once_with_who_booked_it(treasurer: User) -> None:
    from coffeepress.support.models import Booking, LedgerEvent, Pledge

    one = receive_cash(cash(email="ada@paper.example", note="At the fair"), by=treasurer)
    again = receive_cash(cash(email="ada@paper.example", note="Other words"), by=treasurer)
    assert one == again
    assert (LedgerEvent.objects.count(), Pledge.objects.count()) == (1, 1)
    booking = Booking.objects.get()
    assert (booking.by, booking.note, booking.entry.amount) == (treasurer, "At the fair", Money(1250, "EUR"))


def test_day_is_the_outlets_and_never_in_the_future(treasurer: User, site: Any) -> None:
    site(time_zone="Pacific/Auckland")
    assert noon(date(2026, 1, 10)).isoformat() == "2026-01-09T23:00:00+00:00"
    receive_cash(cash(received_on=timezone.now().date() + timedelta(days=1)), by=treasurer)
    from coffeepress.support.models import LedgerEvent

    assert LedgerEvent.objects.get().occurred_at <= timezone.now()


def test_taking_back_adds_an_entry_once_and_changes_none(treasurer: User) -> None:
    from coffeepress.support.models import Booking, LedgerEvent
    from coffeepress.support.verify import differences

    pledge = receive_cash(cash(email="ada@paper.example"), by=treasurer)
    (entry,) = LedgerEvent.objects.all()
    back = take_back(entry, by=treasurer, note="Counted wrongly")
    assert take_back(entry, by=treasurer) == back
    assert [each.kind for each in LedgerEvent.objects.order_by("pk")] == ["charged", "refunded"]
    assert (back.amount, back.payment_id, back.booking.note) == (
        entry.amount,
        entry.payment_id,
        "Counted wrongly",
    )
    pledge.refresh_from_db()
    assert (pledge.status, pledge.totals["EUR"]["refunded"]) == ("refunded", 1250)
    assert Booking.objects.count() == 2
    assert list(differences()) == []


def test_only_what_is_left_is_taken_back(treasurer: User) -> None:
    from coffeepress.support.models import LedgerEvent

    made = patron(provider="bank")
    happened(made, minor=1000, payment="p1")
    happened(made, "refunded", minor=400, payment="p1")
    charge = LedgerEvent.objects.get(kind="charged")
    assert take_back(charge, by=treasurer).amount == Money(600, "EUR")
    assert left_of(charge) == Money(0, "EUR")


def test_nothing_left_is_refused(treasurer: User) -> None:
    from coffeepress.support.models import LedgerEvent

    made = patron(provider="bank")
    happened(made, payment="p1")
    happened(made, "disputed", payment="p1")
    with pytest.raises(NothingLeft):
        take_back(LedgerEvent.objects.get(kind="charged"), by=treasurer)
    assert LedgerEvent.objects.count() == 2


@pytest.mark.parametrize(
    ("provider", "kind"), [("stripe", "charged"), ("manual", "failed"), ("practice", "charged")]
)
def test_what_the_newsroom_does_not_book_it_does_not_take_back(
    treasurer: User, provider: str, kind: str
) -> None:
    from coffeepress.support.models import LedgerEvent

    happened(patron(provider=provider), kind)
    with pytest.raises(NotByHand):
        take_back(LedgerEvent.objects.get(), by=treasurer)


def test_forgetting_a_supporter_forgets_the_note_and_keeps_who_booked(treasurer: User) -> None:
    from coffeepress.people.holdings import registered
    from coffeepress.people.models import User
    from coffeepress.support.models import Booking

    receive_cash(cash(email="ada@paper.example", note="From Ada Novak"), by=treasurer)
    reader = User.objects.create_user("ada@paper.example", "x")
    (support,) = (each for each in registered() if each.name == "support")
    assert support.export(reader)[0]["pledges"][0]["events"][0]["note"] == "From Ada Novak"
    support.forget(reader)
    assert [(each.by, each.note) for each in Booking.objects.all()] == [(treasurer, "")]


def test_bank_files_are_let_go_of_after_a_day(ledger: None) -> None:
    from coffeepress.support.forget import forget_due
    from coffeepress.support.models import UploadedStatement

    for hours in (1, 25):
        at = timezone.now() - timedelta(hours=hours)
        UploadedStatement.objects.create(name=f"{hours}", currency="EUR", packed=b"", uploaded_at=at)
    forget_due()
    assert [each.name for each in UploadedStatement.objects.all()] == ["1"]
