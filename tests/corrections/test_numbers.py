"""How the newsroom has dealt with reports, as everyone may know."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coffeepress.corrections import numbers
from coffeepress.corrections.models import Numbers, Report
from coffeepress.corrections.tasks import recount_numbers
from coffeepress.edition.models import Change

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

NOW = timezone.now()


def reported(state: str, *, after: float = 0, kind: str = "passage", language: str = "en") -> None:
    """A report that was decided some seconds after it came."""
    Report.objects.create(
        kind=kind,
        language=language,
        state=state,
        fingerprint="x",
        created_at=NOW,
        decided_at=None if state in Report.OPEN else NOW + timedelta(seconds=after),
    )


def counted(language: str = "en") -> tuple[Any, ...]:
    found = numbers.recount(language)
    return found.received, found.decided, found.accepted, found.median_seconds


def test_nothing_is_counted_where_nothing_came() -> None:
    assert counted() == (0, 0, 0, None)


def test_open_reports_are_received_and_not_decided() -> None:
    reported("received")
    reported("looking")
    assert counted() == (2, 0, 0, None)


def test_what_was_corrected_clarified_or_fixed_was_accepted() -> None:
    for state in ("corrected", "clarified", "fixed", "declined", "answered"):
        reported(state, after=10)
    assert counted() == (5, 5, 3, 10)


def test_spam_letters_and_other_languages_are_not_counted() -> None:
    reported("spam")
    reported("answered", kind="letter")
    reported("corrected", language="uk")
    assert counted() == (0, 0, 0, None)


def test_a_duplicate_is_received_and_decided_with_the_other() -> None:
    reported("duplicate", after=5)
    assert counted() == (1, 0, 0, None)


@pytest.mark.parametrize(("times", "median"), [([7], 7), ([1, 9], 1), ([100, 3, 1], 3), ([4, 3, 2, 1], 2)])
def test_the_median_is_the_time_in_the_middle(times: list[int], median: int) -> None:
    for seconds in times:
        reported("fixed", after=seconds)
    assert counted() == (len(times), len(times), len(times), median)


def test_a_decision_before_its_report_took_no_time() -> None:
    reported("fixed", after=-60)
    assert counted() == (1, 1, 1, 0)


def test_pages_that_show_them_are_pressed_anew() -> None:
    numbers.recount("uk")
    assert list(Change.objects.values_list("key", flat=True)) == ["correction-numbers:uk"]


def test_they_are_counted_once_for_all_that_asked_before(django_assert_num_queries: Any) -> None:
    asked_at = timezone.now().isoformat()
    reported("fixed", after=1)
    recount_numbers.enqueue("en", asked_at)
    assert Numbers.objects.get().decided == 1
    reported("fixed", after=1)
    recount_numbers.enqueue("en", asked_at)
    assert Numbers.objects.get().decided == 1
    recount_numbers.enqueue("en", timezone.now().isoformat())
    assert Numbers.objects.get().decided == 2
