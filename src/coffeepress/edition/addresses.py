"""Where pages are and were: an address that was given to readers once is answered for ever.

Owns `Address`. Called in the publishing transaction.
"""

from coffeepress.edition.keys import ADDRESS
from coffeepress.edition.models import Address
from coffeepress.edition.outbox import changed


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
