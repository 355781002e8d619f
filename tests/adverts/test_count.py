"""What is counted, and what is not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coffeepress.adverts.count import LATE, Event, count, read_events
from coffeepress.adverts.models import AdvertCount
from tests.adverts.selling import sell

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def counted() -> list[tuple[int, str, str, int, int]]:
    rows = AdvertCount.objects.order_by("day", "creative_id", "place")
    return [(row.creative_id, row.place, row.day.isoformat(), row.seen, row.clicked) for row in rows]


@pytest.mark.parametrize(
    ("told", "events"),
    [
        ([("seen", "12.end")], [Event("seen", 12, "end")]),
        ([("seen", "12.end"), ("seen", "12.end")], [Event("seen", 12, "end")]),
        (
            [("clicked", "12.end"), ("seen", "12.home")],
            [Event("clicked", 12, "end"), Event("seen", 12, "home")],
        ),
        ([("sold", "12.end"), ("seen", "-1.end"), ("seen", "x.end"), ("seen", "")], []),
        ([("seen", "٣.end"), ("seen", f"{'9' * 19}.end")], []),
        (
            [("seen", f"{number}.end") for number in range(50)],
            [Event("seen", number, "end") for number in range(8)],
        ),
    ],
)
def test_what_a_page_tells_is_read_once_each_and_bounded(told: Any, events: list[Event]) -> None:
    assert read_events(told) == events


@pytest.mark.django_db
def test_views_and_clicks_are_added_by_advert_place_and_day() -> None:
    one, two = sell(), sell()
    for _ in range(3):
        assert count([Event("seen", one.pk, "end"), Event("seen", two.pk, "middle")], now=NOW) == 2
    count([Event("seen", one.pk, "end"), Event("clicked", one.pk, "end")], now=NOW)
    count([Event("seen", one.pk, "end")], now=NOW + timedelta(days=1))
    assert counted() == [
        (one.pk, "end", "2026-11-24", 4, 1),
        (two.pk, "middle", "2026-11-24", 3, 0),
        (one.pk, "end", "2026-11-25", 1, 0),
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"places": ["home"]},
        {"is_on": False},
        {"starts_at": NOW + timedelta(hours=1)},
        {"ends_at": NOW - LATE},
    ],
)
def test_what_no_reader_can_have_seen_is_not_counted(fields: dict[str, Any]) -> None:
    creative = sell(**fields)
    assert count([Event("seen", creative.pk, "end"), Event("seen", creative.pk + 1, "end")], now=NOW) == 0
    assert counted() == []


@pytest.mark.django_db
def test_a_page_that_stays_open_is_counted_a_while_after_the_end() -> None:
    creative = sell(ends_at=NOW - LATE + timedelta(seconds=1))
    assert count([Event("clicked", creative.pk, "end")], now=NOW) == 1


@pytest.mark.django_db
def test_counting_is_a_look_and_an_addition_for_each_place() -> None:
    creative = sell()
    events = [Event("seen", creative.pk, place) for place in ("end", "middle")]
    count(events, now=NOW)
    with CaptureQueriesContext(connection) as queries:
        count([*events, Event("clicked", creative.pk, "end")], now=NOW)
    assert len(queries) == 3
