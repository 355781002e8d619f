"""Many readers at once: no view is lost, and the first of the day is as good as the others."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
from django.db import connections

from coffeepress.adverts.count import Event, count
from coffeepress.adverts.models import AdvertCount
from coffeepress.adverts.schedule import settle
from coffeepress.edition.models import Change
from tests.adverts.selling import sell

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

THREADS, EACH = 6, 25
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def test_views_at_once_add_up_to_the_last_one() -> None:
    one, two = sell(), sell()
    seen = [Event("seen", one.pk, "end"), Event("seen", two.pk, "end"), Event("clicked", two.pk, "end")]

    def read() -> int:
        try:
            # In either order, so that two could wait for each other.
            return sum(count(seen if number % 2 else reversed(seen), now=NOW) for number in range(EACH))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        assert (
            sum(future.result() for future in [pool.submit(read) for _ in range(THREADS)])
            == 3 * THREADS * EACH
        )
    rows = AdvertCount.objects.order_by("creative_id").values_list("creative", "seen", "clicked")
    assert list(rows) == [(one.pk, THREADS * EACH, 0), (two.pk, THREADS * EACH, THREADS * EACH)]


def test_workers_at_once_start_an_advert_once() -> None:
    creative = sell(starts_at=NOW)
    type(creative).objects.filter(pk=creative.pk).update(is_running=False)
    Change.objects.all().delete()

    def look(_number: int) -> int:
        try:
            return settle()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(THREADS) as pool:
        assert sorted(pool.map(look, range(THREADS))) == [0] * (THREADS - 1) + [1]
    assert list(Change.objects.values_list("key", flat=True)) == ["adverts:en"]
