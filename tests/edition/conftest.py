"""The edition's tests stand on a small newsroom, and nobody waits for the disk."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom


@pytest.fixture
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed loses nothing that it wrote; only a power cut makes a difference."""
    monkeypatch.setattr(os, "fsync", lambda _descriptor: None)
    monkeypatch.setattr(os, "sync", lambda: None)


@pytest.fixture
def newsroom(db: Any, no_waiting_for_the_disk: None) -> Newsroom:
    """A site with two languages and no articles, within the test's transaction."""
    from tests.edition.newsroom import Newsroom  # models can be imported only when Django is set up

    return Newsroom()


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """A folder for a full press to compare with."""
    return tmp_path / "elsewhere"
