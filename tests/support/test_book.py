"""The ledger is only added to, each fact once, and what is projected from it is always up to date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from coffeepress.support.book import FactChanged, UnknownPledge, book
from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.models import LedgerEvent, LedgerNeverRewritten, Pledge, Supporter
from coffeepress.support.money import Money
from coffeepress.support.projection import Status
from coffeepress.support.verify import differences

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Make = Callable[..., Pledge]


def charged(pledge: Pledge, number: str = "1", *, minor: int = 350) -> Event:
    return Event(
        provider=pledge.provider,
        id=f"pay-{number}",
        kind=Kind.CHARGED,
        reference=pledge.reference,
        occurred_at=timezone.now(),
        amount=Money(minor, "EUR"),
        interval=Interval.MONTH,
        payment_id=f"pay-{number}",
    )


def test_event_is_booked_and_the_state_follows(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    assert [entry.kind for entry in book([charged(made)])] == ["charged"]
    made.refresh_from_db()
    assert (made.status, made.payments, made.totals["EUR"]["charged"]) == (Status.ACTIVE, 1, 350)
    assert Supporter.objects.get().counts_until == made.counts_until
    assert list(differences()) == []


def test_event_that_is_there_changes_nothing(pledge: Make) -> None:
    made = pledge()
    event = charged(made)
    book([event])
    assert book([event, event]) == []
    assert LedgerEvent.objects.count() == 1


def test_same_id_with_another_amount_is_refused(pledge: Make) -> None:
    made = pledge()
    book([charged(made)])
    with pytest.raises(FactChanged):
        book([charged(made, minor=1)])
    assert book([charged(made, minor=1)], is_exact=False) == []


def test_same_id_for_another_pledge_is_refused(pledge: Make) -> None:
    one, other = pledge(), pledge()
    book([charged(one)])
    with pytest.raises(FactChanged), transaction.atomic():
        book([charged(other)])
    assert other.events.count() == 0


@pytest.mark.parametrize(
    "name", [{"reference": "CP-XXXXX-X"}, {"reference": "", "remote_pledge": "sub_9"}, {"reference": ""}]
)
def test_unknown_pledge_is_refused_and_nothing_is_booked(pledge: Make, name: dict[str, str]) -> None:
    made = pledge()
    with pytest.raises(UnknownPledge), transaction.atomic():
        book([charged(made), replace(charged(made, "2"), **name)])
    assert LedgerEvent.objects.count() == 0


def test_pledge_of_another_provider_is_unknown(pledge: Make) -> None:
    with pytest.raises(UnknownPledge):
        book([replace(charged(pledge("stripe")), provider="practice")])


def test_models_refuse_to_rewrite(pledge: Make) -> None:
    book([charged(pledge())])
    entry = LedgerEvent.objects.get()
    entry.amount_minor = 1
    for rewrite in (
        entry.save,
        entry.delete,
        LedgerEvent.objects.all().delete,
        lambda: LedgerEvent.objects.update(amount_minor=1),
    ):
        with pytest.raises(LedgerNeverRewritten):
            rewrite()


@pytest.mark.parametrize(
    "statement", ["UPDATE support_ledgerevent SET amount_minor = 1", "DELETE FROM support_ledgerevent"]
)
def test_database_refuses_to_rewrite(pledge: Make, statement: str) -> None:
    book([charged(pledge())])
    with (
        pytest.raises(DatabaseError, match="only added to"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
    assert LedgerEvent.objects.get().amount_minor == 350


def test_pledge_with_entries_cannot_be_deleted(pledge: Make) -> None:
    made = pledge()
    book([charged(made)])
    with pytest.raises(DatabaseError):  # ProtectedError
        made.delete()


def test_supporter_can_be_forgotten_without_the_ledger(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    book([charged(made)])
    Supporter.objects.all().delete()
    made.refresh_from_db()
    assert (made.supporter, made.status, LedgerEvent.objects.count()) == (None, Status.ACTIVE, 1)
    assert list(differences()) == []


def test_supporter_counts_until_the_latest_of_their_pledges(pledge: Make) -> None:
    one, other = (pledge(email="reader@paper.example") for _ in range(2))
    book([charged(one, "1")])
    book([replace(charged(other, "2"), occurred_at=timezone.now() - timedelta(days=90))])
    one.refresh_from_db()
    assert Supporter.objects.get().counts_until == one.counts_until


def test_verify_says_what_differs(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    book([charged(made)])
    Pledge.objects.update(status="cancelled", payments=7)
    Supporter.objects.update(counts_until=None)
    assert [sentence.split(" is ")[0].split(" until ")[0] for sentence in differences()] == [
        f"Pledge {made.reference}: status",
        f"Pledge {made.reference}: payments",
        f"Supporter {made.supporter_id}: counts",
    ]


def test_verify_says_when_the_guard_is_missing(ledger: None) -> None:
    from coffeepress.support import guard

    guard.remove(connection)
    assert [sentence.split(":")[0] for sentence in differences()] == [
        "The database does not guard the ledger"
    ]
    guard.install(connection)
    assert list(differences()) == []


def test_booking_costs_the_same_with_many_supporters(pledge: Make, django_assert_num_queries: object) -> None:
    from django.test.utils import CaptureQueriesContext

    def cost() -> int:
        made = pledge(email=f"reader{Pledge.objects.count()}@paper.example")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            book([charged(made, made.reference)])
        return len(queries)

    first = cost()
    for _ in range(5):
        cost()
    assert cost() == first
