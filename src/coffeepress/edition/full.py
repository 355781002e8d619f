"""The full press: makes the whole edition anew beside the one that readers get, on all cores, and swaps it in.

What is published meanwhile goes into the old build at once and is noted for the new one (`Build.missed_path`);
before the swap it is pressed into the new one too. Memory does not grow with the number of pages: idents come from a
cursor, at most a few chunks are under way, and what a page read goes straight into the index.
"""

import multiprocessing
import os
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, ProcessPoolExecutor, wait

from django.conf import settings
from django.db import connections

from coffeepress.edition.build import Build, begin, locked, remove_others, swap
from coffeepress.edition.index import Entry, Index
from coffeepress.edition.kinds import kind_named, kinds
from coffeepress.edition.press import born, edition_dir, press_into
from coffeepress.edition.render import CHUNK_PAGES, chunked, render_idents
from coffeepress.edition.signature import signature
from coffeepress.edition.store import write_rendered
from coffeepress.edition.update import Progress, Update, entry_of

UNDER_WAY_PER_PROCESS = 3

Chunk = tuple[str, list[str]]


def press_all(*, processes: int | None = None, progress: Progress | None = None) -> int:
    """Make the whole edition anew and swap it in.

    Args:
        processes: how many render at once; None takes the setting, or as many as there are cores.
        progress: is told how many pages have just been rendered.

    Returns:
        How many pages the edition has.

    Raises:
        PressBusy: another full press is at work.
        OSError: the disk is full or cannot be written. The edition that readers get stands as it was.
    """
    with locked(edition_dir(), "press-all.lock", wait_seconds=1.0):
        build = begin(edition_dir())
        try:
            _make(build, processes or settings.COFFEEPRESS.press_processes or os.cpu_count() or 1, progress)
            _flush(build)
            with locked(edition_dir()):
                pages = _finish(build)
        except BaseException:
            build.remove()
            raise
        remove_others(build)
    return pages


def count_pages() -> int:
    """How many pages a full press will render, for a progress bar."""
    return sum(1 for kind in kinds() for _ in kind.all_idents())


def _make(build: Build, processes: int, progress: Progress | None) -> None:
    index = build.index(durable=False)
    try:
        for entries in _rendered_chunks(build, processes):
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


def _rendered_chunks(build: Build, processes: int) -> Iterator[list[Entry]]:
    if processes == 1:
        yield from (_press_chunk(build, chunk) for chunk in _chunks())
        return
    connections.close_all()
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=connections.close_all) as pool:
        yield from _bounded(pool, build, processes * UNDER_WAY_PER_PROCESS)


def _bounded(pool: Executor, build: Build, most: int) -> Iterator[list[Entry]]:
    under_way: set[Future[list[Entry]]] = set()
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


def _press_chunk(build: Build, chunk: Chunk) -> list[Entry]:
    kind = kind_named(chunk[0])
    assert kind is not None, "the chunk was made from the registry"
    store = build.store(durable=False)
    rendered, _missing = render_idents(kind, chunk[1])
    for each in rendered:
        write_rendered(store, each)
    return [entry_of(each) for each in rendered]


def _flush(build: Build) -> None:
    """Everything onto the disk at once: cheaper than file by file, and nobody reads this build yet."""
    index: Index = build.index()
    index.settle()
    index.close()
    os.sync()


def _finish(build: Build) -> int:
    """Under the lock: press what the new build has missed, then swap."""
    missed = sorted(set(build.missed_path.read_text(encoding="utf-8").split("\n")) - {""})
    update = Update(build)
    try:
        update.run(update.affected(missed, born(missed)))
        pages = update.index.count()
    finally:
        update.close()
    press_into(build)
    swap(build)
    return pages
