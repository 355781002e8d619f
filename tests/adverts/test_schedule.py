"""Adverts start, rest and end by themselves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coffeepress.adverts.models import AdvertCount, Creative
from coffeepress.adverts.schedule import is_due, outlet_day, settle
from coffeepress.edition.models import Change
from tests.adverts.selling import sell

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def due(*, today: int = 0, in_all: int = 0, **fields: Any) -> bool:
    given = {"kind": Creative.Kind.TEXT, "heading": "Bread"}
    return is_due(Creative(**{**given, **fields}), now=NOW, seen_today=today, seen_in_all=in_all)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({}, True),
        ({"is_on": False}, False),
        ({"heading": ""}, False),
        ({"kind": Creative.Kind.PICTURE}, False),
        ({"starts_at": NOW}, True),
        ({"starts_at": NOW + HOUR}, False),
        ({"ends_at": NOW + HOUR}, True),
        ({"ends_at": NOW}, False),
        ({"most_a_day": 3, "today": 2}, True),
        ({"most_a_day": 3, "today": 3}, False),
        ({"most_in_all": 3, "in_all": 2}, True),
        ({"most_in_all": 3, "in_all": 3}, False),
    ],
)
def test_an_advert_is_due_by_its_times_its_caps_and_its_content(fields: Any, expected: bool) -> None:
    assert due(**fields) is expected


def test_a_day_is_one_of_the_outlets_time_zone(change_site: Any) -> None:
    late = datetime(2026, 11, 24, 23, 30, tzinfo=UTC)
    change_site(time_zone="Europe/Kyiv")
    assert outlet_day(late).isoformat() == "2026-11-25"
    change_site(time_zone="America/New_York")
    assert outlet_day(late).isoformat() == "2026-11-24"


@pytest.mark.django_db
def test_saving_settles_an_advert_at_once() -> None:
    now = timezone.now()
    assert sell().is_running
    assert not sell(starts_at=now + HOUR).is_running
    creative = sell()
    creative.is_on = False
    creative.save()
    assert not Creative.objects.get(pk=creative.pk).is_running


@pytest.mark.django_db
def test_an_advert_starts_and_ends_when_its_time_comes() -> None:
    now = timezone.now()
    creative = sell(starts_at=now + HOUR, ends_at=now + 2 * HOUR, languages=["en", "uk"])
    Change.objects.all().delete()
    assert settle(now + HOUR - timedelta(seconds=1)) == 0
    assert settle(now + HOUR) == 1
    assert sorted(Change.objects.values_list("key", flat=True)) == ["adverts:en", "adverts:uk"]
    assert Creative.objects.get(pk=creative.pk).is_running
    Change.objects.all().delete()
    assert settle(now + HOUR) == 0
    assert settle(now + 2 * HOUR) == 1
    assert not Creative.objects.get(pk=creative.pk).is_running
    assert Change.objects.count() == 2


@pytest.mark.django_db
def test_an_advert_that_was_seen_as_often_as_agreed_rests_until_midnight() -> None:
    now = timezone.now()
    creative = sell(most_a_day=10)
    AdvertCount.objects.create(creative=creative, place="end", day=outlet_day(now), seen=6)
    assert settle(now) == 0
    AdvertCount.objects.create(creative=creative, place="home", day=outlet_day(now), seen=4)
    assert settle(now) == 1
    assert settle(now + timedelta(days=1)) == 1
    assert Creative.objects.get(pk=creative.pk).is_running


@pytest.mark.django_db
def test_an_advert_whose_picture_was_deleted_stops(newsroom: Any) -> None:
    from tests.edition.newsroom import new_picture

    picture = new_picture("navy", title="Navy", alt="A blue square")
    creative = sell(kind=Creative.Kind.PICTURE, picture=picture)
    assert creative.is_running
    picture.delete()
    assert settle() == 1
    assert not Creative.objects.get(pk=creative.pk).is_running


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 5])
def test_looking_costs_two_queries_however_many_adverts_there_are(number: int) -> None:
    for each in range(number):
        sell(str(each), most_a_day=5)
    with CaptureQueriesContext(
        connection,
    ) as queries:
        settle()
    assert len(queries) == 2


@pytest.mark.django_db
def test_the_worker_looks_every_ten_seconds() -> None:
    from coffeepress.edition.duties import duty

    found = duty("start and stop adverts")
    assert (found.do, found.every) == (settle, timedelta(seconds=10))
