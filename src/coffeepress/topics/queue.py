"""The queue before the ballot box, on SQLite: who votes waits in order, by a lock of the system's.

SQLite lets one transaction write at a time, and the others ask again every tenth of a second. Where many vote at once,
one that is unlucky may ask for as long as it waits at all (`config/database.py`), and gets an error; and the box stands
idle between. A lock of the system's wakes the next one at once. PostgreSQL has queues of its own.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

ENDING = "-votes.lock"
"""The lock lies beside the database, under its name with this ending. It holds nothing, and may be deleted."""


@contextmanager
def queue() -> Iterator[None]:
    """Wait for one's turn. Within a transaction there is no queue: whoever is in one has the database already."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    path = f"{connection.settings_dict['NAME']}{ENDING}"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)  # the system lets it go when the process ends, however it ends
        yield
    finally:
        os.close(descriptor)
