"""A fault or a kill at every step of a press: readers have whole pages all the while, and the next press is right."""

from __future__ import annotations

import gzip
import os
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import brotli
import pytest
from django.conf import settings as django_settings
from django.db import connections, transaction

from coffeepress.edition.full import press_all
from coffeepress.edition.models import Change
from coffeepress.edition.outbox import deferred
from coffeepress.edition.press import press
from tests.edition.faults import KILLED, Steps, faults
from tests.edition.folder import Files, files, files_under, full_press, indexed, torn
from tests.edition.newsroom import (
    Newsroom,
    delete,
    move,
    new_picture,
    on,
    publish,
    replace_picture,
    unpublish,
)

STRIDE = 1 if "PROPERTY_EXAMPLES" in os.environ else 29
"""Faults are tried at each 29th of a press's thousand steps, kills at a third of these; more in the longer run."""


@pytest.fixture
def disturbed(newsroom: Newsroom) -> Disturbed:
    return Disturbed(newsroom)


@pytest.fixture
def committed(transactional_db: Any, no_waiting_for_the_disk: None) -> Iterator[Disturbed]:
    """The same with everything committed, so that other processes see it."""
    with deferred():  # the tests say when it is pressed
        yield Disturbed(Newsroom())
    connections.close_all()


class Disturbed:
    """An edition and changes that wait for a press: pages come, change, move, become less and go."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        ada = newsroom.person("Ada Novak")
        world, town = newsroom.section("world"), newsroom.section("town")
        picture, other = new_picture("navy", alt="The bridge"), new_picture("olive", alt="The harbour")
        stays = newsroom.article(world, "stays", at=on(2026, 1), authors=[ada], lead_picture=picture)
        moves = newsroom.article(world, "moves", at=on(2026, 1), tags=["rivers"], lead_picture=other)
        goes = newsroom.article(town, "goes", at=on(2026, 2), lead_picture=other)
        press_all(processes=1)
        self.start = django_settings.EDITION_DIR.with_name("start")
        shutil.copytree(django_settings.EDITION_DIR, self.start, symlinks=True)
        self.before = files()
        publish(stays, title="Stays, corrected")
        publish(moves, slug="moved", tags=["harbours"])
        unpublish(goes)
        replace_picture(picture, "teal")
        newsroom.article(town, "new", at=on(2026, 3), lead_picture=picture)
        self.keys = list(Change.objects.values_list("key", flat=True))
        assert self.keys != []
        self.after, self.after_indexed = full_press(django_settings.EDITION_DIR.with_name("full"))
        self.restore()

    def restore(self) -> None:
        """The edition before, and the changes in the outbox."""
        shutil.rmtree(django_settings.EDITION_DIR, ignore_errors=True)
        shutil.copytree(self.start, django_settings.EDITION_DIR, symlinks=True)
        Change.objects.all().delete()
        Change.objects.bulk_create([Change(key=key) for key in self.keys])

    def assert_readable(self) -> None:
        """Each file is the one before or the one after, and what was and stays published is there."""
        root = (django_settings.EDITION_DIR / "current").resolve()
        there = {name: body for name, body in files_under(root).items() if "/.press-" not in f"/{name}"}
        neither = [
            name for name, body in there.items() if body not in (self.before.get(name), self.after.get(name))
        ]
        assert neither == []
        kept = {folder_of(name) for name in self.before} & {folder_of(name) for name in self.after}
        assert kept - {folder_of(name) for name in there} == set()

    def assert_right(self) -> None:
        """The edition is what a full press makes, with nothing left behind."""
        there = files()
        assert {
            name for name in there.keys() | self.after.keys() if there.get(name) != self.after.get(name)
        } == set()
        assert indexed() == self.after_indexed
        assert not Change.objects.exists()
        builds = django_settings.EDITION_DIR / "builds"
        assert [path.name for path in builds.iterdir() if path.suffix in (".journal", ".missed")] == []


def folder_of(name: str) -> str:
    """The reader's path of a page's file, whatever its status; other files by their names."""
    folder, _, last = name.rpartition("/")
    return (
        f"{folder}/" if last.partition(".html")[0] in ("index", "moved", "gone") and ".html" in last else name
    )


def test_after_a_fault_at_any_step_the_next_press_is_right(disturbed: Disturbed) -> None:
    steps = Steps()
    with faults(steps):
        press()
    disturbed.assert_right()
    assert steps.count > 100
    for number in range(1, steps.count + 1, STRIDE):
        disturbed.restore()
        press_with_fault(number)
        disturbed.assert_readable()
        press()
        disturbed.assert_right()


def test_after_two_faults_in_a_row_the_next_press_is_right(disturbed: Disturbed) -> None:
    steps = Steps()
    with faults(steps):
        press()
    for number in range(5, steps.count, 11 * STRIDE):
        disturbed.restore()
        for again in (number, max(1, number // 2)):
            press_with_fault(again)
            disturbed.assert_readable()
        press()
        disturbed.assert_right()


@pytest.mark.postgres
def test_after_a_kill_at_any_step_the_next_press_is_right_and_readers_never_meet_a_torn_page(
    committed: Disturbed,
) -> None:
    steps = Steps()
    with faults(steps):
        press()
    committed.assert_right()
    with Reader(committed) as reader:
        for number in range(5, steps.count + 1, 3 * STRIDE):
            with reader.looking_away():
                committed.restore()
            assert in_child(lambda number=number: killed_at(number)) == KILLED
            committed.assert_readable()
            press()
            committed.assert_right()
    assert reader.met > 100
    assert reader.wrong == []


@pytest.mark.postgres
def test_a_full_press_killed_at_any_moment_leaves_the_edition_and_the_next_one_leaves_no_folders(
    committed: Disturbed,
) -> None:
    steps = Steps()
    with faults(steps):
        press_all(processes=1)
    for number in range(1, steps.count + 1, 7 * STRIDE):
        committed.restore()
        assert in_child(lambda number=number: killed_at(number, everything=True)) == KILLED
        assert files() in (committed.before, committed.after)
    committed.restore()
    assert in_child(lambda: killed_at(steps.count // 2, everything=True)) == KILLED
    assert len(list((django_settings.EDITION_DIR / "builds").iterdir())) > 2
    press_all(processes=1)
    committed.assert_right()
    kept = {path.name.partition(".")[0] for path in (django_settings.EDITION_DIR / "builds").iterdir()}
    assert kept == {os.readlink(django_settings.EDITION_DIR / "current").rpartition("/")[2]}


@pytest.mark.postgres
def test_a_press_killed_from_outside_at_any_time_is_mended_by_the_next(committed: Disturbed) -> None:
    with Reader(committed) as reader:
        for delay_ms in range(0, 240, 30):
            with reader.looking_away():
                committed.restore()
            killed_after(delay_ms / 1000)
            committed.assert_readable()
            press()
            committed.assert_right()
    assert reader.wrong == []


class Reader:
    """Reads pages all the while, in all their forms, and notes each that is not a complete one."""

    PAGES = ("index.html", "world/index.html", "2026/01/stays/index.html", "feed.xml", "2026/01/index.html")

    def __init__(self, disturbed: Disturbed) -> None:
        self.complete: dict[str, set[bytes]] = {
            name: {disturbed.before[name], disturbed.after[name]} for name in self.PAGES
        }
        self.met = 0
        self.wrong: list[str] = []
        self.ended = threading.Event()
        self.pause = threading.Lock()
        self.thread = threading.Thread(target=self.read)

    def __enter__(self) -> Reader:
        self.thread.start()
        return self

    def __exit__(self, *_args: object) -> None:
        self.ended.set()
        self.thread.join()

    def looking_away(self) -> threading.Lock:
        """While the test puts the edition back as it was."""
        return self.pause

    def read(self) -> None:
        while not self.ended.is_set():
            for name, complete in self.complete.items():
                for ending, opened in (("", bytes), (".gz", gzip.decompress), (".br", brotli.decompress)):
                    with self.pause:
                        self.look(name + ending, complete, opened)
            time.sleep(0.002)

    def look(self, name: str, complete: set[bytes], opened: Any) -> None:
        self.met += 1
        try:
            body = opened((django_settings.EDITION_DIR / "current" / name).read_bytes())
        except (OSError, EOFError, brotli.error) as error:
            self.wrong.append(f"{name}: {error}")
            return
        if body not in complete:
            self.wrong.append(f"{name}: neither the page before nor the one after")


def press_with_fault(number: int) -> None:
    """A press that meets a fault at this step; some it gets by, such as a link that cannot be made: it copies."""
    try:
        with faults(Steps(number)):
            press()
    except Exception as error:
        if "injected" not in str(error):
            raise AssertionError(f"step {number} ended in another error than the one injected") from error


def killed_at(number: int, *, everything: bool = False) -> None:
    with faults(Steps(number, stop=True)):
        press_all(processes=1) if everything else press()


def in_child(work: Any) -> int:
    """Run work in a forked process.

    Returns:
        Its exit status.
    """
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            work()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def killed_after(seconds: float) -> None:
    connections.close_all()
    child = os.fork()
    if not child:
        try:
            press()
        finally:
            os._exit(0)
    time.sleep(seconds)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def test_what_is_published_while_a_full_press_is_at_work_is_in_it(
    newsroom: Newsroom, elsewhere: Path
) -> None:
    world, town = newsroom.section("world"), newsroom.section("town")
    stories = [newsroom.article(world, f"story-{number}", at=on(2026, 1, 1 + number)) for number in range(4)]
    press_all(processes=1)
    told: list[int] = []

    def meanwhile(_pages: int) -> None:
        told.append(len(told))
        if len(told) == 1:
            newsroom.article(town, "fresh", at=on(2026, 3))
            press()
        if len(told) == 3:
            move(stories[0], town)
            unpublish(stories[1])
            press()
        if len(told) == 5:
            delete(stories[2])
            publish(stories[3], title="Not pressed yet")

    press_all(processes=1, progress=meanwhile)
    assert len(told) > 5
    readers_get = files()
    assert "2026/03/fresh/index.html" in readers_get
    assert "2026/01/story-1/gone.html" in readers_get
    assert b"Not pressed yet" in readers_get["2026/01/story-3/index.html"]
    assert not Change.objects.exists()
    expected: tuple[Files, Any] = full_press(elsewhere)
    assert (readers_get, indexed()) == expected


def test_a_full_press_that_fails_leaves_the_edition_as_it_was(disturbed: Disturbed) -> None:
    for number in (3, 40, 400):
        with faults(Steps(number)), pytest.raises(Exception, match="injected"):
            press_all(processes=1)
        assert files() == disturbed.before
        assert torn((django_settings.EDITION_DIR / "current").resolve()) == []
        assert (
            len({path.name.partition(".")[0] for path in (django_settings.EDITION_DIR / "builds").iterdir()})
            == 1
        )
    with transaction.atomic():
        press_all(processes=1)
    disturbed.assert_right()
