"""The ballot desk's side: an Editor's browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom


@pytest.fixture
def editor(newsroom: Newsroom) -> Any:
    """An Editor's client."""
    from tests.newsroom.characters import client_of

    return client_of("Editor")
