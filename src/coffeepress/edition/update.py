"""Bringing one build up to date: render what changed, settle who has the right to each path, write, and keep record.

The order is what makes it safe to be killed at any moment:
1. the paths about to be written go into the journal, which is flushed to the disk;
2. files that pages bring, pages, and then removals;
3. the index is committed; 4. the journal is removed.
A journal that is found at the start tells which paths cannot be trusted: they are written anew whatever the index
says of them, and removed where no page claims them.
"""

import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from coffeepress.edition.build import Build
from coffeepress.edition.index import Entry, Index, PageName
from coffeepress.edition.kinds import kind_named
from coffeepress.edition.page import Rendered
from coffeepress.edition.render import CHUNK_PAGES, chunked, in_order, render_idents, render_one
from coffeepress.edition.store import Store, digest

Progress = Callable[[int], None]


@dataclass
class Report:
    """What a press did."""

    rendered: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def entry_of(rendered: Rendered) -> Entry:
    """What the index keeps of a rendered page."""
    page = rendered.page
    return Entry(
        rendered.kind,
        rendered.ident,
        rendered.rank,
        page.path,
        page.status,
        digest(page),
        rendered.keys,
        frozenset(rendered.attachments),
    )


class Update:
    """An update of one build. Used by one press at a time, under the edition's lock."""

    def __init__(self, build: Build, *, durable: bool = True, progress: Progress | None = None) -> None:
        self.build = build
        self.durable = durable
        self.progress = progress
        self.store: Store = build.store(durable=durable)
        self.index: Index = build.index(durable=durable)
        self.distrusted = _journalled(build.journal_path)
        self.report = Report()

    def close(self) -> None:
        self.index.close()

    def affected(self, keys: Iterable[str], born: Iterable[PageName]) -> set[PageName]:
        """The pages that have to be rendered."""
        return self.index.reading(keys) | set(born) | self.index.claiming(self.distrusted)

    def run(self, names: set[PageName]) -> Report:
        """Bring these pages up to date.

        Raises:
            OSError: the disk is full or cannot be written. What was there before stands; the journal stays, and the
                next update mends what this one left half done.
        """
        if self.distrusted:
            self.store.sweep()
        gone = {name for name in names if kind_named(name[0]) is None}
        batches = [
            (kind, chunk) for kind, idents in in_order(names) for chunk in chunked(idents, CHUNK_PAGES)
        ]
        pending: list[Rendered] = []
        for kind, chunk in batches:
            rendered, missing = render_idents(kind, chunk)
            self.report.rendered += len(rendered)
            gone.update((kind.name, ident) for ident in missing)
            pending += rendered
            if len(pending) >= 4 * CHUNK_PAGES:
                self._write(pending, set())
                pending = []
            if self.progress:
                self.progress(len(chunk))
        self._write(pending, gone)
        self._remove_orphans()
        return self.report

    def settle_contested(self) -> None:
        """After a full press by several processes: give each contested path to the page that has the right to it."""
        for path in self.index.contested():
            winner = self.index.winner(path)
            rendered = winner and render_one(winner.name)
            if rendered:
                self.store.write(rendered.page)

    def _write(self, pages: list[Rendered], gone: set[PageName]) -> None:
        if not pages and not gone:
            return
        self.index.begin()
        try:
            self._write_within(pages, gone)
        except BaseException:
            self.index.rollback()
            raise
        self.index.commit()
        if not self.distrusted:
            self.build.journal_path.unlink(missing_ok=True)

    def _write_within(self, pages: list[Rendered], gone: set[PageName]) -> None:
        names = [(rendered.kind, rendered.ident) for rendered in pages]
        before = {name: self.index.entry(name) for name in [*names, *gone]}
        paths = dict.fromkeys(rendered.page.path for rendered in pages)
        paths.update(dict.fromkeys(entry.path for entry in before.values() if entry))
        files = {path for name in before for path in self.index.files_of(name)}
        shown = {path: self.index.winner(path) for path in paths}
        for rendered in pages:
            self.index.record(entry_of(rendered))
        for name in gone:
            self.index.forget(name)
        self._bring_to_disk(pages, list(paths), shown, files)

    def _bring_to_disk(
        self, pages: list[Rendered], paths: list[str], shown: dict[str, Entry | None], files: set[str]
    ) -> None:
        at_hand = {(rendered.kind, rendered.ident): rendered for rendered in pages}
        to_write: list[Rendered] = []
        to_remove: list[str] = []
        for path in paths:
            winner = self.index.winner(path)
            if winner is None:
                to_remove.append(path)
            elif path in self.distrusted or not _same(winner, shown[path]):
                rendered = at_hand.get(winner.name) or render_one(winner.name)
                if rendered and rendered.page.path == path:
                    to_write.append(rendered)
        brought = {path: source for rendered in pages for path, source in rendered.attachments.items()}
        new_files = {
            path: source for path, source in brought.items() if path not in files or path in self.distrusted
        }
        old_files = sorted(path for path in files if path not in brought and not self.index.is_brought(path))
        self._journal([*new_files, *(rendered.page.path for rendered in to_write), *to_remove, *old_files])
        for path, source in new_files.items():
            if path in self.distrusted:
                self.store.remove(path)
            self.store.copy(path, source)
        for rendered in to_write:
            self.store.write(rendered.page)
            self.report.written.append(rendered.page.path)
        for path in [*to_remove, *old_files]:
            self.store.remove(path)
            self.report.removed.append(path)

    def _journal(self, paths: list[str]) -> None:
        if not paths or not self.durable:
            return
        with open(self.build.journal_path, "a", encoding="utf-8") as journal:
            journal.writelines(f"{path}\n" for path in paths)
            journal.flush()
            os.fsync(journal.fileno())

    def _remove_orphans(self) -> None:
        if not self.distrusted:
            return
        for path in self.distrusted:
            if self.index.winner(path) is None and not self.index.is_brought(path):
                self.store.remove(path)
        self.distrusted = frozenset()
        self.build.journal_path.unlink(missing_ok=True)


def _same(now: Entry, before: Entry | None) -> bool:
    return before is not None and (now.name, now.digest) == (before.name, before.digest)


def _journalled(path: Path) -> frozenset[str]:
    with contextlib.suppress(FileNotFoundError):
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        return frozenset(line for line in lines if line.startswith("/"))
    return frozenset()
