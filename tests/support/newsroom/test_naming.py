"""How charts write amounts: short, and never so long that they are cut off."""

from __future__ import annotations

import pytest

from coffeepress.support.counting.months import Month, months_until


@pytest.mark.parametrize(
    ("language", "currency", "minor", "shown"),
    [
        ("en", "EUR", 0, "€0"),
        ("en", "EUR", 20000, "€200"),
        ("en", "EUR", -20000, "-€200"),
        ("en", "EUR", 250, "€2.50"),
        ("en", "EUR", 123456700, "€1.2M"),
        ("en", "UAH", 400000, "4,000"),
        ("en", "UAH", 5000000, "50K"),
        ("en", "JPY", 500, "¥500"),
        ("uk", "UAH", 400000, "4\xa0000\xa0₴"),
        ("xx", "EUR", 20000, "€200"),
    ],
)
def test_amount_beside_a_chart(db: None, language: str, currency: str, minor: int, shown: str) -> None:
    from unittest import mock

    from coffeepress.support.newsroom import naming

    with mock.patch.object(naming, "get_language", return_value=language):
        assert naming.money_ticks(currency)(minor) == shown


def test_year_stands_below_its_january_and_below_the_first_month_where_there_is_room() -> None:
    from coffeepress.support.newsroom.naming import month_labels

    assert [each.below for each in month_labels(months_until(Month(2026, 2), 4))] == ["2025", "", "2026", ""]
    assert [each.below for each in month_labels(months_until(Month(2026, 2), 3))] == ["", "2026", ""]
    assert [each.text for each in month_labels(months_until(Month(2026, 9), 2))] == ["Aug", "Sep"]
