"""Lists as CSV files: no spreadsheet runs what somebody wrote."""

from __future__ import annotations

import pytest

from coffeepress.articles.newsroom.spreadsheet import as_text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "  =", "\n="])
def test_a_cell_that_begins_like_a_formula_is_text(start: str) -> None:
    assert as_text(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["plain", "a=b", "'quoted", "", "1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert as_text(text) == text
