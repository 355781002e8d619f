"""A reader with an account sees, takes along and deletes what they reported."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coffeepress.corrections.models import Report, ReportEvent
from coffeepress.people.farewell import delete_account
from coffeepress.people.models import User
from tests.corrections.readers import take
from tests.edition.newsroom import Newsroom
from tests.newsroom.characters import READER, address_of, client_of


@pytest.fixture
def article(newsroom: Newsroom) -> Any:
    body = [("text", "<p>The bridge is forty metres long.</p>")]
    return newsroom.article(newsroom.section("city"), "bridge", body=body)


@pytest.fixture
def reports(article: Any) -> list[Report]:
    """Two of the reader's, one of somebody else's, one of nobody's."""
    mine = address_of(READER)
    return [
        take(article, wrong="Fifty metres.", name="Reader", email=mine.upper()),
        take(None, wrong="Where are you?", email=mine),
        take(article, wrong="Sixty.", email="stranger@example.org"),
        take(article, wrong="Seventy."),
    ]


def test_account_page_lists_the_readers_own_reports(reports: list[Report]) -> None:
    text = client_of(READER).get("/account/").content.decode()
    assert [f"/corrections/r/{report.token}/" in text for report in reports] == [True, True, False, False]


def test_account_page_leaves_reports_out_where_there_are_none(article: Any) -> None:
    assert 'id="reports"' not in client_of(READER).get("/account/").content.decode()


def test_many_reports_cost_no_more_queries(article: Any, django_assert_num_queries: Any) -> None:
    client = client_of(READER)
    client.get("/account/")
    take(article, wrong="One.", email=address_of(READER))
    with CaptureQueriesContext(connection) as one:
        client.get("/account/")
    for n in range(3):
        take(article, wrong=f"More {n}.", email=address_of(READER))
    with django_assert_num_queries(len(one)):
        client.get("/account/")


def test_export_holds_the_readers_own_reports(reports: list[Report]) -> None:
    found = json.loads(client_of(READER).post("/account/export/").content)["reports"]
    assert [(each["wrong"], each["name"]) for each in found] == [
        ("Where are you?", ""),
        ("Fifty metres.", "Reader"),
    ]


@pytest.mark.postgres
def test_deleting_the_account_forgets_who_reported(reports: list[Report]) -> None:
    client_of(READER)
    delete_account(User.objects.get(email=address_of(READER)))
    rows = Report.objects.order_by("pk").values_list("wrong", "name", "email")
    assert list(rows) == [
        ("Fifty metres.", "", ""),
        ("Where are you?", "", ""),
        ("Sixty.", "", "stranger@example.org"),
        ("Seventy.", "", ""),
    ]
    assert ReportEvent.objects.filter(what=ReportEvent.What.FORGOTTEN).count() == 2


@pytest.mark.django_db
def test_reports_from_an_address_are_found_by_an_index() -> None:
    from django.db import connection

    from coffeepress.corrections.models import Report

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reads a small table whole")
    plan = Report.objects.filter(Report.from_address("Reader@example.org")).explain()
    assert "USING INDEX report_address" in plan
