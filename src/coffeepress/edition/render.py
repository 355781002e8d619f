"""Rendering of reader pages with a record of what they read. Reads the database; writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from coffeepress.edition.index import PageName
from coffeepress.edition.keys import recording
from coffeepress.edition.kinds import Kind, kind_named, kinds
from coffeepress.edition.page import Rendered

CHUNK_PAGES = 50

T = TypeVar("T")


def chunked(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Lists of at most `size` items each."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def render_idents(kind: Kind, idents: Sequence[str]) -> tuple[list[Rendered], list[str]]:
    """Render pages of one kind.

    Returns:
        The rendered pages, and the idents that have no page (any more).
    """
    with recording() as shared:
        things = kind.load(idents)
    rendered = []
    for ident in idents:
        if ident in things:
            with recording() as read:
                page = kind.render(things[ident])
            keys = frozenset(read.keys | shared.keys)
            rendered.append(Rendered(kind.name, ident, kind.rank, page, keys, dict(read.attachments)))
    return rendered, [ident for ident in idents if ident not in things]


def in_order(names: Iterable[PageName]) -> list[tuple[Kind, list[str]]]:
    """Pages by kind: those first to which readers are sent, so that no list names a page that is not there yet."""
    idents_of: dict[str, list[str]] = defaultdict(list)
    for kind_name, ident in sorted(names):
        idents_of[kind_name].append(ident)
    return [(kind, idents_of[kind.name]) for kind in kinds() if kind.name in idents_of]


def render_one(name: PageName) -> Rendered | None:
    """Render one page, or None where it has none (any more)."""
    kind = kind_named(name[0])
    if kind is None:
        return None
    rendered, _ = render_idents(kind, [name[1]])
    return rendered[0] if rendered else None
