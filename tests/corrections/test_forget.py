"""Readers are forgotten in time, and not before."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coffeepress.corrections import forget
from coffeepress.corrections.models import DaySalt, Report, ReportEvent, Submission
from coffeepress.edition.duties import duty

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def decided(days_ago: float | None, **fields: Any) -> Report:
    at = timezone.now() - timedelta(days=days_ago) if days_ago is not None else None
    fields = {"name": "Ada", "email": "ada@example.org", "wants_credit": True, **fields}
    state = "received" if at is None else "declined"
    return Report.objects.create(
        kind="letter", language="en", fingerprint="x", state=state, decided_at=at, wrong="It is so.", **fields
    )


def known(report: Report) -> tuple[str, str, bool]:
    stored = Report.objects.get(pk=report.pk)
    return stored.name, stored.email, stored.wants_credit


def test_names_and_addresses_go_ninety_days_after_the_decision() -> None:
    due, young, waiting = decided(91), decided(89), decided(None)
    assert forget.forget_due() == 1
    assert known(due) == ("", "", False)
    assert known(young) == known(waiting) == ("Ada", "ada@example.org", True)
    stored = Report.objects.get(pk=due.pk)
    assert stored.wrong == "It is so."
    assert stored.forgotten_at is not None
    assert stored.events.get().what == ReportEvent.What.FORGOTTEN


def test_how_long_they_are_kept_is_a_setting(change_site: Any) -> None:
    change_site(reporters_kept_days=7)
    report = decided(8)
    forget.forget_due()
    assert known(report) == ("", "", False)


def test_a_report_opened_again_keeps_its_reader() -> None:
    report = decided(91, forgotten_at=None)
    Report.objects.update(state="looking")
    assert forget.forget_due() == 0
    assert known(report)[0] == "Ada"


def test_nothing_is_noted_where_there_was_nobody_to_forget() -> None:
    report = decided(91, name="", email="")
    assert forget.forget_due() == 0
    assert Report.objects.get(pk=report.pk).forgotten_at is not None
    assert not ReportEvent.objects.exists()


def test_it_is_done_once(django_assert_max_num_queries: Any) -> None:
    decided(91)
    forget.forget_due()
    with django_assert_max_num_queries(3):
        assert forget.forget_due() == 0


def test_many_are_forgotten_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(forget, "AT_ONCE", 2)
    for _ in range(5):
        decided(91)
    assert forget.forget_due() == 5
    assert not Report.objects.exclude(email="").exists()


def test_submissions_go_after_two_days_and_salts_after_yesterday() -> None:
    now, report = timezone.now(), decided(None)
    for hours in (47, 49):
        Submission.objects.create(
            nonce=str(hours), report=report, sender="x", sent_at=now - timedelta(hours=hours)
        )
    for days in (0, 1, 2, 30):
        DaySalt.objects.create(day=now.date() - timedelta(days=days), salt=b"salt")
    forget.forget_due()
    assert list(Submission.objects.values_list("nonce", flat=True)) == ["47"]
    assert sorted((now.date() - salt.day).days for salt in DaySalt.objects.all()) == [0, 1]


def test_the_worker_does_it_every_hour() -> None:
    registered = duty("forget readers")
    assert (registered.do, registered.every) == (forget.forget_due, timedelta(hours=1))
