"""The full press: makes the whole edition anew beside the one that readers get, on all cores, and swaps it in.

What is published meanwhile goes into the old build at once and is noted for the new one (`Build.missed_path`);
before the swap it is pressed into the new one too. Memory does not grow with the number of pages: idents come from a
cursor, at most a few chunks are under way, and what a page read goes straight into the index.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait
from contextlib import contextmanager

from django.conf import settings
from django.db import connections

from coffeepress.edition.build import Build, begin, current, locked, remove_others, swap
from coffeepress.edition.index import Entry, Index, PageName
from coffeepress.edition.kinds import kind_named, kinds
from coffeepress.edition.page import files_of_path
from coffeepress.edition.parent import end_with_parent
from coffeepress.edition.press import (
    PagesFailed,
    born,
    disk_faults_told,
    edition_dir,
    keep_failed,
    press_into,
)
from coffeepress.edition.render import CHUNK_PAGES, Failure, chunked, render_idents
from coffeepress.edition.signature import begun_with, signature
from coffeepress.edition.store import write_rendered
from coffeepress.edition.update import Progress, Update, entry_of

UNDER_WAY_PER_PROCESS = 3

Chunk = tuple[str, list[str]]
Pressed = tuple[list[Entry], list[Failure]]


def press_all(*, processes: int | None = None, progress: Progress | None = None) -> int:
    """Make the whole edition anew and swap it in.

    Args:
        processes: how many render at once; None takes the setting, or as many as there are cores.
        progress: is told how many pages have just been rendered.

    Returns:
        How many pages the edition has.

    Raises:
        PressBusy: another full press is at work.
        PagesFailed: some pages could not be made. The new edition is swapped in, and has them as they were before.
        OSError: the disk is full or cannot be written. The edition that readers get stands as it was.
    """
    begun_with()  # Asked before anything is rendered: what changes from here on is for the next press.
    with disk_faults_told(), locked(edition_dir(), "press-all.lock", wait_seconds=1.0):
        build = begin(edition_dir())
        try:
            failed = _make(
                build, processes or settings.COFFEEPRESS.press_processes or os.cpu_count() or 1, progress
            )
            _flush(build)
            with locked(edition_dir()):
                pages = _finish(build, failed)
        except BaseException:
            build.remove()
            raise
        remove_others(build)
    if failed:
        raise PagesFailed(failed)
    return pages


def count_pages() -> int:
    """How many pages a full press will render, for a progress bar."""
    return sum(1 for kind in kinds() for _ in kind.all_idents())


def _make(build: Build, processes: int, progress: Progress | None) -> list[Failure]:
    failed: list[Failure] = []
    with _pool(processes) as pool:
        index = build.index(durable=False)
        try:
            for entries, failures in _pressed_chunks(pool, build, processes):
                failed += failures
                index.begin()
                for entry in entries:
                    index.record(entry)
                index.commit()
                if progress:
                    progress(len(entries))
            index.set_meta("signature", signature())
            index.settle()
        finally:
            index.close()
    update = Update(build, durable=False)
    try:
        update.settle_contested()
    finally:
        update.close()
    return failed + update.report.failed


@contextmanager
def _pool(processes: int) -> Iterator[Executor | None]:
    """Processes that are forked before a database is connected to: a connection must not be shared with them."""
    if processes == 1:
        yield None
        return
    connections.close_all()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=_begin_process) as pool:
        pool.submit(os.getpid).result()  # the first task forks them all
        yield pool


def _begin_process() -> None:
    """A forked process has its parent's handlers, and would outlive a killed one."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to answer: it ends the pool
    end_with_parent()


def _pressed_chunks(pool: Executor | None, build: Build, processes: int) -> Iterator[Pressed]:
    if pool is None:
        yield from (_press_chunk(build, chunk) for chunk in _chunks())
    else:
        yield from _bounded(pool, build, processes * UNDER_WAY_PER_PROCESS)


def _bounded(pool: Executor, build: Build, most: int) -> Iterator[Pressed]:
    under_way: set[Future[Pressed]] = set()
    for chunk in _chunks():
        under_way.add(pool.submit(_press_chunk, build, chunk))
        if len(under_way) >= most:
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            yield from (future.result() for future in done)
    for future in under_way:
        yield future.result()


def _chunks() -> Iterator[Chunk]:
    for kind in kinds():
        for idents in chunked(kind.all_idents(), CHUNK_PAGES):
            yield kind.name, idents


def _press_chunk(build: Build, chunk: Chunk) -> Pressed:
    kind = kind_named(chunk[0])
    assert kind is not None, "the chunk was made from the registry"
    store = build.store(durable=False)
    outcome = render_idents(kind, chunk[1])
    for each in outcome.rendered:
        write_rendered(store, each)
    return [entry_of(each) for each in outcome.rendered], outcome.failed


def _flush(build: Build) -> None:
    """Everything onto the disk at once: cheaper than file by file, and nobody reads this build yet."""
    index: Index = build.index()
    index.settle()
    index.close()
    os.sync()


def _finish(build: Build, failed: list[Failure]) -> int:
    """Under the lock: press what the new build has missed, keep what cannot be made as it was, then swap.

    Args:
        failed: the pages that could not be made; more may be added.
    """
    missed = sorted(set(build.missed_path.read_text(encoding="utf-8").split("\n")) - {""})
    update = Update(build)
    try:
        failed += update.run(update.affected(missed, born(missed))).failed
    finally:
        update.close()
    failed += press_into(build).failed
    pages = _keep_former(build, {failure.name for failure in failed})
    keep_failed(failed)
    swap(build)
    return pages


def _keep_former(build: Build, failed: set[PageName]) -> int:
    """Bring the pages that could not be made from the edition that readers have into the new one, as they are there.

    Returns:
        How many pages the new edition has.
    """
    former = current(build.edition)
    index = build.index()
    old_index = former.index() if former and failed else None
    try:
        for name in sorted(failed - index.known(failed)):
            entry = old_index.whole_entry(name) if old_index else None
            if former is None or old_index is None or entry is None:
                continue
            is_shown = old_index.winner(entry.path) == old_index.entry(name)
            index.record(entry)
            if is_shown and index.winner(entry.path) == index.entry(name):
                _copy_former(former, build, entry)
        return index.count()
    finally:
        index.close()
        if old_index:
            old_index.close()


def _copy_former(former: Build, build: Build, entry: Entry) -> None:
    new, old = build.store(), former.store()
    for path in entry.files:
        new.copy(path, old.root / path[1:])
    for file in files_of_path(entry.path):
        if (old.root / file).is_file():
            new.write_file(file, (old.root / file).read_bytes())
        else:
            new.remove_file(file)
