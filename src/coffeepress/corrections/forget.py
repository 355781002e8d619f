"""Forgets readers: their names and addresses some time after the decision, and what recognises a sender after days.

Done by the worker every hour, a thousand at a time, so that no other transaction waits for it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from coffeepress.corrections.models import DaySalt, Report, ReportEvent, Submission

SUBMISSIONS_KEPT = timedelta(days=2)
AT_ONCE = 1000


def forget_due() -> int:
    """Delete what has been kept long enough.

    Returns:
        How many reports' readers were forgotten.
    """
    now = timezone.now()
    _delete(Submission.objects.filter(sent_at__lt=now - SUBMISSIONS_KEPT))
    _delete(DaySalt.objects.filter(day__lt=now.date() - timedelta(days=1)))
    decided_before = now - timedelta(days=settings.COFFEEPRESS.reporters_kept_days)
    due = Report.objects.filter(decided_at__lt=decided_before, forgotten_at=None).exclude(
        state__in=Report.OPEN
    )
    forgotten = 0
    while chunk := list(due.order_by("decided_at").values_list("pk", flat=True)[:AT_ONCE]):
        forgotten += forget(chunk)
    return forgotten


@transaction.atomic
def forget(report_ids: list[int]) -> int:
    """Delete the names and addresses of those who sent these reports.

    A name under which a reader is thanked in public is part of the published correction, and stays there.

    Returns:
        How many of them had a name or an address.
    """
    reports = Report.objects.select_for_update().filter(pk__in=report_ids, forgotten_at=None)
    known = list(reports.filter(~Q(name="") | ~Q(email="")).values_list("pk", flat=True))
    reports.update(name="", email="", wants_credit=False, forgotten_at=timezone.now())
    ReportEvent.objects.bulk_create(
        ReportEvent(report_id=pk, what=ReportEvent.What.FORGOTTEN) for pk in known
    )
    return len(known)


def _delete(rows: QuerySet[Model]) -> None:
    while chunk := list(rows.values_list("pk", flat=True)[:AT_ONCE]):
        rows.model._default_manager.filter(pk__in=chunk).delete()
