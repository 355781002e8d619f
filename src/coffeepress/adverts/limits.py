"""How much is counted for one computer's address in an hour: more is somebody's game with the numbers.

Addresses are kept nowhere: only hashes of them, in this process's memory, with a salt that is new in each hour. So the
limit is one of each process, and forgotten with it; that costs no query where there are many readers.
"""

import hashlib
from collections import Counter
from collections.abc import Callable
from secrets import token_bytes
from threading import Lock
from time import monotonic

from coffeepress.people.limits import subscriber

WINDOW_SECONDS = 3600.0
MOST_SENDERS = 100_000


class Hour:
    """The counts of the current hour. Thread-safe.

    Args:
        clock: seconds that only go forward.
        most_senders: with more of them the hour begins anew, so that memory is bounded.
    """

    def __init__(self, *, clock: Callable[[], float] = monotonic, most_senders: int = MOST_SENDERS) -> None:
        self._clock = clock
        self._most_senders = most_senders
        self._lock = Lock()
        self._begin()

    def allows(self, address: str, number: int, *, most: int) -> bool:
        """Count `number` for an address, unless that makes more than `most`."""
        with self._lock:
            if self._clock() - self._began >= WINDOW_SECONDS or len(self._counts) >= self._most_senders:
                self._begin()
            name = hashlib.blake2b(subscriber(address).encode(), key=self._salt, digest_size=16).digest()
            if self._counts[name] + number > most:
                return False
            self._counts[name] += number
            return True

    def _begin(self) -> None:
        self._began = self._clock()
        self._salt = token_bytes(32)
        self._counts: Counter[bytes] = Counter()


this_hour = Hour()
