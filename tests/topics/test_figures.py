"""The turnout of a round by weeks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from coffeepress.topics.figures import Week, turnout_by_week
from coffeepress.topics.models import Ballot
from tests.topics.votes import make_round, make_topic, stored_ballot

pytestmark = pytest.mark.django_db


def test_weeks_are_the_outlets_own_and_have_no_gaps(change_site: Callable[..., None]) -> None:
    change_site(time_zone="Europe/Kyiv")
    round_, topic = make_round(), make_topic()
    for moment in (
        datetime(2026, 11, 1, 21, 30, tzinfo=UTC),  # a Sunday in Kyiv
        datetime(2026, 11, 1, 22, 30, tzinfo=UTC),  # a Monday there
        datetime(2026, 11, 20, 12, tzinfo=UTC),
    ):
        Ballot.objects.filter(pk=stored_ballot(round_, topic).pk).update(cast_at=moment)
    assert turnout_by_week(round_) == [
        Week(date(2026, 10, 26), 1, 1),
        Week(date(2026, 11, 2), 1, 2),
        Week(date(2026, 11, 9), 0, 2),
        Week(date(2026, 11, 16), 1, 3),
    ]


def test_round_without_ballots_has_no_weeks() -> None:
    assert turnout_by_week(make_round()) == []
