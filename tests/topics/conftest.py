"""Topics' tests stand on an outlet with two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.edition.conftest import elsewhere, no_waiting_for_the_disk

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

__all__ = ["elsewhere", "no_waiting_for_the_disk"]


@pytest.fixture
def newsroom(db: Any, no_waiting_for_the_disk: None) -> Newsroom:
    """An outlet with two languages and its roles, within the test's transaction."""
    from tests.edition.newsroom import Newsroom
    from tests.newsroom.characters import make_roles

    outlet = Newsroom()
    make_roles()
    return outlet
