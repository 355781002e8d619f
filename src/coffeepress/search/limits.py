"""Searches cost a moment of a thread each: so many from one address in a minute, and never all threads at once.

What is counted stays in the process's memory, under a keyed digest of the address, for a minute. What was searched for
is not counted, not kept and not logged.
"""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.cache import cache

from coffeepress.people.limits import subscriber

MINUTE_SECONDS = 60
WAITED_SECONDS = 1.0


class TooMany(Exception):
    """No more searches for now.

    Attributes:
        seconds: until the next one.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def refuse_too_many(address: str) -> None:
    """Count a search.

    Raises:
        TooMany: there were as many from this address in this minute as are answered.
    """
    minute, since = divmod(int(time.time()), MINUTE_SECONDS)
    name = f"searches-{minute}-{subscriber(address)}"
    cache.add(name, 0, MINUTE_SECONDS)
    try:
        number = cache.incr(name)
    except ValueError:  # forgotten meanwhile, for others needed the room
        return
    if number > settings.COFFEEPRESS.searches_per_minute:
        raise TooMany(MINUTE_SECONDS - since)


_places = threading.BoundedSemaphore(max(1, settings.COFFEEPRESS.threads // 2))


@contextmanager
def in_turn() -> Iterator[None]:
    """Hold one of the places for a search: the other threads of this process stay free for the newsroom and forms.

    Raises:
        TooMany: none became free.
    """
    if not _places.acquire(timeout=WAITED_SECONDS):
        raise TooMany(1)
    try:
        yield
    finally:
        _places.release()
