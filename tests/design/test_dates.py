"""Dates, addresses and columns as the template tags write them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from coffeepress.design.templatetags.design import beside, day, host, iso, moment

NOON = datetime(2026, 11, 4, 12, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "written"),
    [("en", "4 November 2026"), ("uk", "4 листопада 2026\N{NO-BREAK SPACE}р."), ("de", "4. November 2026")],
)
def test_a_day_is_written_as_the_language_does(language: str, written: str) -> None:
    with translation.override(language):
        assert day(date(2026, 11, 4)) == f'<time datetime="2026-11-04">{written}</time>'


def test_a_moment_is_told_in_the_outlets_zone() -> None:
    with translation.override("en"), timezone.override("Europe/Kyiv"):
        shown = "4 November 2026, 14:05\N{NO-BREAK SPACE}EET"
        assert moment(NOON) == f'<time datetime="2026-11-04T14:05+02:00">{shown}</time>'


def test_a_day_follows_the_zone_over_midnight() -> None:
    with translation.override("en"), timezone.override("Pacific/Auckland"):
        assert day(NOON) == '<time datetime="2026-11-05T01:05+13:00">5 November 2026</time>'


def test_nothing_is_written_for_no_date() -> None:
    assert (day(None), moment(None), iso(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.example.org/a", "example.org"),
        ("https://uk.wikipedia.org", "uk.wikipedia.org"),
        ("not an address", ""),
        ("https://[broken", ""),
    ],
)
def test_an_address_is_named_by_its_host(url: str, name: str) -> None:
    assert host(url) == name


def test_a_cell_without_a_flag_is_no_number() -> None:
    assert list(beside(["a", "b"], [True])) == [("a", True), ("b", False)]
