"""Where pages are and were: an address that was given to readers once is answered for ever.

Owns `Address`. Called in the publishing transaction.
"""

from django.db import connection

from coffeepress.edition.keys import ADDRESS
from coffeepress.edition.models import Address
from coffeepress.edition.outbox import changed

LOCK = 0x0EDE_1713
"""The number of PostgreSQL's lock for publishing: any that no other program on the database takes."""


def claim(kind: str, ident: object, path: str) -> None:
    """A page is published at this path: its other addresses lead there from now on.

    A path that another page had before belongs to the page that is there now.
    """
    mine = {address.path: address for address in Address.objects.filter(kind=kind, ident=str(ident))}
    current = mine.get(path)
    if current and current.is_current and not any(address.is_withdrawn for address in mine.values()):
        return
    Address.objects.filter(kind=kind, ident=str(ident)).update(is_current=False, is_withdrawn=False)
    Address.objects.update_or_create(
        path=path, defaults={"kind": kind, "ident": str(ident), "is_current": True, "is_withdrawn": False}
    )
    changed(*(ADDRESS(each) for each in {*mine, path}))


def withdraw(kind: str, ident: object) -> None:
    """A page is not published any more: its addresses answer that it is gone."""
    mine = Address.objects.filter(kind=kind, ident=str(ident))
    paths = list(mine.filter(is_withdrawn=False).values_list("path", flat=True))
    mine.update(is_withdrawn=True)
    changed(*(ADDRESS(path) for path in paths))


def is_taken(path: str, *, kind: str, ident: object) -> bool:
    """Whether another page is published at this path."""
    others = Address.objects.filter(path=path, is_current=True, is_withdrawn=False)
    return others.exclude(kind=kind, ident=str(ident)).exists()


def is_held(path: str, *, kind: str, ident: object) -> bool:
    """Whether another page is published at this path, or was until it was withdrawn and may come back."""
    return Address.objects.filter(path=path, is_current=True).exclude(kind=kind, ident=str(ident)).exists()


def is_new(path: str) -> bool:
    """Whether this path was never given to readers."""
    return not Address.objects.filter(path=path).exists()


def current_path(kind: str, ident: object) -> str | None:
    """Where a page is, or was when it was withdrawn."""
    return (
        Address.objects.filter(kind=kind, ident=str(ident), is_current=True)
        .values_list("path", flat=True)
        .first()
    )


def leads_to(path: str) -> str:
    """Where a reader ends who asks for a path: at the path itself, unless its page has moved."""
    former = Address.objects.filter(path=path, is_current=False, is_withdrawn=False).first()
    return (former and current_path(former.kind, former.ident)) or path


def one_at_a_time() -> None:
    """Let publishing transactions follow each other: each looks at what is published, and writes what follows from it.

    Held until the transaction ends. SQLite has one writer at a time anyhow.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
