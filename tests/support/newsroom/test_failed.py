"""Failed payments: whose, how often, what happens of itself, and what is to be done."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.newsroom.patrons import happened, patron, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

FAILED = "/newsroom/support/failed/"


def days_ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def listed(client: Client) -> list[Any]:
    return list(client.get(FAILED).context["object_list"])


def failing(email: str = "ada@paper.example", provider: str = "stripe", times: int = 2) -> Any:
    """A pledge that was paid once, whose next payments failed."""
    made = patron(email, provider)
    happened(made, "failed", days_ago(60))
    happened(made, at=days_ago(40))
    for number in range(times):
        happened(made, "failed", days_ago(5 - number), payment=f"in_{number}")
    return made


def test_pledge_is_listed_with_when_and_how_often_since_the_last_good_payment(treasurer: Client) -> None:
    made = failing()
    (row,) = listed(treasurer)
    assert (row.pk, row.times, row.failed_at.date()) == (made.pk, 2, days_ago(4).date())
    page = treasurer.get(FAILED).content.decode()
    assert "Stripe tries again by itself" in page
    assert "https://dashboard.stripe.com/test/invoices/in_1" in page
    assert "2 times" in page


def test_paid_meanwhile_and_ended_ones_are_gone(treasurer: Client) -> None:
    paid, ended = failing("a@paper.example"), failing("b@paper.example")
    happened(paid)
    happened(ended, "cancelled")
    assert listed(treasurer) == []


def test_one_off_failures_and_disputes_are_listed_for_some_weeks(treasurer: Client) -> None:
    once = patron("a@paper.example", interval="once")
    happened(once, "failed", days_ago(3), interval="once")
    old = patron("b@paper.example", interval="once")
    happened(old, "failed", days_ago(50), interval="once")
    disputed = patron("c@paper.example", "stripe")
    happened(disputed, at=days_ago(20), payment="pi_1")
    happened(disputed, "disputed", days_ago(1), payment="pi_1")
    assert [row.pk for row in listed(treasurer)] == [disputed.pk, once.pk]
    assert "https://dashboard.stripe.com/test/payments/pi_1" in treasurer.get(FAILED).content.decode()


def test_mail_about_it_is_told(treasurer: Client) -> None:
    from coffeepress.support.models import SupportMail

    failing()
    assert "No mail sent" in treasurer.get(FAILED).content.decode()
    SupportMail.objects.filter(what="failed").update(sent_at=timezone.now())
    assert "Mail sent on" in treasurer.get(FAILED).content.decode()


def test_mail_about_an_earlier_failure_is_not_taken_for_this_ones(treasurer: Client) -> None:
    from coffeepress.support.models import SupportMail

    made = failing(times=1)
    SupportMail.objects.filter(pledge=made).delete()
    SupportMail.objects.create(pledge=made, what="failed", sent_at=days_ago(60), created_at=days_ago(60))
    assert "No mail sent" in treasurer.get(FAILED).content.decode()


def test_nobody_known_is_told_so(treasurer: Client) -> None:
    failing("", "bank")
    page = treasurer.get(FAILED).content.decode()
    assert "Nobody known" in page
    assert "No address to write to" in page


def test_queries_are_as_many_for_many(treasurer: Client) -> None:
    failing("a@paper.example")
    for_one = queries_of(treasurer, FAILED)
    for number in range(10):
        failing(f"{number}@paper.example")
    assert queries_of(treasurer, FAILED) == for_one
