"""The related articles' tests stand on a small newsroom whose articles have something to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.edition.conftest import elsewhere, newsroom, no_waiting_for_the_disk

if TYPE_CHECKING:
    pass

__all__ = ["elsewhere", "newsroom", "no_waiting_for_the_disk"]
