"""The articles' tests stand on the same small newsroom as the edition's."""

from tests.edition.conftest import elsewhere, newsroom, no_waiting_for_the_disk

__all__ = ["elsewhere", "newsroom", "no_waiting_for_the_disk"]
