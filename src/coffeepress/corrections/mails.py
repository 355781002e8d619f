"""The two mails that a reader gets who gave an address: at receipt, and at each decision. Nothing else, ever.

They are sent by the worker; an error is tried again for a day, then told in the log and in the report's history.
A mail at receipt holds nothing that the reader typed: whoever enters another's address cannot have us write to them.
"""

import logging
import re
from datetime import timedelta
from typing import Any, Literal

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from coffeepress.corrections.models import Report, ReportEvent
from coffeepress.corrections.receipt import shown_receipt, status_url

logger = logging.getLogger(__name__)

RECEIPTS_A_DAY = 5
"""No address gets more mails at receipt in a day, whoever enters it."""

TRIED_AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960))

What = Literal["receipt", "decision"]

_SILENT = (*Report.OPEN, Report.State.SPAM)


def tell_receipt(report: Report) -> None:
    """Have the reader told that the report has arrived. Called in the transaction that stores it."""
    if report.email and _receipts_today(report) < RECEIPTS_A_DAY:
        send.enqueue(report.pk, "receipt")


def tell_decision(report: Report) -> None:
    """Have the reader told of the decision. Called in the transaction that stores it."""
    if report.email and report.state not in _SILENT:
        send.enqueue(report.pk, "decision")


@task()
def send(report_id: int, what: What, attempt: int = 0) -> None:
    """Send a mail, unless it was sent, or there is nobody to send it to any more."""
    rows = Report.objects.select_related("article", "leader__correction", "correction")
    report = rows.filter(pk=report_id).first()
    if (
        report is None
        or not report.email
        or _is_told(report, what)
        or (what == "decision" and report.state in _SILENT)
    ):
        return
    try:
        message(report, what).send()
    except Exception as error:  # a mail server's, the network's, a refused address's: all are tried again
        _try_again(report, what, attempt, error)
        return
    ReportEvent.objects.create(report=report, what=ReportEvent.What.MAILED, note=what)


def message(report: Report, what: What) -> EmailMessage:
    """The mail, in the report's language."""
    with translation.override(report.language):
        shown = shown_receipt(report)
        context = {"report": report, "shown": shown, "url": status_url(report), "site": _site()}
        if what == "receipt":
            subject = _("We have received your report no. %(number)s") % {"number": report.pk}
        else:
            subject = _("Your report no. %(number)s: %(state)s") % {
                "number": report.pk,
                "state": shown.state_label.lower(),
            }
        body = render_to_string(f"corrections/mails/{what}.txt", context)
    return EmailMessage(
        _one_line(f"{subject} · {_site()}"),
        re.sub(r"\n{3,}", "\n\n", body).strip() + "\n",
        to=[report.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def _try_again(report: Report, what: What, attempt: int, error: Exception) -> None:
    if attempt < len(TRIED_AGAIN_AFTER):
        later = TRIED_AGAIN_AFTER[attempt]
        logger.warning(
            "The mail (%s) about report %s was not sent: %r. It is tried again.", what, report, error
        )
        send.using(run_after=timezone.now() + later).enqueue(report.pk, what, attempt + 1)
        return
    logger.error("The mail (%s) about report %s was not sent, and is given up: %r", what, report, error)
    ReportEvent.objects.create(report=report, what=ReportEvent.What.UNTOLD, note=what)


def _is_told(report: Report, what: What) -> bool:
    told = report.events.filter(what=ReportEvent.What.MAILED, note=what)
    if what == "decision" and report.decided_at:
        told = told.filter(at__gte=report.decided_at)
    return told.exists()


def _receipts_today(report: Report) -> int:
    since = timezone.now() - timedelta(days=1)
    others = Report.objects.filter(Report.from_address(report.email), created_at__gte=since)
    return others.exclude(pk=report.pk).count()


def _site() -> str:
    return str(settings.COFFEEPRESS.address.netloc)


def _one_line(text: Any) -> str:
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", str(text)).strip()
