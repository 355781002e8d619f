"""Charts are drawn from numbers alone: scales hold every column, and what hears the page gets words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from coffeepress.support.newsroom.charts import HEIGHT, TOP, Label, Series, columns, scale_of

LABELS = [Label("Jan", "2026", "January 2026"), Label("Feb", "", "February 2026")]
numbers = st.lists(st.integers(-(10**15), 10**15), min_size=2, max_size=2)


def drawn(*series: Series, title: str = "Title") -> etree._Element:
    chart = columns("one", title=title, told="Told.", labels=LABELS, series=series, shown=str)
    return etree.fromstring(chart.svg)


def heights(root: etree._Element) -> list[float]:
    return [float(each.get("height")) for each in root.iterfind(".//{*}rect")]


@pytest.mark.parametrize(
    ("ups", "downs", "edges"),
    [
        ([0, 0], [0, 0], (0, 1, 1)),
        ([3, 7], [0, 0], (0, 8, 2)),
        ([350, 900], [-20, 0], (-200, 1000, 200)),
        ([0, 0], [-1, -3], (-3, 0, 1)),
        ([10**15, 0], [0, 0], (0, 10**15, 2 * 10**14)),
    ],
)
def test_scale_holds_all_in_round_steps(
    ups: list[int], downs: list[int], edges: tuple[int, int, int]
) -> None:
    scale = scale_of([Series("up", ups), Series("down", downs)], 2)
    assert (scale.bottom, scale.top, scale.step) == edges


@given(first=numbers, second=numbers)
def test_nothing_is_drawn_outside(first: list[int], second: list[int]) -> None:
    root = drawn(Series("a", first), Series("b", second))
    for each in root.iterfind(".//{*}rect"):
        assert float(each.get("y")) >= TOP - 0.1
        assert float(each.get("y")) + float(each.get("height")) <= HEIGHT


def test_columns_stand_on_each_other_and_are_as_high_as_their_numbers() -> None:
    root = drawn(Series("a", [2, 0]), Series("b", [2, 4]))
    low, high, alone = heights(root)
    assert low == high
    assert alone == pytest.approx(2 * low, abs=0.2)
    assert [each.text for each in root.iterfind(".//{*}rect/{*}title")] == [
        "January 2026, a: 2",
        "January 2026, b: 2",
        "February 2026, b: 4",
    ]


def test_picture_has_a_title_and_words_for_who_hears_it() -> None:
    root = drawn(Series("a", [1, 2]))
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    told = {each.get("id"): each.text for each in root if each.get("id")}
    assert [told[each] for each in ids] == ["Title", "Told."]


def test_names_are_text_and_never_markup() -> None:
    hostile = '"><script>alert(1)</script>'
    root = drawn(Series(hostile, [1, 1]), title=hostile)
    assert root.findall(".//{*}script") == []
    assert root[0].text == hostile


def test_no_style_and_no_script_stand_in_it() -> None:
    svg = columns("one", title="T", told="T", labels=LABELS, series=[Series("a", [1, -1])], shown=str).svg
    assert re.findall(r"\sstyle=|<style|<script|\son\w+=|href=", svg) == []
