"""The tests of the search stand on a small newsroom whose articles have something to say."""

from __future__ import annotations

from tests.edition.conftest import elsewhere, newsroom, no_waiting_for_the_disk

__all__ = ["elsewhere", "newsroom", "no_waiting_for_the_disk"]
