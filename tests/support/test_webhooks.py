"""Providers' messages: stored first, answered fast, processed once; what is forged or old changes nothing."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.stripe_stand_in import StripeStandIn, signed

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Make = Callable[..., "Pledge"]


def send(name: str, body: bytes, headers: dict[str, str]) -> int:
    answer = Client(enforce_csrf_checks=True).post(
        f"/support/webhooks/{name}/", data=body, content_type="application/json", headers=headers
    )
    return answer.status_code


def session_of(pledge: Pledge, **told: Any) -> dict[str, Any]:
    metadata = {"coffeepress_pledge": pledge.reference, "coffeepress_interval": "month"}
    return {
        "id": f"cs_{pledge.pk}",
        "object": "checkout.session",
        "created": int(time.time()),
        "mode": "subscription",
        "amount_total": 350,
        "currency": "eur",
        "metadata": metadata,
        "subscription": f"sub_{pledge.pk}",
        "customer": "cus_1",
        "customer_details": {"email": "Reader@paper.example"},
        **told,
    }


@pytest.fixture
def event(pledge: Make, stripe_site: StripeStandIn) -> dict[str, Any]:
    return stripe_site.event("checkout.session.completed", session_of(pledge("stripe")))


def counts() -> tuple[int, int, int]:
    from coffeepress.support.models import LedgerEvent, ReceivedWebhook, SupportMail

    return ReceivedWebhook.objects.count(), LedgerEvent.objects.count(), SupportMail.objects.count()


def test_message_is_stored_and_processed_later(event: dict[str, Any]) -> None:
    from coffeepress.support.models import Pledge
    from coffeepress.support.process import process_waiting

    assert send("stripe", *signed(event)) == 200
    assert counts() == (1, 0, 0)
    assert process_waiting() == 1
    assert counts() == (1, 1, 0)
    pledge = Pledge.objects.get()
    assert (pledge.status, pledge.remote_pledge, pledge.remote_customer) == (
        "waiting",
        f"sub_{pledge.pk}",
        "cus_1",
    )
    assert pledge.supporter is not None
    assert pledge.supporter.email == "reader@paper.example"
    assert process_waiting() == 0


def test_message_sent_again_is_answered_the_same_and_changes_nothing(event: dict[str, Any]) -> None:
    from coffeepress.support.process import process_waiting

    assert [send("stripe", *signed(event)) for _ in range(3)] == [200, 200, 200]
    process_waiting()
    assert send("stripe", *signed(event)) == 200
    assert process_waiting() == 0
    assert counts() == (1, 1, 0)


@pytest.mark.parametrize("name", ["stripe", "patreon", "practice"])
def test_forged_message_changes_nothing(event: dict[str, Any], name: str) -> None:
    body, headers = signed(event, secret="whsec_guessed")
    assert send(name, body, headers) == 400
    assert send(name, body, {}) == 400
    assert counts() == (0, 0, 0)


def test_stale_message_changes_nothing(event: dict[str, Any]) -> None:
    assert send("stripe", *signed(event, at=int(time.time()) - 301)) == 400
    assert send("stripe", *signed(event, at=int(time.time()) + 400)) == 400
    assert counts() == (0, 0, 0)


def test_message_whose_body_was_changed_changes_nothing(event: dict[str, Any]) -> None:
    body, headers = signed(event)
    assert send("stripe", body.replace(b"350", b"950"), headers) == 400
    assert counts() == (0, 0, 0)


@pytest.mark.parametrize("name", ["bank", "manual", "paypal"])
def test_nobody_else_sends_messages(ledger: None, name: str) -> None:
    assert send(name, b"{}", {}) == 404


def test_provider_that_is_not_set_up_takes_no_messages(
    event: dict[str, Any], site: Callable[..., None]
) -> None:
    site(stripe_secret_key="")
    assert send("stripe", *signed(event)) == 404


def test_too_large_a_message_is_refused(ledger: None) -> None:
    assert send("stripe", b" " * (1024 * 1024 + 1), {}) == 413


def test_only_post_is_taken(ledger: None) -> None:
    assert Client().get("/support/webhooks/stripe/").status_code == 405


def test_database_in_trouble_is_no_success(event: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import OperationalError

    from coffeepress.support.models import ReceivedWebhook

    def fail(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError("disk is full")

    monkeypatch.setattr(ReceivedWebhook.objects, "create", fail)
    assert send("stripe", *signed(event)) == 503


def test_unknown_type_is_kept_and_nothing_is_done(pledge: Make, stripe_site: StripeStandIn) -> None:
    from coffeepress.support.models import ReceivedWebhook
    from coffeepress.support.process import process_waiting

    assert send("stripe", *signed(stripe_site.event("radar.early_fraud_warning.created", {"id": "x"}))) == 200
    process_waiting()
    assert ReceivedWebhook.objects.get().note == "nothing is done about radar.early_fraud_warning.created"
    assert counts() == (1, 0, 0)


def test_another_programs_payment_is_not_ours(pledge: Make, stripe_site: StripeStandIn) -> None:
    from coffeepress.support.process import process_waiting

    told = session_of(pledge("stripe"), metadata={})
    send("stripe", *signed(stripe_site.event("checkout.session.completed", told)))
    assert process_waiting() == 1
    assert counts() == (1, 0, 0)


def test_payment_for_an_unknown_pledge_is_kept_with_its_error_and_tried_again(
    event: dict[str, Any], stripe_site: StripeStandIn
) -> None:
    from coffeepress.support.models import Pledge, ReceivedWebhook
    from coffeepress.support.process import process_waiting

    made = Pledge.objects.get()
    reference = made.reference
    made.delete()
    send("stripe", *signed(event))
    assert process_waiting() == 0
    kept = ReceivedWebhook.objects.get()
    assert (kept.processed_at, kept.attempts, kept.error) == (None, 1, f"UnknownPledge: {reference}")
    assert kept.next_at > timezone.now()
    Pledge.objects.create(reference=reference, provider="stripe", language="en")
    ReceivedWebhook.objects.update(next_at=timezone.now())
    assert process_waiting() == 1
    assert counts() == (1, 1, 0)


def test_message_that_cannot_be_read_holds_up_nobody(
    event: dict[str, Any], stripe_site: StripeStandIn
) -> None:
    from coffeepress.support.models import ReceivedWebhook
    from coffeepress.support.process import TRIED_AGAIN_AFTER, process_waiting
    from coffeepress.support.verify import differences

    broken = stripe_site.event("checkout.session.completed", {"metadata": {"coffeepress_pledge": "CP"}})
    send("stripe", *signed(broken))
    send("stripe", *signed(event))
    assert process_waiting() == 1
    for _ in TRIED_AGAIN_AFTER:
        ReceivedWebhook.objects.update(next_at=timezone.now())
        assert process_waiting() == 0
    ReceivedWebhook.objects.update(next_at=timezone.now())
    assert process_waiting() == 0
    stuck = ReceivedWebhook.objects.get(processed_at=None)
    assert stuck.attempts == len(TRIED_AGAIN_AFTER) + 1
    assert [sentence.split(":")[0] for sentence in differences()] == [
        f"Message {broken['id']} of stripe could not be processed"
    ]


def test_provider_that_cannot_be_asked_is_asked_again(pledge: Make, stripe_site: StripeStandIn) -> None:
    from coffeepress.support.models import ReceivedWebhook
    from coffeepress.support.process import process_waiting

    told = {
        "id": "re_1",
        "payment_intent": "pi_1",
        "amount": 1,
        "currency": "eur",
        "created": 1,
        "status": "succeeded",
    }
    stripe_site.failures = 100
    send("stripe", *signed(stripe_site.event("refund.created", told)))
    assert process_waiting() == 0
    assert ReceivedWebhook.objects.get().error.startswith("Unavailable: Stripe")


def test_old_messages_are_forgotten_and_change_nothing_when_they_come_again(event: dict[str, Any]) -> None:
    from coffeepress.support.forget import forget_due
    from coffeepress.support.models import ReceivedWebhook
    from coffeepress.support.process import process_waiting

    send("stripe", *signed(event))
    process_waiting()
    ReceivedWebhook.objects.update(processed_at=timezone.now() - timedelta(days=91))
    forget_due()
    assert counts() == (0, 1, 0)
    send("stripe", *signed(event))
    process_waiting()
    assert counts() == (1, 1, 0)
    assert ReceivedWebhook.objects.get().note == "known already"


def test_receiving_takes_two_queries(event: dict[str, Any], django_assert_num_queries: Any) -> None:
    from coffeepress.support.receive import receive

    body, headers = signed(event)
    with django_assert_num_queries(4):  # is it there, a savepoint around the insert
        assert receive("stripe", body, headers)
    with django_assert_num_queries(1):
        assert not receive("stripe", body, headers)


def test_worker_processes_messages_in_its_round(
    event: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from coffeepress.edition import duties

    send("stripe", *signed(event))
    for duty in duties._duties.values():
        monkeypatch.setattr(duty, "next_at", 0.0)
    duties.do_due()
    assert counts() == (1, 1, 0)
