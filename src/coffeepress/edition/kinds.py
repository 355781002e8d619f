"""The registry of kinds of reader pages.

Each app's `edition.py` registers its kinds; they are found as Django's admin finds `admin.py`.
Registering a name twice is an error.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from coffeepress.edition.keys import Key
from coffeepress.edition.page import Page

T = TypeVar("T")


class KindRegisteredTwice(ValueError):
    """Two kinds have the same name."""


class Kind(Generic[T]):
    """A sort of reader page.

    A page is named by its kind and its ident (`article`, `12`). All methods look only at what is published.

    Attributes:
        name: the kind's name.
        rank: who wins a path that two pages claim: the lower rank.
        first: whether its pages are written first in a press: what readers are sent to before what sends them.
        prompt: whether its pages are written next, before any other is even rendered: what readers look at first.
    """

    name: ClassVar[str]
    rank: ClassVar[int] = 0
    first: ClassVar[bool] = False
    prompt: ClassVar[bool] = False

    def all_idents(self) -> Iterator[str]:
        """The idents of all its pages, from a cursor: memory must not grow with their number."""
        raise NotImplementedError

    def born(self, key: Key) -> Iterable[str]:
        """The idents of pages that may have come into being by a change of this key."""
        return ()

    def load(self, idents: Sequence[str]) -> Mapping[str, T]:
        """What these pages show, in a number of queries that does not depend on their number.

        An ident that is left out of the answer has no page (any more). Keys read here are not noted, for the answer is
        shared by pages that may depend on other things: `render` reads all that its page depends on."""
        raise NotImplementedError

    def render(self, thing: T) -> Page:
        """The page. Reads keys by `coffeepress.edition.keys.reads`."""
        raise NotImplementedError


_kinds: dict[str, Kind[Any]] = {}


def register(kind: type[Kind[Any]]) -> type[Kind[Any]]:
    """Register a kind (usable as a decorator).

    Raises:
        KindRegisteredTwice: its name is taken.
    """
    if kind.name in _kinds:
        raise KindRegisteredTwice(kind.name)
    _kinds[kind.name] = kind()
    return kind


def kinds() -> list[Kind[Any]]:
    """All kinds: those that are written first, then the prompt ones, then by name."""
    return sorted(_kinds.values(), key=lambda kind: (not kind.first, not kind.prompt, kind.name))


def kind_named(name: str) -> Kind[Any] | None:
    """The kind of that name, or None where no installed app has it (any more)."""
    return _kinds.get(name)
