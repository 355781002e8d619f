"""Supporters are told each fact once, in their language, and nothing that is not true any more."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.utils import timezone

from coffeepress.support.events import Interval
from coffeepress.support.money import Money

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Make = Callable[..., "Pledge"]


def tell(pledge: Pledge, what: Any, **more: Any) -> None:
    """The practice provider tells something, and the worker reads it."""
    from coffeepress.support.process import process_waiting
    from coffeepress.support.providers import practice
    from coffeepress.support.receive import receive

    told = {"amount": Money(350, "EUR"), "interval": Interval.MONTH, **more}
    receive("practice", *practice.message(what, reference=pledge.reference, **told))
    process_waiting()
    pledge.refresh_from_db()


def subjects() -> list[str]:
    from coffeepress.support.mails import send_waiting

    mail.outbox.clear()
    send_waiting()
    return [message.subject.split(" · ")[0] for message in mail.outbox]


def test_thanks_first_then_receipts_then_the_end(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    tell(made, "pay")
    assert subjects() == ["Thank you for your support"]
    assert mail.outbox[0].to == ["reader@paper.example"]
    assert "€3.50" in mail.outbox[0].body
    assert made.reference in mail.outbox[0].body
    assert "no money has moved" in mail.outbox[0].body
    assert mail.outbox[0].extra_headers["Auto-Submitted"] == "auto-generated"
    assert subjects() == []
    tell(made, "pay")
    assert subjects() == ["Your payment has arrived"]
    tell(made, "cancel")
    assert subjects() == ["Your support has ended"]
    tell(made, "change")
    assert subjects() == []


def test_failed_payment_is_told_unless_it_was_made_meanwhile(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    tell(made, "pay")
    subjects()
    tell(made, "fail", payment_id="pay-2")
    assert subjects() == ["Your payment did not go through"]
    tell(made, "fail", payment_id="pay-3")
    tell(made, "pay")
    assert subjects() == ["Your payment has arrived"]


def test_supporter_is_written_to_in_their_language(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    assert made.supporter is not None
    made.supporter.language = "uk"
    made.supporter.save()
    tell(made, "pay")
    subjects()
    assert "3,50" in mail.outbox[0].body


def test_mails_hold_no_markup_and_no_stray_blank_lines(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    for what in ("pay", "pay", "fail", "cancel"):
        tell(made, what)
        subjects()
        for message in mail.outbox:
            assert "\n\n\n" not in message.body
            assert not {"<", "{", "&"} & set(message.body)
            assert message.body.endswith("\n")


def test_nobody_without_an_address_is_written_to(pledge: Make) -> None:
    from coffeepress.support.models import SupportMail

    tell(pledge(), "pay")
    assert subjects() == []
    assert SupportMail.objects.get().note == "no address"


def test_what_happened_long_ago_is_not_told(pledge: Make) -> None:
    made = pledge(email="reader@paper.example")
    tell(made, "pay", at=timezone.now() - timedelta(days=8))
    assert made.status == "active"
    assert subjects() == []


def test_mail_that_fails_is_tried_again_for_a_day(pledge: Make, settings: Any) -> None:
    from coffeepress.support.mails import TRIED_AGAIN_AFTER, send_waiting
    from coffeepress.support.models import SupportMail

    tell(pledge(email="reader@paper.example"), "pay")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    now = timezone.now()
    for pause in (timedelta(0), *TRIED_AGAIN_AFTER):
        now += pause
        assert send_waiting(now=now) == 0
    assert SupportMail.objects.get().given_up_at == now


def test_mail_that_failed_once_is_sent_later(pledge: Make, settings: Any) -> None:
    from coffeepress.support.mails import send_waiting

    tell(pledge(email="reader@paper.example"), "pay")
    usual, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, "nowhere.Backend"
    assert send_waiting() == 0
    settings.EMAIL_BACKEND = usual
    assert send_waiting() == 0
    assert send_waiting(now=timezone.now() + timedelta(minutes=2)) == 1


def test_two_workers_send_a_mail_once(pledge: Make) -> None:
    from coffeepress.support.mails import _taken
    from coffeepress.support.models import SupportMail

    tell(pledge(email="reader@paper.example"), "pay")
    waiting, now = SupportMail.objects.get(), timezone.now()
    assert _taken(waiting.pk, now) is not None
    assert _taken(waiting.pk, now) is None
