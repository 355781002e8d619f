"""The newsroom's tests stand on a small outlet, and on a served one where a browser is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from django.test import Client
    from playwright.sync_api import Browser

    from tests.edition.newsroom import Newsroom
    from tests.newsroom.desk import Desk
    from tests.newsroom.served import ServedSite


@pytest.fixture
def newsroom(db: Any) -> Newsroom:
    """An outlet with two languages and its roles, within the test's transaction."""
    from tests.edition.newsroom import Newsroom
    from tests.newsroom.characters import make_roles

    outlet = Newsroom()
    make_roles()
    return outlet


@pytest.fixture
def signed_in(newsroom: Newsroom) -> Callable[[str], Client]:
    """`signed_in("Writer")` is a client in which a Writer is signed in."""
    from tests.newsroom.characters import client_of

    return client_of


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedSite]:
    """A real site, served by `coffeepress serve` with its worker."""
    from tests.newsroom.served import served_site

    with served_site(tmp_path_factory.mktemp("served") / "site") as site:
        yield site


@pytest.fixture
def at_desk(served: ServedSite, browser: Browser) -> Iterator[Callable[[str], Desk]]:
    """`at_desk("Editor")` is a browser in which an Editor is signed in; it must not meet a forbidden script."""
    from tests.newsroom.desk import Desk

    desks: list[Desk] = []

    def sit_down(character: str) -> Desk:
        desks.append(Desk(browser, served, character))
        return desks[-1]

    yield sit_down
    for desk in desks:
        desk.leave()
    assert [violation for desk in desks for violation in desk.violations] == [], served.log.read_text()


@pytest.fixture
def photograph(tmp_path: Path) -> Path:
    """A picture file as a camera names it."""
    from PIL import Image

    path = tmp_path / "IMG_1234.jpg"
    Image.effect_noise((1800, 1200), 40).convert("RGB").save(path, quality=60)
    return path
