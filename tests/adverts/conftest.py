"""Adverts' tests stand on the small newsroom of the edition's tests, with places in its English pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.edition.conftest import elsewhere, newsroom, no_waiting_for_the_disk

if TYPE_CHECKING:
    from coffeepress.adverts.models import AdvertPlaces

__all__ = ["elsewhere", "newsroom", "no_waiting_for_the_disk"]


@pytest.fixture
def places(newsroom: Any) -> AdvertPlaces:
    """English pages have all places."""
    from coffeepress.adverts.models import AdvertPlaces
    from coffeepress.adverts.places import PLACES

    return AdvertPlaces.objects.create(language="en", places=list(PLACES))


@pytest.fixture(autouse=True)
def _new_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test's counts are another one's limit."""
    from coffeepress.adverts import views
    from coffeepress.adverts.limits import Hour

    monkeypatch.setattr(views, "this_hour", Hour())
