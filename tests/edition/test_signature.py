"""A program that is replaced while it runs: nothing that it presses passes for its successor's, and the worker ends."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from coffeepress.config.commands.worker import REPLACED
from coffeepress.config.folder import make_folder
from coffeepress.edition import signature, worker
from coffeepress.edition.build import current
from coffeepress.edition.full import press_all
from coffeepress.edition.press import edition_dir
from tests.edition.newsroom import Newsroom, on

WITHIN_SECONDS = 90


@pytest.fixture
def replace(tmp_path: Path, settings: Any) -> Iterator[Callable[[], None]]:
    """Puts another style sheet into the site's folder, as an upgrade does with files of the program."""
    folder = tmp_path / "own-static"
    folder.mkdir()
    settings.STATICFILES_DIRS = [folder]
    signature.begun_with.cache_clear()
    yield lambda: (folder / "own.css").write_text("body { color: navy }", encoding="utf-8") and None
    signature.begun_with.cache_clear()


def signed() -> str | None:
    build = current(edition_dir())
    assert build is not None
    index = build.index()
    try:
        return index.meta("signature")
    finally:
        index.close()


def test_an_edition_that_a_replaced_program_pressed_is_outdated_to_its_successor(
    newsroom: Newsroom, replace: Callable[[], None]
) -> None:
    newsroom.article(newsroom.section("world"), "bridge", at=on(2026, 3))
    mine = signature.signature()
    press_all(processes=1, progress=lambda _count: replace())
    assert signed() == mine
    assert not worker.is_outdated()
    signature.begun_with.cache_clear()  # as another process begins
    assert signature.signature() != mine
    assert worker.is_outdated()


def test_a_replaced_worker_ends_and_presses_nothing(newsroom: Newsroom, replace: Callable[[], None]) -> None:
    newsroom.article(newsroom.section("world"), "bridge", at=on(2026, 3))
    assert not worker.is_replaced()
    signature.begun_with()
    replace()
    assert worker.is_replaced()
    worker.press_waiting()
    assert current(edition_dir()) is None
    with pytest.raises(worker.Outdated):
        worker.run_worker(threading.Event())


def test_a_worker_whose_program_is_just_being_replaced_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    signature.begun_with()

    def gone(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr("coffeepress.edition.signature.version", gone)
    assert not worker.is_replaced()


def test_another_version_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    signature.begun_with()
    monkeypatch.setattr("coffeepress.edition.signature.version", lambda _name: "9.9")
    assert worker.is_replaced()


def test_the_command_ends_with_a_status_that_asks_to_be_started_again(tmp_path: Path) -> None:
    site = tmp_path / "paper"
    make_folder(site, {"base_url": "http://testserver"})
    (site / "static").mkdir(exist_ok=True)
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("COFFEEPRESS_") and name != "DJANGO_SETTINGS_MODULE"
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "coffeepress", "--site", str(site), "worker"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment,
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "The worker is at work. Ctrl+C stops it.\n"
        (site / "static" / "own.css").write_text("body { color: navy }", encoding="utf-8")
        _, told = process.communicate(timeout=WITHIN_SECONDS)
        assert process.returncode == REPLACED
        assert told.splitlines()[-1] == (
            "The program or its files have changed; the worker has to be started again."
        )
    finally:
        process.kill()
        process.wait()
