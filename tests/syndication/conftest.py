"""The tests of syndication stand on a small newsroom."""

from __future__ import annotations

from tests.edition.conftest import elsewhere, newsroom, no_waiting_for_the_disk

__all__ = ["elsewhere", "newsroom", "no_waiting_for_the_disk"]
