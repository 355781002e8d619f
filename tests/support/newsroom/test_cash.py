"""The form for cash: amounts in the decimals of their currency, one booking a form, mistakes taken back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.newsroom.patrons import happened, patron

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

CASH = "/newsroom/support/cash/"


def filled(**given: str) -> dict[str, str]:
    from coffeepress.people.form_numbers import new_number

    return {
        "amount": "12,50",
        "currency": "EUR",
        "received_on": timezone.now().date().isoformat(),
        "email": "",
        "language": "en",
        "note": "",
        "token": new_number().signed,
        **given,
    }


def entries() -> list[tuple[str, str]]:
    from coffeepress.support.models import LedgerEvent

    return [(each.kind, str(each.amount)) for each in LedgerEvent.objects.order_by("pk")]


@pytest.mark.parametrize(
    ("amount", "currency", "booked"),
    [("12,50", "EUR", "EUR 12.50"), ("1 500", "JPY", "JPY 1500"), ("1.250", "KWD", "KWD 1.250")],
)
def test_amount_is_read_in_its_currencys_decimals(
    treasurer: Client, amount: str, currency: str, booked: str
) -> None:
    assert treasurer.post(CASH, filled(amount=amount, currency=currency)).status_code == 302
    assert entries() == [("charged", booked)]


@pytest.mark.parametrize("amount", ["", "0", "-5", "much", "1,234", "1.005", "1e5", "9" * 29])
def test_what_is_no_amount_is_refused_and_kept_in_the_form(treasurer: Client, amount: str) -> None:
    answer = treasurer.post(CASH, filled(amount=amount, note="Keep me"))
    assert (answer.status_code, entries()) == (200, [])
    assert "Keep me" in answer.content.decode()


@pytest.mark.parametrize(
    "given",
    [
        {"currency": "USD"},
        {"currency": "XXX"},
        {"received_on": (timezone.now() + timedelta(days=2)).date().isoformat()},
        {"received_on": "1990-01-01"},
        {"received_on": "x"},
        {"email": "x"},
        {"language": "de"},
        {"token": ""},
        {"token": "forged"},
        {"note": "x" * 301},
    ],
)
def test_what_cannot_be_is_refused(treasurer: Client, given: dict[str, str]) -> None:
    assert treasurer.post(CASH, filled(**given)).status_code == 200
    assert entries() == []


def test_form_sent_twice_books_once_and_another_amount_with_its_number_is_refused(treasurer: Client) -> None:
    form = filled(email="ada@paper.example", note="At the fair")
    assert [treasurer.post(CASH, form).status_code for _ in range(2)] == [302, 302]
    assert treasurer.post(CASH, {**form, "amount": "99"}).status_code == 200
    assert entries() == [("charged", "EUR 12.50")]


def test_payer_counts_and_is_thanked(treasurer: Client) -> None:
    from coffeepress.support.models import SupportMail
    from coffeepress.support.supporters import count_supporters

    treasurer.post(CASH, filled(email="Ada@paper.example", language="uk"))
    assert count_supporters() == 1
    mail = SupportMail.objects.get()
    assert (mail.what, mail.pledge.language, mail.pledge.supporter.email) == (
        "thanks",
        "uk",
        "ada@paper.example",
    )  # type: ignore[union-attr]


def test_page_lists_what_was_booked_with_who_did(treasurer: Client) -> None:
    treasurer.post(CASH, filled(note="<b>fair</b>"))
    page = treasurer.get(CASH).content.decode()
    assert "&lt;b&gt;fair&lt;/b&gt;" in page
    assert "Treasurer Novak" in page
    assert "take-back" in page


def test_mistake_is_taken_back_by_a_second_entry_once(treasurer: Client) -> None:
    from coffeepress.support.models import LedgerEvent

    treasurer.post(CASH, filled())
    page = f"{CASH}{LedgerEvent.objects.get().pk}/take-back/"
    assert "€12.50" in treasurer.get(page).content.decode()
    assert treasurer.post(page, {"note": ""}).status_code == 200  # why has to be said
    for _ in range(2):
        assert treasurer.post(page, {"note": "Typed twice"}).status_code == 302
    assert entries() == [("charged", "EUR 12.50"), ("refunded", "EUR 12.50")]
    assert "Nothing is left" in treasurer.get(page).content.decode()


def test_what_a_provider_booked_cannot_be_taken_back_here(treasurer: Client) -> None:
    from coffeepress.support.models import LedgerEvent

    happened(patron(provider="stripe"))
    page = f"{CASH}{LedgerEvent.objects.get().pk}/take-back/"
    answers: list[Any] = [treasurer.get(page), treasurer.post(page, {"note": "x"})]
    assert [each.status_code for each in answers] == [404, 404]
    assert entries() == [("charged", "EUR 3.50")]
