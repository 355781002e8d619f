"""How the newsroom writes providers, months and amounts."""

from collections.abc import Callable
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coffeepress.support.counting.months import Month
from coffeepress.support.money import Money, exponent
from coffeepress.support.newsroom.charts import Label
from coffeepress.support.providers.registry import registered

_MANY = 10_000
"""From so many whole units on, charts write "10K"."""


def provider_name(name: str) -> str:
    """What the newsroom calls a provider."""
    names = {
        "stripe": "Stripe",
        "patreon": "Patreon",
        "bank": _("Bank transfer"),
        "manual": _("By hand"),
        "practice": _("Practice"),
    }
    return names.get(name, name.capitalize())


def provider_choices() -> list[tuple[str, str]]:
    """All providers, whether or not they are in use now: the ledger may know them from before."""
    return [(each.name, provider_name(each.name)) for each in registered()]


def amount(money: Money | None) -> str:
    """An amount as the reader of the page writes it."""
    return money.shown(get_language() or "en") if money is not None else ""


def amount_or_dash(money: Money) -> str:
    """An amount in a table; a dash for nothing, so that something is seen at once."""
    return amount(money) if money.minor else "–"


def month_name(month: Month) -> str:
    """“November 2026”."""
    return date_format(month.first_day, "YEAR_MONTH_FORMAT")


def month_labels(months: list[Month]) -> list[Label]:
    """What stands below a chart's columns: the year below its January, and below the first, where there is room."""
    is_alone = len(months) < 2 or months[1].month != 1
    return [
        Label(
            date_format(month.first_day, "M")[:3].rstrip("."),
            str(month.year) if month.month == 1 or (number == 0 and is_alone) else "",
            month_name(month),
        )
        for number, month in enumerate(months)
    ]


def money_ticks(currency: str) -> Callable[[int], str]:
    """How a chart writes amounts of a currency: without decimals where there are none, short where they are large."""

    def shown(minor: int) -> str:
        unit = 10 ** exponent(currency)
        language = (get_language() or "en").replace("-", "_")
        if minor % unit:
            return Money(minor, currency).shown(language)
        return _whole(minor // unit, currency, language)

    return shown


def _whole(units: int, currency: str, language: str) -> str:
    """Whole units beside a chart: with the currency's sign, or as a number alone where there are only its letters."""
    from babel import Locale, UnknownLocaleError
    from babel.numbers import (
        format_compact_currency,
        format_compact_decimal,
        format_currency,
        format_decimal,
        get_currency_symbol,
    )

    try:
        locale = Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    is_short = abs(units) >= _MANY
    if len(get_currency_symbol(currency, locale)) > 1:
        if is_short:
            return str(format_compact_decimal(units, locale=locale, fraction_digits=1))
        return str(format_decimal(units, locale=locale))
    if is_short:
        return str(format_compact_currency(Decimal(units), currency, locale=locale, fraction_digits=1))
    plain = locale.currency_formats["standard"].pattern.replace(".00", "")
    return str(format_currency(Decimal(units), currency, plain, locale=locale, currency_digits=False))
