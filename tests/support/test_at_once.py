"""Several at once: a double click begins one pledge, and payments of one supporter lose nothing of each other."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from coffeepress.support.events import Event, Interval, Kind, months_later
from coffeepress.support.money import Money

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

THREADS = 6


def at_once(calls: list[Callable[[], Any]]) -> list[Any]:
    """The results of calls that are made at the same moment, each with a connection of its own."""

    def make(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        return [future.result() for future in [pool.submit(make, call) for call in calls]]


def test_one_form_sent_many_times_at_once_begins_one_pledge(committed_ledger: None) -> None:
    from coffeepress.support import pledge
    from coffeepress.support.models import Pledge
    from coffeepress.support.pledge import Wish

    wish = Wish(offer="coffee", currency="EUR", provider="practice", language="en")
    begun = at_once([lambda: pledge.begin(wish, nonce="n1", sender="s")] * THREADS)
    assert len({made.pk for made, _ in begun}) == 1
    assert Pledge.objects.count() == 1


def test_one_message_received_many_times_at_once_is_stored_once(committed_ledger: None) -> None:
    from coffeepress.support.models import ReceivedWebhook
    from coffeepress.support.providers import practice
    from coffeepress.support.receive import receive

    told = practice.message("pay", reference="CP-1", amount=Money(350, "EUR"), interval=Interval.MONTH)
    assert sorted(at_once([lambda: receive("practice", *told)] * THREADS)) == [False] * (THREADS - 1) + [True]
    assert ReceivedWebhook.objects.count() == 1


def test_payments_of_one_supporter_at_once_leave_the_latest(committed_ledger: None) -> None:
    from coffeepress.support.book import book, new_pledge
    from coffeepress.support.models import Supporter
    from coffeepress.support.supporters import supporter_with_address
    from coffeepress.support.verify import differences

    supporter = supporter_with_address("reader@paper.example", "en")
    made = [new_pledge(provider="practice", supporter=supporter, language="en") for _ in range(THREADS)]
    now = timezone.now()

    def pay(number: int) -> Callable[[], Any]:
        event = Event(
            provider="practice",
            id=f"pay-{number}",
            kind=Kind.CHARGED,
            reference=made[number].reference,
            occurred_at=now,
            amount=Money(350, "EUR"),
            interval=Interval.MONTH,
            payment_id=f"pay-{number}",
            paid_until=months_later(now, number + 1),
        )
        return lambda: book([event, event])

    at_once([pay(number) for number in reversed(range(THREADS))])
    made[-1].refresh_from_db()
    assert Supporter.objects.get().counts_until == made[-1].counts_until
    assert list(differences()) == []


def test_one_mail_with_many_workers_is_sent_once(committed_ledger: None) -> None:
    from django.core import mail

    from coffeepress.support.book import new_pledge
    from coffeepress.support.mails import send_waiting
    from coffeepress.support.supporters import supporter_with_address
    from tests.support.test_mails import tell

    supporter = supporter_with_address("reader@paper.example", "en")
    tell(new_pledge(provider="practice", supporter=supporter, language="en"), "pay")
    assert sorted(at_once([send_waiting] * THREADS)) == [0] * (THREADS - 1) + [1]
    assert len(mail.outbox) == 1
