"""The translation's tests stand on an outlet that publishes in Ukrainian."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom


@pytest.fixture
def newsroom(db: Any) -> Newsroom:
    """A site with two languages, within the test's transaction."""
    from tests.edition.newsroom import Newsroom  # models can be imported only when Django is set up

    return Newsroom()
