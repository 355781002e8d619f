"""What is to be done every so often, by whichever worker runs: apps register it in their `ready`.

A worker does each duty when it starts and then once in its interval, after everything that readers wait for. A duty may
be done more often than that, by several workers also at once, so it must be one that does no harm twice.
"""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

logger = logging.getLogger(__name__)


@dataclass
class Duty:
    """Something to be done every so often."""

    name: str
    every: timedelta
    do: Callable[[], object]
    next_at: float = 0.0


class DutyRegisteredTwice(ValueError):
    """Two duties have the same name."""


_duties: dict[str, Duty] = {}


def register(name: str, do: Callable[[], object], *, every: timedelta) -> None:
    """Register a duty.

    Args:
        name: what is done, for the log: "forget readers".

    Raises:
        DutyRegisteredTwice: its name is taken.
    """
    if name in _duties:
        raise DutyRegisteredTwice(name)
    _duties[name] = Duty(name, every, do)


def duty(name: str) -> Duty:
    """The duty of this name.

    Raises:
        KeyError: there is none.
    """
    return _duties[name]


def do_due() -> None:
    """Do what is due.

    Raises:
        ExceptionGroup: some duties failed; all others were done. A failed one is due again in its next interval.
    """
    failures: list[Exception] = []
    for duty in _duties.values():
        if duty.next_at > time.monotonic():
            continue
        # Before it is done: one that fails at once must not be done at every round.
        duty.next_at = time.monotonic() + duty.every.total_seconds()
        try:
            duty.do()
        except Exception as error:
            logger.exception("A duty failed: %s.", duty.name)
            failures.append(error)
    if failures:
        raise ExceptionGroup("Duties failed", failures)
