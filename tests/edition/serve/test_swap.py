"""Readers while the edition is pressed anew: never an error, never a torn page."""

import os
import threading
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from time import monotonic, sleep

import httpx
import pytest

from coffeepress.edition.serve.answer import Edition

from .conftest import moved, write


def make_build(edition: Path, number: int) -> Path:
    """A build in which every page says its number throughout, as a page here and a moved page there."""
    build = edition / "builds" / str(number)
    write(build, "index.html", f"{number} " * (500 + number % 7))
    write(build, "404.html", f"{number} " * 100)
    if number % 2:
        write(build, "story/index.html", f"{number} " * (100_000 + number), compressed=False)
        write(build, "other/moved.html", moved("/story/"))
    else:
        write(build, "other/index.html", f"{number} " * 1000)
        write(build, "story/moved.html", moved("/other/"))
    return build


def swap(edition: Path, number: int) -> None:
    """Make a build the current one, as the press does; the one before the last is taken away."""
    make_build(edition, number)
    link = edition / "next"
    link.symlink_to(f"builds/{number}")
    link.replace(edition / "current")
    rmtree(edition / "builds" / str(number - 2), ignore_errors=True)


def check(status: int, body: bytes, path: str) -> None:
    """An answer is a whole page of one build, or a whole moved page."""
    if path == "/" or status == 200:
        assert status == 200
        assert len(set(body.split())) == 1, "a torn page"
    else:
        assert status == 301, (path, status)
        assert b"canonical" in body


def test_swaps_under_a_polling_reader(start: Callable, tmp_path: Path) -> None:
    edition = tmp_path / "edition"
    edition.mkdir()
    swap(edition, 1)
    url, _ = start(edition_dir=edition)
    done = threading.Event()
    faults: list[BaseException] = []
    answers = 0

    def poll(encoding: str) -> None:
        nonlocal answers
        with httpx.Client(base_url=url, headers={"accept-encoding": encoding}, trust_env=False) as client:
            while not done.is_set():
                for path in ("/", "/story/", "/other/"):
                    answer = client.get(path)
                    check(answer.status_code, answer.content, path)
                    answers += 1

    def watched(encoding: str) -> None:
        try:
            poll(encoding)
        except BaseException as fault:
            faults.append(fault)

    readers = [threading.Thread(target=watched, args=(encoding,)) for encoding in ("br", "identity")]
    for reader in readers:
        reader.start()
    number, deadline = 1, monotonic() + 20
    while not faults and (number < 30 or answers < 60) and monotonic() < deadline:
        number += 1
        swap(edition, number)
        sleep(0.005)
    done.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert answers >= 60


def test_swaps_between_any_two_steps_of_an_answer(tmp_path: Path, monkeypatch) -> None:
    """The link moves on right before each read of the disk in turn: there is a page each time."""
    edition = tmp_path / "edition"
    edition.mkdir()
    number = 1
    swap(edition, number)
    real_open, real_stat = os.open, os.stat
    countdown = -1

    def step() -> None:
        nonlocal countdown, number
        countdown -= 1
        if countdown == 0:
            monkeypatch.undo()
            number += 1
            swap(edition, number)

    def opening(*arguments, **names):
        step()
        return real_open(*arguments, **names)

    def stating(*arguments, **names):
        step()
        return real_stat(*arguments, **names)

    for path in ("/story/", "/other/"):
        server = Edition(edition / "current")
        for at in range(1, 40):
            countdown = at
            monkeypatch.setattr(os, "open", opening)
            monkeypatch.setattr(os, "stat", stating)
            answer = server.answer("GET", path, "", {"accept-encoding": "identity"}.get)
            monkeypatch.undo()
            check(answer.status, answer.body, path)
            if at % 3 == 0:
                server = Edition(edition / "current")


@pytest.mark.parametrize("changes_at", range(1, 7))
def test_a_page_that_changes_its_status_in_place_is_never_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changes_at: int
) -> None:
    """The press writes the page before it takes the moved page away, between any two looks at the folder."""
    build = tmp_path / "edition" / "builds" / "one"
    (tmp_path / "edition").mkdir()
    write(build, "404.html", "none")
    old = write(build, "story/moved.html", moved("/other/"), compressed=False)
    (tmp_path / "edition" / "current").symlink_to("builds/one")
    real_stat = os.stat
    looks = 0

    def stating(path: str, *arguments: object, **names: object) -> os.stat_result:
        nonlocal looks
        looks += 1
        if looks == changes_at:
            write(build, "story/index.html", "7 7 7")
            old.unlink()
        return real_stat(path, *arguments, **names)

    monkeypatch.setattr(os, "stat", stating)
    answer = Edition(tmp_path / "edition" / "current").answer("GET", "/story/", "", {}.get)
    monkeypatch.undo()
    check(answer.status, answer.body, "/story/")
