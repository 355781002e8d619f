"""Django's cache: what counts attempts is shared by all processes, what only saves look-ups is each one's own.

allauth counts in the default cache and nowhere else. A memory of each process would multiply its limits by the number
of processes, and forget them at a restart; so its keys go to a table of the database.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.core.cache.backends.locmem import LocMemCache

COUNTED = "allauth"


class MemoryAndCounters(LocMemCache):
    """A memory, with allauth's keys in the cache named "counters"."""

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> bool:
        if counters := _counters(key):
            return counters.add(key, value, timeout, version)
        return super().add(key, value, timeout, version)

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        if counters := _counters(key):
            return counters.get(key, default, version)
        return super().get(key, default, version)

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: Any = None) -> None:
        if counters := _counters(key):
            return counters.set(key, value, timeout, version)
        return super().set(key, value, timeout, version)

    def delete(self, key: Any, version: Any = None) -> bool:
        if counters := _counters(key):
            return counters.delete(key, version)
        return super().delete(key, version)


def _counters(key: Any) -> BaseCache | None:
    return caches["counters"] if str(key).startswith(COUNTED) else None
