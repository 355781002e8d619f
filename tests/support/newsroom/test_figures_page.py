"""The page of figures: what it says, in as many queries for many as for one, and as a file."""

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

FIGURES = "/newsroom/support/"


def shown(client: Client, path: str = FIGURES, **asked: str) -> str:
    answer = client.get(path, asked)
    assert answer.status_code == 200
    return answer.content.decode()


def rows(page: str, caption: str) -> list[list[str]]:
    """A table's cells, below its head."""
    from lxml import html

    for table in html.fromstring(page).iterfind(".//table"):
        if (table.findtext("caption") or "") == caption:
            return [
                [cell.text_content().strip() for cell in row.iterchildren()]
                for row in table.xpath("tbody/tr | tfoot/tr")
            ]
    raise AssertionError(f"no table {caption}")


def test_empty_ledger_has_a_page(treasurer: Client) -> None:
    page = shown(treasurer)
    assert "Nothing came in in this time." in page
    assert "No payment failed" in page


def test_figures_stand_in_tables_and_charts_by_currency(treasurer: Client) -> None:
    paying("a@paper.example")
    paying("b@paper.example", "bank", minor=1200, interval="year")
    happened(patron("c@paper.example", interval="once"), minor=500, interval="once")
    happened(patron("d@paper.example"), minor=10000, currency="UAH")
    page = shown(treasurer)
    assert rows(page, "EUR: By provider") == [
        ["Bank transfer", "€12.00", "–", "–", "–", "€12.00", "1", "€1.00", "1"],
        ["Practice", "€3.50", "€5.00", "–", "–", "€8.50", "2", "€3.50", "1"],
    ]
    assert rows(page, "EUR: By month")[0][1:] == ["€15.50", "€5.00", "–", "–", "€20.50", "3", "€4.50"]
    assert rows(page, "EUR: By month")[-1] == [
        *("Together", "€15.50", "€5.00", "–", "–", "€20.50", "3", "€4.50")
    ]
    assert rows(page, "UAH: By provider")[0][-2] == "UAH\xa0100.00"
    assert rows(page, "How recurring supporters came and went")[0][1:] == ["0", "3", "0", "–", "3"]
    assert page.count('<svg class="support-chart"') == 5


def test_narrowed_by_provider_and_year(treasurer: Client) -> None:
    year = timezone.now().year
    paying("a@paper.example")
    happened(patron("b@paper.example", "bank"), at=timezone.now() - timedelta(days=366), minor=700)
    page = shown(treasurer, provider="bank", year=str(year - 1))
    assert [row[0] for row in rows(page, "EUR: By provider")] == ["Bank transfer"]
    assert rows(page, "EUR: By month")[-1][1] == "€7.00"
    assert len(rows(page, "EUR: By month")) == 13


@pytest.mark.parametrize("asked", [{"year": "1"}, {"year": "x"}, {"provider": "'\x00<"}])
def test_nonsense_shows_the_last_months(treasurer: Client, asked: dict[str, str]) -> None:
    paying("a@paper.example")
    assert len(rows(shown(treasurer, **asked), "EUR: By month")) == 13


@pytest.mark.parametrize("path", [FIGURES, "/newsroom/"])
def test_queries_are_as_many_for_many(treasurer: Client, path: str) -> None:
    paying("a@paper.example")
    for_one = queries_of(treasurer, path)
    for number in range(10):
        paying(f"{number}@paper.example", "bank")
    assert queries_of(treasurer, path) == for_one


def test_file_has_plain_numbers(treasurer: Client) -> None:
    made = patron("a@paper.example")
    happened(made, minor=1200, payment="p1")
    happened(made, "refunded", minor=1500, payment="p1")
    answer: Any = treasurer.get(f"{FIGURES}figures.csv")
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text))
    assert row == {
        "month": timezone.now().strftime("%Y-%m"),
        "provider": "practice",
        "currency": "EUR",
        "recurring": "12.00",
        "once": "0.00",
        "refunded": "15.00",
        "disputed": "0.00",
        "kept": "'-3.00",
        "payments": "1",
    }


def test_panel_on_the_home_page(treasurer: Client) -> None:
    paying("a@paper.example", minor=1250)
    page = shown(treasurer, "/newsroom/")
    assert 'id="support-section"' in page
    assert "€12.50" in page


def test_panel_tells_how_far_the_months_goal_is(treasurer: Client, site: Any) -> None:
    site(support_goal=["EUR 50"])
    paying("a@paper.example", "bank", minor=1250)
    assert "25% of €50.00" in shown(treasurer, "/newsroom/")
