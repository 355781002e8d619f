"""Letters are composed of what was published since the last one, once for each slot, and never empty."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from coffeepress.letters.compose import compose, compose_due, due_at
from coffeepress.letters.models import Letter, Slot
from tests.edition.newsroom import Newsroom, unpublish

AT_SEVEN = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)
pytestmark = pytest.mark.postgres


@pytest.fixture
def published(newsroom: Newsroom) -> Callable[..., Any]:
    sections = {"en": newsroom.section("city"), "uk": newsroom.section("misto", language="uk")}

    def publish(at: datetime, language: str = "en", **fields: Any) -> Any:
        return newsroom.article(sections[language], at=at, **fields)

    return publish


def test_letter_holds_what_was_published_since_the_last_one_newest_first(
    published: Callable[..., Any],
) -> None:
    published(AT_SEVEN - timedelta(hours=30))
    first = published(AT_SEVEN - timedelta(hours=20))
    second = published(AT_SEVEN - timedelta(hours=2), title="The river rises")
    published(AT_SEVEN - timedelta(hours=2), "uk")
    published(AT_SEVEN + timedelta(minutes=1))
    unpublish(published(AT_SEVEN - timedelta(hours=3)))
    letter = compose("daily", "en", until=AT_SEVEN)
    assert (letter.articles, letter.subject) == ([second.pk, first.pk], "The river rises")


def test_next_letter_reaches_back_to_the_last_that_went_out_and_no_further(
    published: Callable[..., Any],
) -> None:
    old = [published(AT_SEVEN - timedelta(days=days)) for days in (4, 2)]
    unsent = compose("daily", "en", until=AT_SEVEN - timedelta(days=1))
    assert compose("daily", "en", until=AT_SEVEN).articles == []  # the first letter reaches back one day
    Letter.objects.filter(pk=unsent.pk).update(begun_at=AT_SEVEN, covers_until=AT_SEVEN - timedelta(days=5))
    assert compose("daily", "en", until=AT_SEVEN).articles == [old[1].pk]


def test_due_letter_is_composed_once_a_draft(published: Callable[..., Any]) -> None:
    published(AT_SEVEN - timedelta(hours=2))
    now = AT_SEVEN + timedelta(minutes=3)
    assert [(letter.kind, letter.language, letter.state) for letter in compose_due(now)] == [
        ("daily", "en", Letter.State.DRAFT)
    ]
    assert compose_due(now) == []
    assert Letter.objects.count() == 1


def test_automatic_letter_is_scheduled(
    published: Callable[..., Any], change_site: Callable[..., None]
) -> None:
    change_site(letters_automatic=True)
    published(AT_SEVEN - timedelta(hours=2))
    (letter,) = compose_due(AT_SEVEN)
    assert (letter.state, letter.send_at) == (Letter.State.SCHEDULED, AT_SEVEN)


def test_nothing_published_makes_no_letter_now_or_later_that_day(published: Callable[..., Any]) -> None:
    assert compose_due(AT_SEVEN) == []
    published(AT_SEVEN + timedelta(hours=1))
    assert compose_due(AT_SEVEN + timedelta(hours=2)) == []
    assert Slot.objects.filter(kind="daily").count() == 2
    assert len(compose_due(AT_SEVEN + timedelta(days=1))) == 1


def test_letter_that_was_due_long_ago_is_left_to_the_next(published: Callable[..., Any]) -> None:
    published(AT_SEVEN - timedelta(hours=2))
    assert compose_due(AT_SEVEN + timedelta(hours=13)) == []
    assert Slot.objects.count() == 0


def test_moments_are_of_the_outlets_zone_through_the_change_of_clocks(
    change_site: Callable[..., None],
) -> None:
    change_site(time_zone="Europe/Kyiv", letters=["daily", "weekly"])
    before, after = datetime(2026, 10, 24, 6, tzinfo=UTC), datetime(2026, 10, 25, 6, tzinfo=UTC)
    assert due_at(before)[0].moment == datetime(2026, 10, 24, 4, tzinfo=UTC)
    assert due_at(after)[0].moment == datetime(2026, 10, 25, 5, tzinfo=UTC)
    weekly = due_at(datetime(2026, 10, 24, 7, tzinfo=UTC))[1]
    assert (weekly.moment, f"{weekly.day}") == (datetime(2026, 10, 24, 6, tzinfo=UTC), "2026-10-24")


def test_letter_that_is_not_offered_is_not_composed(
    published: Callable[..., Any], change_site: Callable[..., None]
) -> None:
    change_site(letters=["breaking"])
    published(AT_SEVEN - timedelta(hours=2))
    assert compose_due(AT_SEVEN) == []
