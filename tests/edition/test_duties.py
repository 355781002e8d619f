"""Duties are done when a worker starts, and then once in their interval."""

from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from coffeepress.edition import duties, worker
from coffeepress.edition.duties import DutyRegisteredTwice, do_due, register

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """No duties but those of the test, and a clock that it sets."""
    monkeypatch.setattr(duties, "_duties", {})
    now = [1000.0]
    monkeypatch.setattr(duties.time, "monotonic", lambda: now[0])
    return now


def test_a_duty_is_done_at_once_and_again_after_its_interval(clock: list[float]) -> None:
    done: list[float] = []
    register("count", lambda: done.append(clock[0]), every=HOUR)
    for clock[0] in (1000, 1002, 4599, 4600, 4602, 8300):
        do_due()
    assert done == [1000, 4600, 8300]


def test_one_that_fails_hinders_no_other_and_is_tried_in_its_next_interval(clock: list[float]) -> None:
    done: list[str] = []

    def fails() -> None:
        done.append("failed")
        raise OSError("no disk")

    register("fail", fails, every=HOUR)
    register("count", lambda: done.append("counted"), every=HOUR)
    with pytest.raises(ExceptionGroup):
        do_due()
    do_due()
    assert done == ["failed", "counted"]
    clock[0] += 3600
    with pytest.raises(ExceptionGroup):
        do_due()
    assert done == ["failed", "counted"] * 2


def test_a_duty_is_registered_once() -> None:
    register("count", int, every=HOUR)
    with pytest.raises(DutyRegisteredTwice):
        register("count", int, every=HOUR)


@pytest.mark.django_db
def test_the_worker_does_duties_in_its_round(monkeypatch: pytest.MonkeyPatch) -> None:
    for step in ("publish_due", "press_waiting", "run_tasks"):
        monkeypatch.setattr(worker, step, threading.Event().is_set)
    done: list[str] = []
    register("count", lambda: done.append("counted"), every=HOUR)
    assert worker.work_once()
    assert done == ["counted"]
