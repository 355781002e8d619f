"""What is held about a person: each app says what it keeps, how it is shown, taken along, and forgotten.

A test walks all installed models: whatever refers to an account or holds an e-mail address has to be covered here, or
to have a reason not to be (`tests/people/test_holdings.py`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from coffeepress.people.models import User


@dataclass(frozen=True)
class Shown:
    """A part of the reader's own page.

    Attributes:
        template: of the app, given `context`. It runs no query.
    """

    template: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Holding:
    """One kind of thing that is held about a person.

    Attributes:
        name: its name in the export: one word, and then for good.
        title: its heading on the reader's page.
        covers: the fields by which it is a person's: "people.Device.user". A many-to-many field by its own name.
        export: what is held about an account, as JSON takes it: dicts, lists, texts, numbers; times as ISO 8601.
        forget: delete it, or cut its tie to the account where it has to be kept; called within one transaction,
            before the account itself is deleted.
        show: its part of the reader's page; None where there is nothing to show.
        beforehand: what a reader ought to see to before the account is deleted, for the page of deletion; None where
            there is nothing.
        order: where it stands on the page; small numbers first.
    """

    name: str
    title: str | Promise
    covers: tuple[str, ...]
    export: Callable[[User], Any]
    forget: Callable[[User], object]
    show: Callable[[User], Shown | None] | None = None
    beforehand: Callable[[User], Shown | None] | None = None
    order: int = 100


class HoldingRegisteredTwice(ValueError):
    """Two holdings have the same name, or cover the same field."""


_holdings: dict[str, Holding] = {}
_staff_work: list[str] = []


def register(holding: Holding) -> None:
    """Register what an app holds. Called in its `ready`.

    Raises:
        HoldingRegisteredTwice: its name is taken, or a field is covered already.
    """
    if holding.name in _holdings:
        raise HoldingRegisteredTwice(holding.name)
    both = covered().intersection(holding.covers)
    if both:
        raise HoldingRegisteredTwice(min(both))
    _holdings[holding.name] = holding


def register_staff_work(*fields: str) -> None:
    """Register fields that say who of the newsroom did something: "corrections.Correction.by". Staff take a list of it
    along; it stays when an account is deleted (which staff cannot do themselves), cut from it by the database.

    Raises:
        HoldingRegisteredTwice: a field is covered already.
    """
    both = covered().intersection(fields)
    if both:
        raise HoldingRegisteredTwice(min(both))
    _staff_work.extend(fields)


def staff_work() -> tuple[str, ...]:
    """The fields that say who of the newsroom did something."""
    return tuple(_staff_work)


def registered() -> list[Holding]:
    """All holdings, in the order of the reader's page."""
    return sorted(_holdings.values(), key=lambda holding: (holding.order, holding.name))


def covered() -> set[str]:
    """The fields that are covered."""
    return {*_staff_work, *(field for holding in _holdings.values() for field in holding.covers)}


def exported(user: User) -> dict[str, Any]:
    """All that is held about an account, as JSON takes it."""
    return {holding.name: holding.export(user) for holding in registered()}
