"""One process at a time sends letters, so that what it finds half done was left by one that is no more.

The lock is the system's: it goes with the process that holds it, however that ends. On one machine it is a file's, on
PostgreSQL also the database's, for there may be workers on several machines.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection

_NUMBER = 0x6C657474  # any number that nothing else in this database locks


class SenderBusy(RuntimeError):
    """Another process is sending."""


@contextmanager
def one_sender() -> Iterator[None]:
    """Be the one that sends.

    Raises:
        SenderBusy: another process is.
    """
    descriptor = os.open(settings.LETTERS_LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        raise SenderBusy from None
    try:
        with _locked_in_database():
            yield
    finally:
        os.close(descriptor)


@contextmanager
def _locked_in_database() -> Iterator[None]:
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_NUMBER])
        if not cursor.fetchone()[0]:
            raise SenderBusy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_NUMBER])
