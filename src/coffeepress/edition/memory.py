"""What one press looks up once for all its pages.

What changes while it runs is in the outbox, and so in the next press. Outside a press nothing is kept.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

T = TypeVar("T")

_kept: ContextVar[dict[str, Any] | None] = ContextVar("edition_memory", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """Within the block each thing is looked up once."""
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def remembered(name: str, look_up: Callable[[], T]) -> T:
    """The thing of that name, looked up unless it is remembered. Keys that the look-up reads are not noted again."""
    kept = _kept.get()
    if kept is None:
        return look_up()
    if name not in kept:
        kept[name] = look_up()
    found: T = kept[name]
    return found
