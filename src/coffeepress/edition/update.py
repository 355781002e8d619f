"""Bringing one build up to date: render what changed, settle who has the right to each path, write, and keep record.

The order is what makes it safe to be killed at any moment:
1. the paths about to be written or removed go into the journal, which is flushed to the disk;
2. files that pages bring, then pages, then the index is committed; this for each batch of pages;
3. when all is written, what no page claims any more is removed; 4. the journal is removed.
A journal that is found at the start tells which paths cannot be trusted: they are written anew whatever the index
says of them, and removed where no page claims them.
"""

import contextlib
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from django.utils import timezone

from coffeepress.edition.build import Build
from coffeepress.edition.index import Entry, Index, PageName
from coffeepress.edition.keys import PAGE, Key
from coffeepress.edition.kinds import kind_named
from coffeepress.edition.memory import remembering
from coffeepress.edition.page import PathRefused, Rendered
from coffeepress.edition.render import CHUNK_PAGES, Failure, chunked, in_order, render_idents, render_one
from coffeepress.edition.store import Store, digest, flush_folder

Progress = Callable[[int], None]

PAGES_AT_ONCE = 4 * CHUNK_PAGES


@dataclass
class Report:
    """What a press did.

    Args:
        failed: the pages that could not be made; they stay as they were.
    """

    rendered: int = 0
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


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
        rendered.due_at,
    )


def key_of_page(name: PageName) -> Key:
    """The key that names just this page."""
    return PAGE(*name)


def page_of_key(key: Key) -> PageName | None:
    """The page that such a key names, None for all other keys."""
    name, _, rest = key.partition(":")
    kind, _, ident = rest.partition(":")
    return (kind, ident) if name == PAGE.name else None


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
        self._leftover: set[str] = set()
        self._unsettled: set[str] = set()

    def close(self) -> None:
        self.index.close()

    def affected(self, keys: Iterable[Key], born: Iterable[PageName]) -> set[PageName]:
        """The pages that have to be rendered: those that read the keys, new ones, those whose time has come, and
        those at distrusted paths."""
        keys = list(keys)
        named = {name for key in keys if (name := page_of_key(key))}
        born = set(born)
        new = born - self.index.known(born)
        due = self.index.due(timezone.now())
        return self.index.reading(keys) | new | named | due | self.index.claiming(self.distrusted)

    def run(self, names: set[PageName]) -> Report:
        """Bring these pages up to date.

        Raises:
            OSError: the disk is full or cannot be written. What was there before stands; the journal stays, and the
                next update mends what this one left half done.
        """
        with remembering():
            return self._run(names)

    def _run(self, names: set[PageName]) -> Report:
        self.store.sweep(self.distrusted)
        gone = {name for name in names if kind_named(name[0]) is None}
        pending: list[Rendered] = []
        was_prompt = False
        for kind, idents in in_order(names - gone):
            if was_prompt and not (kind.first or kind.prompt):
                self._write(pending, set())
                pending = []
            was_prompt = kind.first or kind.prompt
            for chunk in chunked(idents, CHUNK_PAGES):
                outcome = render_idents(kind, chunk)
                self.report.rendered += len(outcome.rendered)
                self.report.failed += outcome.failed
                gone.update((kind.name, ident) for ident in outcome.missing)
                pending += outcome.rendered
                if len(pending) >= PAGES_AT_ONCE:
                    self._write(pending, set())
                    pending = []
                if self.progress:
                    self.progress(len(chunk))
        self._write(pending, gone)
        self._remove_leftover()
        self._close_journal()
        return self.report

    def settle_contested(self) -> None:
        """After a full press by several processes: give each contested path to the page that has the right to it."""
        for path in self.index.contested():
            winner = self.index.winner(path)
            rendered = winner and self._winner_anew(winner)
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
        to_write = self._settle(pages, paths, shown)
        for rendered in to_write:
            name = (rendered.kind, rendered.ident)
            if name not in before:
                # Of no batch, but come to its right: its record and its files follow what is written now.
                files |= self.index.files_of(name)
                self.index.record(entry_of(rendered))
        brought = {path: source for each in [*pages, *to_write] for path, source in each.attachments.items()}
        self._bring_to_disk(to_write, brought, files)

    def _settle(
        self, pages: list[Rendered], paths: Iterable[str], shown: dict[str, Entry | None]
    ) -> list[Rendered]:
        """Which pages have to be written; the paths that none has a right to are noted as left over."""
        at_hand = {(rendered.kind, rendered.ident): rendered for rendered in pages}
        to_write = []
        for path in paths:
            winner = self.index.winner(path)
            if winner is None:
                self._leftover.add(path)
            elif path in self.distrusted or not _same(winner, shown[path]):
                rendered = at_hand.get(winner.name) or self._winner_anew(winner)
                if rendered:
                    to_write.append(rendered)
        return to_write

    def _winner_anew(self, winner: Entry) -> Rendered | None:
        outcome = render_one(winner.name)
        self.report.failed += outcome.failed
        if outcome.failed:
            self._unsettled.add(winner.path)
        rendered = outcome.rendered[0] if outcome.rendered else None
        # Where it has moved meanwhile, the outbox says so, and the next press follows.
        return rendered if rendered and rendered.page.path == winner.path else None

    def _bring_to_disk(self, pages: list[Rendered], brought: dict[str, Path], files: set[str]) -> None:
        new = {
            path: source for path, source in brought.items() if path not in files or path in self.distrusted
        }
        old = {path for path in files if path not in brought and not self.index.is_brought(path)}
        self._leftover |= old
        self._journal([*new, *(rendered.page.path for rendered in pages), *sorted(self._leftover)])
        for path, source in new.items():
            self.store.copy(path, source, anew=path in self.distrusted)
        self.store.write_all([rendered.page for rendered in pages])
        self.report.written += [rendered.page.path for rendered in pages]

    def _remove_leftover(self) -> None:
        for path in sorted(self._leftover | self.distrusted):
            if self.index.winner(path) is None and not self.index.is_brought(path):
                with contextlib.suppress(PathRefused):  # a line of a journal that was torn
                    self.store.remove(path)
                self.report.removed.append(path)

    def _journal(self, paths: list[str]) -> None:
        if not paths or not self.durable:
            return
        is_new = not self.build.journal_path.exists()
        with open(self.build.journal_path, "a", encoding="utf-8") as journal:
            # A full disk may have torn the line before.
            journal.write("\n" + "".join(f"{path}\n" for path in paths))
            journal.flush()
            os.fsync(journal.fileno())
        if is_new:
            flush_folder(self.build.journal_path.parent)

    def _close_journal(self) -> None:
        """All is settled but the paths of pages that failed: those are still not to be trusted."""
        failed = {failure.name for failure in self.report.failed}
        kept = self._unsettled | {path for path in self.distrusted if failed & self.index.claiming([path])}
        self.distrusted = frozenset()
        if kept:
            self._journal(sorted(kept))
        else:
            self.build.journal_path.unlink(missing_ok=True)


def _same(now: Entry, before: Entry | None) -> bool:
    return before is not None and (now.name, now.digest) == (before.name, before.digest)


def _journalled(path: Path) -> frozenset[str]:
    with contextlib.suppress(FileNotFoundError):
        *lines, _torn = path.read_text(encoding="utf-8", errors="replace").split("\n")
        return frozenset(line for line in lines if line.startswith("/"))
    return frozenset()
