"""Rendering of reader pages with a record of what they read. Reads the database; writes no page.

A page that cannot be made is a `Failure`: the pages beside it are made all the same. What is not the page's own fault
(the disk is full, the database is away) is raised, for it would be the same for all.
"""

import errno
import logging
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError

from coffeepress.edition.index import PageName
from coffeepress.edition.keys import recording
from coffeepress.edition.kinds import Kind, kind_named, kinds
from coffeepress.edition.outbox import deferred
from coffeepress.edition.page import Rendered, place

logger = logging.getLogger(__name__)

CHUNK_PAGES = 50
FAULTS_OF_THE_MACHINE = frozenset(
    {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EMFILE, errno.ENFILE, errno.ENOMEM}
)

T = TypeVar("T")


@dataclass(frozen=True)
class Failure:
    """A page that could not be made."""

    kind: str
    ident: str
    reason: str

    @property
    def name(self) -> PageName:
        return self.kind, self.ident

    def __str__(self) -> str:
        return f"{self.kind} {self.ident} ({self.reason})"


@dataclass
class Outcome:
    """What became of pages: those that were rendered, the idents that have no page (any more), and failures."""

    rendered: list[Rendered] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)


class AttachmentMissing(LookupError):
    """A page brings a file that is not there."""


def chunked(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items each."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def render_idents(kind: Kind, idents: Sequence[str]) -> Outcome:
    """Render pages of one kind.

    Raises:
        OSError: the disk is full or cannot be used.
        django.db.OperationalError, django.db.InterfaceError: the database cannot be used.
    """
    outcome = Outcome()
    # Rendering may make a picture's sizes, which is written to the database: that must not start another press.
    with deferred():
        things = _load(kind, idents, outcome)
        failed = {failure.ident for failure in outcome.failed}
        for ident in idents:
            if ident in things:
                _render(kind, ident, things[ident], outcome)
            elif ident not in failed:
                outcome.missing.append(ident)
    return outcome


def in_order(names: Iterable[PageName]) -> list[tuple[Kind, list[str]]]:
    """Pages by kind: those first to which readers are sent, so that no list names a page that is not there yet."""
    idents_of: dict[str, list[str]] = defaultdict(list)
    for kind_name, ident in sorted(names):
        idents_of[kind_name].append(ident)
    return [(kind, idents_of[kind.name]) for kind in kinds() if kind.name in idents_of]


def render_one(name: PageName) -> Outcome:
    """Render one page."""
    kind = kind_named(name[0])
    return render_idents(kind, [name[1]]) if kind else Outcome(missing=[name[1]])


def _load(kind: Kind, idents: Sequence[str], outcome: Outcome) -> Mapping[str, Any]:
    """What the pages show; where that fails for all of them together, each by itself, to find the one it fails for."""
    try:
        with recording():
            return kind.load(idents)
    except Exception as error:
        if _is_fault_of_the_machine(error):
            raise
        if len(idents) == 1:
            _note_failure(kind, idents[0], error, outcome)
            return {}
    things: dict[str, Any] = {}
    for ident in idents:
        things.update(_load(kind, [ident], outcome))
    return things


def _render(kind: Kind, ident: str, thing: Any, outcome: Outcome) -> None:
    try:
        with recording() as read:
            page = kind.render(thing)
        rendered = Rendered(
            kind.name, ident, kind.rank, page, frozenset(read.keys), dict(read.attachments), read.due_at
        )
        _refuse_unwritable(rendered)
    except Exception as error:
        if _is_fault_of_the_machine(error):
            raise
        _note_failure(kind, ident, error, outcome)
    else:
        outcome.rendered.append(rendered)


def _refuse_unwritable(rendered: Rendered) -> None:
    place(rendered.page.path, rendered.page.status)
    for path, source in rendered.attachments.items():
        place(path)
        if not source.is_file():
            raise AttachmentMissing(f"{path} is to be made from {source}, which is not there")


def _is_fault_of_the_machine(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in FAULTS_OF_THE_MACHINE
    return isinstance(error, OperationalError | InterfaceError)


def _note_failure(kind: Kind, ident: str, error: Exception, outcome: Outcome) -> None:
    logger.error("The page %s %s cannot be made.", kind.name, ident, exc_info=error)
    outcome.failed.append(Failure(kind.name, ident, f"{type(error).__name__}: {error}"))
