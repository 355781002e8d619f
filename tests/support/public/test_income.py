"""What is told in public of past months: exact where it can be, and never what one person paid."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.support.events import Interval, Kind
from tests.edition.folder import answers, differences, texts
from tests.edition.newsroom import Newsroom
from tests.support.paying import on, paid, people, supporters_pledge

pytestmark = pytest.mark.django_db

DECEMBER = on(2026, 12, 1)


@pytest.fixture
def public(site: Callable[..., None], ledger: None) -> Callable[..., None]:
    """A site that tells what comes in."""

    def change(**settings: Any) -> None:
        site(
            **{
                "base_url": "http://testserver",
                "support_practice": False,
                "support_public": True,
                "coffee_price": ["EUR 3.50"],
                **settings,
            }
        )

    change()
    return change


def months(now: Any = DECEMBER) -> dict[str, tuple[int, Any]]:
    """Count the past months.

    Returns:
        Of each: how many supported the outlet, and the sums.
    """
    from coffeepress.support.models import PastMonth
    from coffeepress.support.public.past_months import recount_months

    recount_months(now=now)
    return {each.month: (each.supporters, each.sums) for each in PastMonth.objects.all()}


def rows(path: str = "/support/income/") -> list[list[str]]:
    """The table, as readers see it."""
    page = html.document_fromstring(texts()[f"{path.lstrip('/')}index.html"])
    return [
        [" ".join(cell.text_content().split()) for cell in row.xpath("./th|./td")]
        for row in page.xpath("//tbody/tr")
    ]


@pytest.mark.postgres
def test_months_are_counted_by_kind(public: Callable[..., None]) -> None:
    people(2, on(2026, 10), 400)
    people(1, on(2026, 11), 350)
    people(3, on(2026, 11), 1000, interval=Interval.ONCE)
    people(2, on(2026, 11), 700, provider="bank")
    people(1, on(2026, 11), 500, currency="JPY", interval=Interval.ONCE)
    people(5, DECEMBER, 900)  # not over yet
    back = supporters_pledge()
    paid(back, on(2026, 11), 350, kind=Kind.REFUNDED, payment_id=paid(back, on(2026, 11), 350))
    assert months() == {
        "2026-11": (
            2 + 1 + 3 + 2 + 1,  # October's month reaches into November; who got all back does not count
            {
                "EUR": {
                    "all": [350 + 3000 + 1400 + 350, 7],
                    "back": [350, 1],
                    "bank": [1400, 2],
                    "once": [3000, 3],
                    "recurring": [700, 2],
                },
                "JPY": {"all": [500, 1], "once": [500, 1]},
            },
        ),
        "2026-10": (2, {"EUR": {"all": [800, 2], "recurring": [800, 2]}}),
    }


def test_all_of_a_month_is_the_ledgers(public: Callable[..., None]) -> None:
    from coffeepress.support.public.goals import came_in

    first = supporters_pledge()
    payment = paid(first, on(2026, 11, 3), 1000)
    paid(first, on(2026, 11, 4), 300, kind=Kind.REFUNDED, payment_id=payment)
    people(4, on(2026, 11, 30), 275)
    sums = months()["2026-11"][1]["EUR"]
    assert sums["all"][0] - sums["back"][0] == came_in("2026-11")["EUR"].minor == 1800


def test_a_year_paid_at_once_counts_in_each_of_its_months(public: Callable[..., None]) -> None:
    people(1, on(2026, 3), 4200, interval=Interval.YEAR)
    people(1, on(2026, 5), 350)
    assert [supporters for supporters, _sums in months().values()] == [1, 1, 1, 1, 1, 2, 2, 1, 1]


def test_months_are_bounded_and_empty_ones_between_stay(public: Callable[..., None]) -> None:
    people(1, on(2022, 1), 350)
    people(1, on(2025, 1), 350)
    found = months()
    assert (len(found), max(found), min(found)) == (23, "2026-11", "2025-01")
    assert found["2026-03"] == (0, {})


def test_is_counted_once_a_day_and_a_late_payment_is_seen_the_next(public: Callable[..., None]) -> None:
    from coffeepress.edition.models import Change
    from coffeepress.support.public.past_months import recount_months

    people(1, on(2026, 11), 350)
    assert recount_months(now=on(2026, 12, 1, hour=8))
    people(1, on(2026, 11), 700, provider="bank")
    assert not recount_months(now=on(2026, 12, 1, hour=20))
    assert recount_months(now=on(2026, 12, 2, hour=8))
    assert not recount_months(now=on(2026, 12, 3, hour=8))
    assert list(Change.objects.values_list("key", flat=True)) == ["support-months"] * 2


def test_nothing_is_counted_where_nobody_wants_it(public: Callable[..., None]) -> None:
    public(support_public=False)
    people(1, on(2026, 11), 350)
    assert months() == {}


def test_page_is_there_where_the_outlet_wants_it(
    public: Callable[..., None], newsroom: Newsroom, tmp_path: Path
) -> None:
    link = 'href="/support/income/"'
    press_all(processes=1)
    assert answers("/support/income/", "/uk/support/income/") == [200, 200]
    assert "The first month is not over yet." in texts()["support/income/index.html"]
    assert link in texts()["support/index.html"]
    people(20, on(2026, 11), 350)
    months()
    press()
    assert rows() == [["November 2026", "€70.00", "€0.00", "€0.00", "€70.00", "€0.00", "20"]]
    assert [len(row) for row in rows("/uk/support/income/")] == [7]
    assert differences(tmp_path) == []
    public(support_public=False)
    press_all(processes=1)
    assert answers("/support/income/", "/uk/support/income/") == [404, 404]
    assert link not in texts()["support/index.html"]


def test_no_sum_tells_of_few_people(public: Callable[..., None], newsroom: Newsroom) -> None:
    hidden = "–not told"
    people(9, on(2026, 8, 1), 350)
    people(11, on(2026, 9, 1), 350)
    people(1, on(2026, 9, 1), 50_000, interval=Interval.ONCE)
    people(12, on(2026, 10, 1), 350)
    back = people(10, on(2026, 10, 2), 800, provider="bank")
    paid(back[0], on(2026, 10, 3), 300, kind=Kind.REFUNDED)
    months()
    press_all(processes=1)
    assert rows() == [
        ["November 2026", "€0.00", "€0.00", "€0.00", "€0.00", "€0.00", "22"],
        ["October 2026", "€42.00", "€0.00", "€80.00", "€122.00", hidden, "34"],
        ["September 2026", hidden, hidden, hidden, "€538.50", "€0.00", "21"],
        ["August 2026", hidden, hidden, hidden, hidden, hidden, "fewer than 10"],
    ]


def test_nothing_hidden_follows_from_what_is_told() -> None:
    """Whatever few people paid, no sum of theirs can be had by taking what is told from what is told."""
    from itertools import product

    from coffeepress.support.models import PastMonth
    from coffeepress.support.public.income import told

    for numbers in product((0, 1, 9, 10, 30), repeat=3):
        sums = {
            way: [number * 100, number]
            for way, number in zip(("recurring", "once", "bank"), numbers, strict=True)
            if number
        }
        if sums:
            sums["all"] = [sum(numbers) * 100, sum(numbers)]
        (row,) = told([PastMonth(month="2026-11", sums={"EUR": sums})], "EUR", "en")[0].rows
        few = [number for number in numbers if 0 < number < 10]
        if few:
            assert row.ways == ("", "", ""), numbers
            assert (row.all == "") == (sum(numbers) < 10), numbers
        else:
            assert "" not in (*row.ways, row.all), numbers


def test_currencies_are_told_apart_and_drawn_apart(public: Callable[..., None], newsroom: Newsroom) -> None:
    people(10, on(2026, 11), 350)
    people(10, on(2026, 11), 500, currency="JPY")
    people(10, on(2026, 11), 1200, currency="KWD", interval=Interval.ONCE)
    months()
    press_all(processes=1)
    page = html.document_fromstring(texts()["support/income/index.html"])
    assert page.xpath("//section/h2/text()") == ["In EUR", "In JPY", "In KWD", "How we count"]
    assert [row[4] for row in rows()] == [
        "€35.00",
        "¥5,000",
        "KWD\N{NO-BREAK SPACE}12.000".replace("\xa0", " "),
    ]
    assert [
        len(each.xpath("./*[local-name()='rect']")) for each in page.xpath("//*[local-name()='svg']")
    ] == [1] * 3


def test_bars_stay_within_the_drawing() -> None:
    from coffeepress.support.models import PastMonth
    from coffeepress.support.public.income import HEAD, HEIGHT, WIDTH, told

    made = [
        PastMonth(month=f"2026-{month:02}", sums={"EUR": {"all": [minor, 20], "recurring": [minor, 20]}})
        for month, minor in ((3, 500), (2, 0), (1, 100_000))
    ]
    drawing = told(made, "EUR", "uk")[0].drawing
    assert drawing is not None
    assert (drawing.is_split, [len(bar.parts) for bar in drawing.bars]) == (True, [1, 0, 1])
    for bar in drawing.bars:
        for part in bar.parts:
            assert float(part.x) >= 0
            assert float(part.x) + float(part.width) <= WIDTH
            assert float(part.y) >= HEAD
            assert float(part.y) + float(part.height) <= HEIGHT
    assert told([PastMonth(month="2026-03", sums={})], "EUR", "en")[0].drawing is None
