"""Money: whole minor units, one currency at a time, and no guess at what was typed."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.support.money import (
    CURRENCIES,
    CurrenciesMixed,
    Money,
    NotAnAmount,
    UnknownCurrency,
    exponent,
    read_amount,
    total,
)

minors = st.integers(-(10**12), 10**12)
currencies = st.sampled_from(sorted(CURRENCIES))


@given(minors, minors, minors, currencies)
def test_sums_do_not_depend_on_order_and_lose_nothing(a: int, b: int, c: int, currency: str) -> None:
    x, y, z = (Money(minor, currency) for minor in (a, b, c))
    assert (x + y) + z == z + (y + x) == total([x, y, z], currency) == Money(a + b + c, currency)
    assert x + y - y == x
    assert -x == x * -1
    assert x * 3 == x + x + x


@given(minors, minors, currencies)
def test_comparing_is_comparing_minor_units(a: int, b: int, currency: str) -> None:
    x, y = Money(a, currency), Money(b, currency)
    assert (x < y, x <= y, x > y, x >= y, x == y) == (a < b, a <= b, a > b, a >= b, a == b)


@given(minors, currencies, currencies)
def test_two_currencies_never_meet(minor: int, one: str, other: str) -> None:
    if one == other:
        return
    for operation in (Money.__add__, Money.__sub__, Money.__lt__, Money.__le__, Money.__gt__, Money.__ge__):
        with pytest.raises(CurrenciesMixed):
            operation(Money(minor, one), Money(minor, other))
    assert Money(minor, one) != Money(minor, other)


@given(minors, currencies)
def test_major_amount_has_the_decimals_of_the_currency(minor: int, currency: str) -> None:
    major = Money(minor, currency).major
    assert major * 10 ** exponent(currency) == minor
    assert -major.as_tuple().exponent == exponent(currency)


@pytest.mark.parametrize("minor", [1.0, True, "1", Decimal(1), None])
def test_only_whole_numbers_are_minor_units(minor: object) -> None:
    with pytest.raises(TypeError):
        Money(minor, "EUR")  # type: ignore[arg-type]


@pytest.mark.parametrize("currency", ["eur", "EURO", "", "XXX", "DEM"])
def test_unknown_currency_is_refused(currency: str) -> None:
    with pytest.raises(UnknownCurrency):
        Money(1, currency)


def test_amount_beyond_any_payment_is_refused() -> None:
    with pytest.raises(ValueError, match="too large"):
        Money(10**15 + 1, "EUR")


@pytest.mark.parametrize(
    ("minor", "currency", "language", "shown"),
    [
        (350, "EUR", "en", "€3.50"),
        (350, "EUR", "uk", "3,50\u00a0EUR"),
        (35000, "UAH", "uk", "350,00\u00a0₴"),
        (500, "JPY", "en", "¥500"),
        (1234, "KWD", "en", "KWD\u00a01.234"),
        (1234, "IQD", "en", "IQD\u00a01.234"),
        (-350, "EUR", "en", "-€3.50"),
        (350, "EUR", "xx-unknown", "€3.50"),
    ],
)
def test_amounts_are_shown_as_readers_write_them(
    minor: int, currency: str, language: str, shown: str
) -> None:
    assert Money(minor, currency).shown(language) == shown


@given(st.integers(0, 10**12), currencies, st.sampled_from(".,"))
def test_what_is_written_with_all_decimals_is_read_back(minor: int, currency: str, decimal: str) -> None:
    amount = Money(minor, currency)
    written = str(amount.major).replace(".", decimal)
    assert read_amount(written, currency, decimal=decimal) == amount
    assert read_amount(f"-{written}", currency, decimal=decimal, signed=True) == -amount


@given(
    st.integers(0, 10**12), currencies, st.sampled_from([(".", ","), (",", "."), (",", "\u00a0"), (".", "'")])
)
def test_groups_of_three_change_nothing(minor: int, currency: str, signs: tuple[str, str]) -> None:
    decimal, group = signs
    amount = Money(minor, currency)
    written = f"{amount.major:,}".translate({ord(","): group, ord("."): decimal})
    assert read_amount(written, currency, decimal=decimal) == amount


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("3,50", "EUR", 350),
        ("3.5", "EUR", 350),
        (" 3 ", "EUR", 300),
        ("1.234,50", "EUR", 123450),
        ("1,234.50", "EUR", 123450),
        ("1 234,50", "EUR", 123450),
        ("1,234,567", "EUR", 123456700),
        ("3,500", "KWD", 3500),
        ("0.500", "EUR", 50),
        ("500", "JPY", 500),
        ("1.000.000", "JPY", 1000000),
    ],
)
def test_typed_amounts_are_read(text: str, currency: str, minor: int) -> None:
    assert read_amount(text, currency) == Money(minor, currency)


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("1,234", "EUR"),  # one thousand, or one and a bit
        ("1.234", "JPY"),
        ("3.505", "EUR"),
        ("0.505", "EUR"),
        ("1,5", "JPY"),
        ("1,23,456", "EUR"),
        ("1.2.3", "EUR"),
        ("1.234,567.89", "EUR"),
        ("-3", "EUR"),
        ("", "EUR"),
        ("3 EUR", "EUR"),
        ("1e3", "EUR"),
        ("٣", "EUR"),
        ("3..5", "EUR"),
        ("9" * 29, "EUR"),
    ],
)
def test_what_is_no_amount_or_could_be_two_is_refused(text: str, currency: str) -> None:
    with pytest.raises(NotAnAmount):
        read_amount(text, currency)


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_refused(text: str) -> None:
    with contextlib.suppress(NotAnAmount):
        assert read_amount(text, "EUR", signed=True).currency == "EUR"
