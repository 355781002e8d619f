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


def arrived(settings: Any) -> list[Any]:
    """The mails that a real mail server has taken."""
    from coffeepress.support.mails import send_waiting
    from tests.people.mailbox import mail_server

    with mail_server() as (mailbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        send_waiting()
    return mailbox.mails


@pytest.mark.parametrize(
    ("language", "hello", "expected"),
    [
        (
            "en",
            "Hello,",
            [
                "Is this your support? · 127.0.0.1:8000",
                "Thank you for your support · 127.0.0.1:8000",
                "Your payment has arrived · 127.0.0.1:8000",
                "Your payment did not go through · 127.0.0.1:8000",
                "Your support has ended · 127.0.0.1:8000",
            ],
        ),
        (
            "uk",
            "Добрий день!",
            [
                "Це ваша підтримка? · 127.0.0.1:8000",
                "Дякуємо за підтримку · 127.0.0.1:8000",
                "Ваш платіж надійшов · 127.0.0.1:8000",
                "Ваш платіж не пройшов · 127.0.0.1:8000",
                "Вашу підтримку завершено · 127.0.0.1:8000",
            ],
        ),
    ],
)
def test_each_mail_arrives_over_smtp_as_plain_text_in_the_supporters_language(
    pledge: Make, settings: Any, language: str, hello: str, expected: list[str]
) -> None:
    from coffeepress.support.mails import ask_whose

    made = pledge(email="reader@paper.example")
    assert made.supporter is not None
    made.supporter.language = language
    made.supporter.save()
    ask_whose(made)
    found = []
    for what in ("pay", "pay", "fail", "cancel"):
        tell(made, what)
        found += arrived(settings)
    assert [str(mail["Subject"]).strip() for mail in found] == expected  # a long one is folded, with a space
    for sent in found:
        assert (sent["To"], sent.get_content_type(), sent.get_content_charset()) == (
            "reader@paper.example",
            "text/plain",
            "utf-8",
        )
        assert sent["Auto-Submitted"] == "auto-generated"
        assert sent["Message-ID"]
        text = sent.get_content().replace("\r\n", "\n")
        assert text.startswith(hello)
        assert text.endswith("\n127.0.0.1:8000\n")
        assert "practice_" not in text  # how the provider calls things is nothing to write to anybody
        assert not {"<", "{", "&"} & set(text)


def lines_of(made: Pledge, what: Any, **more: Any) -> list[str]:
    tell(made, what, **more)
    subjects()
    return mail.outbox[-1].body.splitlines() if mail.outbox else []


def test_receipt_tells_what_books_need(pledge: Make) -> None:
    from coffeepress.support.models import LedgerEvent

    made = pledge(email="reader@paper.example")
    lines = lines_of(made, "pay", at=timezone.now())
    entry = LedgerEvent.objects.get(kind="charged")
    assert {f"Receipt no. {entry.pk}", "Amount: €3.50", f"Reference: {made.reference}"} <= set(lines)


def test_mail_leads_to_where_it_can_be_changed(pledge: Make) -> None:
    """With an account to its page; without one, to the link by which it comes into one."""
    from coffeepress.support.claim import claim_url
    from coffeepress.support.supporters import supporter_of
    from tests.newsroom.characters import READER, make_account

    made = pledge(email="reader@paper.example")
    address = claim_url(made).partition("/claim/")[0]
    for what in ("pay", "pay", "fail"):
        # The token has the second in it in which it was made.
        assert len([each for each in lines_of(made, what) if each.startswith(f"{address}/claim/")]) == 1
    made.supporter = supporter_of(make_account(READER), "en")
    made.save()
    for what in ("pay", "fail"):
        assert "http://127.0.0.1:8000/account/#support" in lines_of(made, what)


def test_thanks_for_a_one_off_lead_to_an_account_too(pledge: Make) -> None:
    from coffeepress.support.claim import claim_url

    made = pledge(email="reader@paper.example", interval="once")
    lines = lines_of(made, "pay", interval=Interval.ONCE)
    address = claim_url(made).partition("/claim/")[0]
    assert len([line for line in lines if line.startswith(f"{address}/claim/")]) == 1
    assert [line for line in lines if "change or end" in line] == []


def test_mail_of_a_transfer_leads_to_the_bank(pledge: Make) -> None:
    from tests.support.paying import paid

    made = pledge("bank", email="reader@paper.example")
    paid(made, timezone.now())
    subjects()
    assert "To change or end it, change the standing order at your bank." in mail.outbox[0].body


def test_account_is_written_to_in_its_own_language(pledge: Make) -> None:
    from coffeepress.support.supporters import supporter_of
    from tests.newsroom.characters import READER, make_account

    user = make_account(READER)
    user.language = "uk"
    user.save()
    made = pledge()
    made.supporter = supporter_of(user, "en")
    made.save()
    tell(made, "pay")
    subjects()
    assert "3,50" in mail.outbox[0].body


def test_money_that_is_booked_by_hand_is_thanked_for_within_two_months(pledge: Make) -> None:
    from tests.support.paying import paid

    paid(pledge("bank", email="late@paper.example"), timezone.now() - timedelta(days=59))
    paid(pledge("bank", email="older@paper.example"), timezone.now() - timedelta(days=61))
    subjects()
    assert [each.to for each in mail.outbox] == [["late@paper.example"]]
