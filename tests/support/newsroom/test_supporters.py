"""The list of supporters: narrowed, searched, paged, as a file no spreadsheet runs; and one supporter's page."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests.support.newsroom.patrons import happened, patron, paying, queries_of

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

LIST = "/newsroom/support/supporters/"
FILE = f"{LIST}supporters.csv"


def found(client: Client, **asked: Any) -> set[str]:
    """The addresses in the list."""
    answer = client.get(f"{LIST}results/", asked)
    assert answer.status_code == 200
    return {each.email for each in answer.context["object_list"]}


def file_of(client: Client, **asked: Any) -> list[dict[str, str]]:
    answer: Any = client.get(FILE, asked)
    assert answer.streaming
    assert "no-store" in answer["Cache-Control"]
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


@pytest.fixture
def several(treasurer: Client) -> Client:
    """Four supporters, of whom one supports no more, and somebody who never paid."""
    from coffeepress.support.models import Tier

    paying("ada@paper.example")
    paying("ben@paper.example", "bank", minor=1200, interval="year")
    over = patron("clara@paper.example", "stripe")
    happened(over, at=timezone.now() - timedelta(days=90), minor=700)
    happened(over, "cancelled", timezone.now() - timedelta(days=80))
    both = patron("dora@paper.example", "stripe")
    happened(both, at=timezone.now() - timedelta(days=90))
    happened(both, "cancelled", timezone.now() - timedelta(days=80))
    again = patron("dora@paper.example", "practice")
    again.tier = Tier.objects.create(amount_minor=900, currency="UAH")
    again.save()
    happened(again, minor=900, currency="UAH")
    patron("never@paper.example")
    return treasurer


def test_list_shows_who_supports_now_unless_others_are_asked_for(several: Client) -> None:
    ada, ben, clara, dora = (f"{name}@paper.example" for name in ("ada", "ben", "clara", "dora"))
    assert found(several) == {ada, ben, dora}
    assert found(several, when="before") == {clara}
    assert found(several, when="all") == {ada, ben, clara, dora}


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ({"provider": "bank"}, {"ben"}),
        ({"status": "cancelled", "when": "all"}, {"clara", "dora"}),
        ({"currency": "UAH"}, {"dora"}),
        ({"interval": "year"}, {"ben"}),
        ({"provider": "practice", "status": "cancelled", "when": "all"}, set()),
        ({"provider": "stripe", "currency": "UAH", "when": "all"}, set()),
    ],
)
def test_what_is_asked_of_a_pledge_is_asked_of_one(
    several: Client, asked: dict[str, str], names: set[str]
) -> None:
    assert found(several, **asked) == {f"{name}@paper.example" for name in names}
    assert {row["email"] for row in file_of(several, **asked)} == {f"{name}@paper.example" for name in names}


def test_narrowed_by_tier(several: Client) -> None:
    from coffeepress.support.models import Tier

    assert found(several, tier=Tier.objects.get().pk) == {"dora@paper.example"}


def test_searched_by_address_account_and_reference(several: Client) -> None:
    from coffeepress.people.models import User
    from coffeepress.support.models import Pledge
    from coffeepress.support.supporters import supporter_of

    account = User.objects.create_user("eva@accounts.example", "x")
    made = patron(provider="bank")
    made.supporter = supporter_of(account, "en")
    made.save()
    happened(made)
    assert found(several, q="ADA@") == {"ada@paper.example"}
    assert [
        each.user for each in several.get(f"{LIST}results/", {"q": "eva@acc"}).context["object_list"]
    ] == [account]
    ben = Pledge.objects.get(supporter__email="ben@paper.example")
    assert found(several, q=f" {ben.reference.lower()} ") == {"ben@paper.example"}
    assert found(several, q="ada%") == set()


def test_paged_and_in_as_many_queries_for_many(treasurer: Client) -> None:
    paying("a@paper.example")
    for_one = queries_of(treasurer, LIST)
    for number in range(52):
        paying(f"{number}@paper.example")
    assert queries_of(treasurer, LIST) == for_one
    assert len(treasurer.get(LIST).context["object_list"]) == 50
    assert len(treasurer.get(LIST, {"p": "2"}).context["object_list"]) == 3


def test_file_has_a_row_for_each_pledge(several: Client) -> None:
    rows = file_of(several, when="all")
    assert [
        (row["email"], row["provider"], row["amount"], row["currency"], row["charged"]) for row in rows
    ] == [
        ("dora@paper.example", "practice", "9.00", "UAH", "9.00"),
        ("dora@paper.example", "stripe", "3.50", "EUR", "3.50"),
        ("clara@paper.example", "stripe", "7.00", "EUR", "7.00"),
        ("ben@paper.example", "bank", "12.00", "EUR", "12.00"),
        ("ada@paper.example", "practice", "3.50", "EUR", "3.50"),
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r=", "＝"])
def test_no_address_is_a_formula(treasurer: Client, start: str) -> None:
    from coffeepress.support.models import Supporter

    supporter = paying("x@paper.example")
    hostile = f'{start}cmd|"/c calc"!A1@paper.example'
    Supporter.objects.filter(pk=supporter.pk).update(email=hostile)
    assert [row["email"] for row in file_of(treasurer)] == [f"'{hostile}"]


def test_address_is_text_on_every_page(treasurer: Client) -> None:
    from coffeepress.support.models import Supporter

    supporter = paying("x@paper.example")
    Supporter.objects.filter(pk=supporter.pk).update(email='"><script>alert(1)</script>@paper.example')
    for path in (LIST, f"{LIST}{supporter.pk}/"):
        assert "<script>alert" not in treasurer.get(path).content.decode()


def test_supporters_page_has_pledges_entries_and_mails(treasurer: Client) -> None:
    supporter = paying("ada@paper.example")
    page = treasurer.get(f"{LIST}{supporter.pk}/").content.decode()
    pledge = supporter.pledges.get()
    assert pledge.reference in page
    assert "€3.50 a month, Practice: Active" in page
    assert "thanks, waits" in page
    assert treasurer.get(f"{LIST}9999/").status_code == 404


def test_supporters_page_in_as_many_queries_for_many(treasurer: Client) -> None:
    supporter = paying("ada@paper.example")
    page = f"{LIST}{supporter.pk}/"
    for_one = queries_of(treasurer, page)
    for number in range(10):
        happened(supporter.pledges.get(), at=timezone.now() - timedelta(hours=number + 1))
    assert queries_of(treasurer, page) == for_one


def test_list_is_served_where_the_address_asks_for_nonsense(several: Client) -> None:
    for asked in ({"p": "x"}, {"ordering": "user__password"}, {"when": "x"}, {"tier": "x"}, {"q": "\x00"}):
        assert several.get(LIST, asked).status_code == 200
        assert several.get(FILE, asked).status_code == 200
