"""Figures by month: what came in, what recurs, who came and left; in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from coffeepress.support.events import months_later
from tests.support.newsroom.patrons import happened, patron

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

JANUARY, FEBRUARY, MARCH, APRIL = (datetime(2026, month, 1, tzinfo=UTC) for month in (1, 2, 3, 4))
DAY = timedelta(days=1)


def paid_from(pledge: object, first: datetime, months: int, **more: object) -> None:
    for number in range(months):
        happened(pledge, "charged", months_later(first, number), **more)  # type: ignore[arg-type]


def test_income_is_summed_by_month_provider_and_currency_and_never_across(ledger: None) -> None:
    from coffeepress.support.counting.income import income_by_month

    one, other = patron("a@paper.example"), patron("b@paper.example", "bank")
    happened(one, at=JANUARY, minor=350)
    happened(one, at=FEBRUARY - DAY / 24, minor=500, interval="year")
    happened(one, at=FEBRUARY, minor=900, currency="UAH", interval="once")
    happened(other, at=JANUARY + DAY, minor=700, payment="p1")
    happened(other, "refunded", FEBRUARY + DAY, minor=100, payment="p1")
    happened(other, "disputed", FEBRUARY + 2 * DAY, minor=200, payment="p1")
    happened(other, "failed", FEBRUARY + 2 * DAY, minor=9999)
    rows = {
        (r.month, r.provider, r.income.currency): r.income
        for r in income_by_month([JANUARY, FEBRUARY, MARCH])
    }
    found = {
        key: (
            each.recurring_minor,
            each.once_minor,
            each.refunded_minor,
            each.disputed_minor,
            each.kept.minor,
        )
        for key, each in rows.items()
    }
    assert found == {
        (0, "bank", "EUR"): (700, 0, 0, 0, 700),
        (0, "practice", "EUR"): (850, 0, 0, 0, 850),
        (1, "bank", "EUR"): (0, 0, 100, 200, -300),
        (1, "practice", "UAH"): (0, 900, 0, 0, 900),
    }
    assert rows[0, "practice", "EUR"].payments == 2


def test_what_recurs_is_by_provider_and_currency_with_yearly_twelfths(ledger: None) -> None:
    from coffeepress.support.counting.over_time import recurring_at

    paid_from(patron("a@paper.example"), JANUARY, 2)
    paid_from(patron("b@paper.example", interval="year"), JANUARY, 1, minor=1200, interval="year")
    paid_from(patron("c@paper.example", "bank"), FEBRUARY, 1, minor=10000, currency="UAH")
    paid_from(patron("d@paper.example", interval="once"), JANUARY, 1, minor=99900, interval="once")
    rows = recurring_at([JANUARY, FEBRUARY + DAY, APRIL])
    assert [
        (row.provider, row.currency, [each.a_month.minor for each in row.at], row.pledges) for row in rows
    ] == [
        ("bank", "UAH", [0, 10000, 0], 0),
        ("practice", "EUR", [450, 450, 100], 1),
    ]


def test_churn_counts_people_once_and_its_sums_meet(ledger: None) -> None:
    from coffeepress.support.counting.over_time import churn_between
    from coffeepress.support.counting.recurring import Churn

    stays, leaves, comes, twice = (patron(f"{n}@paper.example") for n in "abcd")
    paid_from(stays, JANUARY - DAY, 4)
    paid_from(leaves, JANUARY - DAY, 1)  # until 31 January, and a week
    paid_from(comes, FEBRUARY + DAY, 1)
    paid_from(twice, JANUARY - DAY, 1)
    again = patron("d@paper.example", "bank")
    paid_from(again, JANUARY + 20 * DAY, 2)
    paid_from(patron("", "bank"), JANUARY - DAY, 1)  # money without a person
    paid_from(patron("once@paper.example", interval="once"), JANUARY - DAY, 1, interval="once")
    found = churn_between([JANUARY, FEBRUARY, MARCH, APRIL])
    assert found == [Churn(3, 0, 0), Churn(3, 1, 1), Churn(3, 0, 2)]
    assert [each.after for each in found] == [3, 3, 1]


def test_refund_takes_a_supporter_out_of_what_was(ledger: None) -> None:
    from coffeepress.support.counting.over_time import churn_between, recurring_at

    made = patron("a@paper.example")
    happened(made, at=JANUARY, payment="p1")
    assert churn_between([JANUARY, FEBRUARY])[0].before == 1
    happened(made, "refunded", FEBRUARY, payment="p1")
    assert churn_between([JANUARY, FEBRUARY])[0].before == 0
    assert recurring_at([JANUARY]) == []


def test_claimed_support_is_one_persons(ledger: None) -> None:
    from coffeepress.support.counting.over_time import churn_between

    one, other = patron("a@paper.example"), patron("b@paper.example")
    happened(one, at=JANUARY)
    happened(other, at=JANUARY)
    assert churn_between([JANUARY, FEBRUARY])[0].before == 2
    other.supporter = one.supporter
    other.save(update_fields=["supporter"])
    assert churn_between([JANUARY, FEBRUARY])[0].before == 1


def test_queries_are_as_many_for_many_supporters(
    ledger: None, django_assert_num_queries: Callable[..., object]
) -> None:
    from coffeepress.support.counting.figures import figures, last_months

    for count in (1, 12):
        for number in range(count):
            happened(
                patron(f"{count}-{number}@paper.example", interval="year"), interval="year", minor=number + 1
            )
        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            found = figures(last_months())
    assert [each.currency for each in found.currencies] == ["EUR"]
    assert found.churn[-1].after == 13


def test_empty_ledger_has_no_figures(ledger: None) -> None:
    from coffeepress.support.counting.figures import figures, last_months, recurring_now, years

    found = figures(last_months())
    assert (found.currencies, years(), recurring_now()) == ([], [], [])
    assert [(each.before, each.tenths_of_percent) for each in found.churn] == [(0, None)] * 12


def test_figures_of_a_year_and_of_one_provider(ledger: None) -> None:
    from coffeepress.support.counting.figures import figures, year, years

    now = timezone.now()
    last_year = now.year - 1
    happened(patron("a@paper.example"), at=datetime(last_year, 12, 31, 10, tzinfo=UTC))
    happened(patron("b@paper.example", "bank"), at=datetime(last_year, 2, 1, tzinfo=UTC), minor=700)
    assert years() == [now.year, last_year]
    assert len(year(last_year).months) == 12
    assert len(year(now.year).months) == now.month
    (euros,) = figures(year(last_year)).currencies
    assert (euros.income.kept.minor, euros.recurring.a_month.minor) == (1050, 350)
    (euros,) = figures(year(last_year), provider="bank").currencies
    assert ([each.provider for each in euros.providers], euros.income.kept.minor) == (["bank"], 700)
    assert euros.months[1].recurring.a_month.minor == 700


def test_verify_says_where_spans_differ(ledger: None) -> None:
    from coffeepress.support.models import PaidSpan
    from coffeepress.support.verify import differences

    made = patron("a@paper.example")
    happened(made, at=JANUARY)
    assert list(differences()) == []
    PaidSpan.objects.update(amount_minor=1)
    assert [each.split(" 2026")[0] for each in differences()] == [
        f"Pledge {made.reference}: what it counted for lacks",
        f"Pledge {made.reference}: what it counted for has too much",
    ]


def test_ledger_from_before_is_projected_by_the_migration(ledger: None) -> None:
    import importlib

    from django.apps import apps

    from coffeepress.support.models import PaidSpan
    from coffeepress.support.verify import differences

    paid_from(patron("a@paper.example"), JANUARY, 3)
    happened(patron("b@paper.example", "bank"), at=JANUARY, interval="once")
    PaidSpan.objects.all().delete()
    migration = importlib.import_module("coffeepress.support.migrations.0004_newsroom")
    migration.project_spans(apps, None)
    assert PaidSpan.objects.count() == 2
    assert list(differences()) == []
