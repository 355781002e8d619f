"""What recurs a month: twelfths lose nothing, and currencies are never mixed."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.support.counting.months import Month, months_until
from coffeepress.support.counting.recurring import Churn, Recurring
from coffeepress.support.money import CurrenciesMixed, Money

amounts = st.integers(0, 10**9)


def test_yearly_amount_is_a_twelfth_a_month() -> None:
    assert Recurring("EUR", 350, 1200).a_month == Money(450, "EUR")


@pytest.mark.parametrize("currency", ["JPY", "EUR", "KWD"])
def test_parts_of_the_smallest_unit_are_rounded_down_once(currency: str) -> None:
    thrice = sum([Recurring(currency, 0, 4)] * 3, start=Recurring(currency))
    assert (Recurring(currency, 0, 4).a_month, thrice.a_month) == (Money(0, currency), Money(1, currency))


@given(st.lists(st.tuples(amounts, amounts), max_size=20))
def test_sum_of_rows_is_at_most_a_unit_a_row_from_the_whole(rows: list[tuple[int, int]]) -> None:
    each = [Recurring("EUR", *row) for row in rows]
    whole = sum(each, start=Recurring("EUR")).a_month.minor
    parts = sum(row.a_month.minor for row in each)
    assert 0 <= whole - parts <= max(len(rows) - 1, 0)
    exact = sum(12 * monthly + yearly for monthly, yearly in rows)
    assert whole == exact // 12


def test_currencies_are_not_summed() -> None:
    with pytest.raises(CurrenciesMixed):
        Recurring("EUR", 350) + Recurring("UAH", 350)


@pytest.mark.parametrize(
    ("before", "left", "tenths"), [(0, 0, None), (8, 1, 125), (3, 1, 333), (3, 2, 667), (2000, 1, 1)]
)
def test_churn_is_who_left_of_those_who_were_there(before: int, left: int, tenths: int | None) -> None:
    churn = Churn(before, 5, left)
    assert (churn.tenths_of_percent, churn.after) == (tenths, before + 5 - left)


def test_months_begin_at_the_outlets_midnight_and_go_over_years() -> None:
    kyiv = ZoneInfo("Europe/Kyiv")
    assert Month.of(datetime(2025, 12, 31, 22, 30, tzinfo=UTC), kyiv) == Month(2026, 1)
    assert Month(2026, 1).begins_at(kyiv) == datetime(2025, 12, 31, 22, tzinfo=UTC)
    assert months_until(Month(2026, 2), 3) == [Month(2025, 12), Month(2026, 1), Month(2026, 2)]
    assert Month(2026, 1).later(-13) == Month(2024, 12)
