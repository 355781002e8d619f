"""Bounces and complaints stop mail; what is told twice counts once. Spoken by django-anymail's own events."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from anymail.signals import AnymailTrackingEvent, tracking
from django.utils import timezone

from coffeepress.letters.bounce import SOFT_BOUNCES
from coffeepress.letters.forget import forget_due
from coffeepress.letters.models import Delivery, Letter, SignUp, Subscriber, Subscription
from coffeepress.letters.send import send_due
from coffeepress.letters.sign_up import subscribe
from tests.letters.world import new_letter

pytestmark = pytest.mark.usefixtures("newsroom")


def told(kind: str, email: str = "anna@example.org", **fields: Any) -> None:
    """A provider tells of a mail."""
    event = AnymailTrackingEvent(event_type=kind, recipient=email, **{"metadata": {}, **fields})
    tracking.send(sender=None, event=event, esp_name="Test")


@pytest.fixture
def sent(mailoutbox: list[Any]) -> Callable[[], Delivery]:
    def send() -> Delivery:
        subscribe("anna@example.org", "en", ["daily"])
        letter = new_letter()
        send_due()
        return Delivery.objects.get(letter=letter)

    return send


@pytest.mark.parametrize(
    ("kind", "reason", "stopped", "state"),
    [
        ("bounced", "invalid", "bounced", "bounced"),
        ("bounced", "bounced", "bounced", "bounced"),
        ("rejected", "invalid", "bounced", "bounced"),
        ("complained", None, "complained", "complained"),
        ("unsubscribed", None, "", "sent"),
        ("bounced", "timed_out", "", "bounced"),
        ("deferred", None, "", "sent"),
        ("opened", None, "", "sent"),
    ],
)
def test_event_of_a_provider(
    sent: Callable[[], Delivery], kind: str, reason: str | None, stopped: str, state: str
) -> None:
    delivery = sent()
    for _twice in range(2):
        told(kind, "ANNA@example.org", reject_reason=reason, metadata={"delivery": str(delivery.pk)})
    delivery.refresh_from_db()
    letter = Letter.objects.get()
    assert (Subscriber.objects.get().stopped_why, delivery.state) == (stopped, state)
    assert {name: number for name, number in letter.numbers.items() if number} == {state: 1}


def test_stopped_address_gets_no_more_letters(sent: Callable[[], Delivery], mailoutbox: list[Any]) -> None:
    sent()
    told("bounced", reject_reason="invalid")
    mailoutbox.clear()
    new_letter()
    send_due()
    assert mailoutbox == []


def test_soft_bounces_stop_an_address_unless_one_arrives_between(sent: Callable[[], Delivery]) -> None:
    for number in range(SOFT_BOUNCES - 1):
        delivery = sent()
        told("bounced", reject_reason="timed_out", metadata={"delivery": str(delivery.pk)})
        assert Subscriber.objects.get().soft_bounces == number + 1
    told("delivered")
    assert (Subscriber.objects.get().soft_bounces, Subscriber.objects.get().stopped_why) == (0, "")
    for _ in range(SOFT_BOUNCES):
        told("bounced", reject_reason="timed_out", metadata={"delivery": str(sent().pk)})
    assert Subscriber.objects.get().stopped_why == "bounced"


def test_event_about_nobody_is_passed_over(sent: Callable[[], Delivery]) -> None:
    for email, metadata in (("nobody@example.org", {"delivery": "x"}), ("", {}), ("n@example.org", None)):
        told("bounced", email, reject_reason="invalid", metadata=metadata)
    assert Subscriber.objects.count() == 0


def test_what_is_kept_long_enough_is_forgotten(sent: Callable[[], Delivery]) -> None:
    delivery = sent()
    old = timezone.now() - timedelta(days=200)
    Letter.objects.update(ended_at=old)
    for days in (0, 2, 8):
        at = timezone.now() - timedelta(days=days)
        SignUp.objects.create(
            nonce=str(days), email="b@example.org", language="en", kinds="daily", sender="s", asked_at=at
        )
    for who, stopped in (("left", False), ("complained", True)):
        subscriber = subscribe(f"{who}@example.org", "en", ["daily"])
        Subscription.objects.filter(subscriber=subscriber).update(ended_at=old)
        Subscriber.objects.filter(pk=subscriber.pk).update(
            made_at=old, stopped_at=old if stopped else None, stopped_why="complained" if stopped else ""
        )
    forget_due()
    delivery.refresh_from_db()
    assert (delivery.subscriber_id, delivery.state) == (None, "sent")
    assert list(SignUp.objects.order_by("pk").values_list("nonce", "sender")) == [("0", "s"), ("2", "")]
    assert list(Subscriber.objects.order_by("email").values_list("email", flat=True)) == [
        "anna@example.org",
        "complained@example.org",
    ]
