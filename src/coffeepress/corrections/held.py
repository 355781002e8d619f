"""What corrections hold about a reader with an account: the reports that came with the account's own address.

A report is sent without an account, and anybody may type any address: what is shown, and taken along, is what was
mailed to that address when the report came in.
"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coffeepress.corrections.forget import AT_ONCE, forget
from coffeepress.corrections.models import Report
from coffeepress.corrections.receipt import status_url
from coffeepress.people.holdings import Holding, Shown, register, register_staff_work
from coffeepress.people.models import User

SHOWN = 50
"""So many reports are listed on the reader's page, the newest; all are taken along."""


def register_held() -> None:
    """Tell the reader's own page of it. Called when the app is ready."""
    register_staff_work(
        "corrections.Report.assignee",
        "corrections.Report.decided_by",
        "corrections.ReportEvent.by",
        "corrections.Correction.by",
        "corrections.PendingCorrection.by",
        "corrections.CorrectionVersion.replaced_by",
    )
    register(
        Holding(
            name="reports",
            title=_("Your reports"),
            covers=("corrections.Report.email",),
            export=_export,
            forget=_forget,
            show=_show,
            order=300,
        )
    )


def _reports(user: User) -> QuerySet[Report]:
    return Report.objects.filter(Report.from_address(user.email)).exclude(email="").order_by("-pk")


def _show(user: User) -> Shown | None:
    found = list(_reports(user).select_related("article")[:SHOWN])
    if not found:
        return None
    listed = [
        {
            "url": status_url(report),
            "created_at": report.created_at,
            "headline": report.article.title if report.article and report.article.live else "",
            "state": report.get_state_display(),
        }
        for report in found
    ]
    return Shown("corrections/held.html", {"reports": listed})


def _export(user: User) -> list[dict[str, Any]]:
    return [
        {
            "number": report.pk,
            "url": status_url(report),
            "sent_at": report.created_at.isoformat(),
            "name": report.name,
            "wants_credit": report.wants_credit,
            "article": report.article.permalink if report.article and report.article.live else "",
            "passage": report.exact,
            "wrong": report.wrong,
            "proposal": report.proposal,
            "source": report.source,
            "state": report.state,
            "answer": report.reason,
            "decided_at": report.decided_at.isoformat() if report.decided_at else None,
        }
        for report in _reports(user).select_related("article")
    ]


def _forget(user: User) -> None:
    while chunk := list(_reports(user).values_list("pk", flat=True)[:AT_ONCE]):
        forget(chunk)
