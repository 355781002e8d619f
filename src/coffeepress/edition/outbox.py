"""The outbox: the keys that publishing transactions changed, until a press has taken them up.

The keys are written in the transaction that changes what they name, so that neither can be there without the other.
After the commit the press is asked to run: at the end of the request (by the middleware), or at once outside one.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import connection, transaction

from coffeepress.edition.keys import Key, name_of
from coffeepress.edition.models import Change

logger = logging.getLogger(__name__)

KEPT_AT_ONCE = 1000


@dataclass
class Deferral:
    """While it lasts, commits only note that there is something to press."""

    is_wanted: bool = False


_deferral: ContextVar[Deferral | None] = ContextVar("edition_deferral", default=None)


def changed(*keys: Key) -> None:
    """Say which keys this transaction changes.

    Raises:
        UndeclaredKey: a key's name was not declared.
    """
    if not keys:
        return
    for key in keys:
        name_of(key)
    Change.objects.bulk_create([Change(key=key) for key in sorted(set(keys))], batch_size=KEPT_AT_ONCE)
    if all(callback is not _after_commit for _, callback, *_ in connection.run_on_commit):
        transaction.on_commit(_after_commit)


@contextmanager
def deferred() -> Iterator[Deferral]:
    """Within the block commits do not press; the block's owner does, once, if `is_wanted`."""
    deferral = Deferral()
    token = _deferral.set(deferral)
    try:
        yield deferral
    finally:
        _deferral.reset(token)


def waiting() -> int:
    """How many changes no press has taken up yet."""
    return Change.objects.count()


def _after_commit() -> None:
    deferral = _deferral.get()
    if deferral is not None:
        deferral.is_wanted = True
        return
    from coffeepress.edition.press import press_or_leave  # the press reads the outbox: imported late

    press_or_leave()
