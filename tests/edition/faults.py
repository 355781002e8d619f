"""Faults at every step of a press: each call that touches the disk, the index or the database is a step."""

from __future__ import annotations

import builtins
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import IO, Any
from unittest.mock import patch

from django.db import OperationalError, connection

from coffeepress.edition import press as press_module
from coffeepress.edition import store, update
from coffeepress.edition.index import Index

CALLS = ("replace", "link", "unlink", "rmdir", "mkdir", "fsync", "symlink")
KILLED = 9


class Steps:
    """Counts steps, and at one of them goes wrong.

    Args:
        wrong_at: the step's number; 0 for never.
        stop: whether the process then ends on the spot, as if it were killed or had lost its power.
    """

    def __init__(self, wrong_at: int = 0, *, stop: bool = False) -> None:
        self.wrong_at = wrong_at
        self.stop = stop
        self.count = 0
        self.names: list[str] = []

    def step(self, name: str, error: Exception, before_error: Callable[[], object] | None = None) -> None:
        self.count += 1
        self.names.append(name)
        if self.count == self.wrong_at:
            if before_error:
                before_error()
            if self.stop:
                os._exit(KILLED)
            raise error


@contextmanager
def faults(steps: Steps) -> Iterator[None]:
    """Within the block each call is a step."""
    with ExitStack() as stack:
        for name in CALLS:
            stack.enter_context(patch.object(os, name, _wrapped(steps, name, getattr(os, name))))
        for module in (store, update, press_module):
            stack.enter_context(patch.object(module, "open", _open(steps), create=True))
        stack.enter_context(patch.object(Index, "__init__", _index_init(steps, Index.__init__)))
        stack.enter_context(connection.execute_wrapper(_query(steps)))
        yield


def _wrapped(steps: Steps, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(*args: Any, **options: Any) -> Any:
        steps.step(name, OSError(errno.EIO, f"injected at {name}"))
        return call(*args, **options)

    return wrapped


class _Written:
    """A file of which the write at fault leaves half on the disk."""

    def __init__(self, handle: IO[Any], steps: Steps) -> None:
        self.handle = handle
        self.steps = steps

    def write(self, content: Any) -> int:
        def half() -> None:
            self.handle.write(content[: len(content) // 2])
            self.handle.flush()

        self.steps.step("write", OSError(errno.ENOSPC, "injected: No space left on device"), half)
        return self.handle.write(content)

    def __enter__(self) -> _Written:
        return self

    def __exit__(self, *_args: object) -> None:
        self.handle.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.handle, name)


def _open(steps: Steps) -> Callable[..., Any]:
    def opened(*args: Any, **options: Any) -> Any:
        steps.step("open", OSError(errno.EIO, "injected at open"))
        return _Written(builtins.open(*args, **options), steps)

    return opened


class _Connection:
    """The index's connection."""

    def __init__(self, connection: sqlite3.Connection, steps: Steps) -> None:
        self.connection = connection
        self.steps = steps

    def execute(self, *args: Any) -> Any:
        self.steps.step("index", sqlite3.OperationalError("injected: disk I/O error"))
        return self.connection.execute(*args)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)


def _index_init(steps: Steps, init: Callable[..., None]) -> Callable[..., None]:
    def wrapped(self: Any, *args: Any, **options: Any) -> None:
        init(self, *args, **options)
        self.connection = _Connection(self.connection, steps)

    return wrapped


def _query(steps: Steps) -> Callable[..., Any]:
    def query(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        steps.step("database", OperationalError("injected: the database is away"))
        return execute(sql, params, many, context)

    return query
