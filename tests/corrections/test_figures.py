"""The numbers of the public page in words."""

from __future__ import annotations

import pytest
from django.utils import translation

from coffeepress.corrections.figures import duration, figures
from coffeepress.corrections.models import Numbers
from tests.corrections.world import NOVEMBER


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 minute"),
        (59 * 60, "59 minutes"),
        (7199, "120 minutes"),
        (7200, "2 hours"),
        (5 * 3600 + 900, "5 hours"),
        (172_799, "48 hours"),
        (172_800, "2 days"),
        (9 * 86400, "9 days"),
    ],
)
def test_a_span_of_time_is_told_in_its_largest_fitting_unit(seconds: int, words: str) -> None:
    with translation.override("en"):
        assert duration(seconds) == words


def test_nothing_is_told_before_anything_was_received() -> None:
    assert figures(None) == []
    assert figures(Numbers(language="en", counted_at=NOVEMBER)) == []


def test_only_what_is_known_is_told() -> None:
    with translation.override("en"):
        told = figures(Numbers(language="en", received=1, counted_at=NOVEMBER))
    assert [(each.number, each.label) for each in told] == [("1", "report received")]
