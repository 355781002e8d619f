"""The Treasurer, and others in the newsroom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.newsroom.conftest import at_desk, served

if TYPE_CHECKING:
    from django.test import Client

    from tests.edition.newsroom import Newsroom

__all__ = ["at_desk", "served"]


@pytest.fixture
def treasurer(ledger: None, newsroom: Newsroom) -> Client:
    """A browser in which the Treasurer is signed in, over an empty ledger."""
    from tests.newsroom.characters import client_of

    return client_of("Treasurer")
