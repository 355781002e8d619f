"""Corrections that wait for the review of a draft: decided when readers have them."""

from django.db import transaction

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections import decide
from coffeepress.corrections.anchoring import carry
from coffeepress.corrections.announce import announce
from coffeepress.corrections.models import PendingCorrection, Report, ReportEvent

AROUND = 20


@transaction.atomic
def settle(article: Article) -> None:
    """An article was published: decide the reports whose corrections readers have now.

    One that the reviewer did not take over is dropped, and its report is open again for another decision.
    """
    waiting = (
        PendingCorrection.objects.filter(article=article).select_related("revision", "by").order_by("pk")
    )
    if not waiting:
        return
    text = said(article).text
    for pending in waiting:
        report = Report.objects.select_for_update().get(pk=pending.report_id)
        if not report.is_open:
            pending.delete()
        elif is_in(pending, text):
            _decide(pending, report)
        elif not article.has_unpublished_changes:
            pending.delete()
            decide.note_event(report, ReportEvent.What.RETURNED, None)


def is_in(pending: PendingCorrection, text: str) -> bool:
    """Whether a text of the article has the mended passage."""
    if pending.revision is None:
        return False
    drafted = said(pending.revision.as_object()).text
    start, end = pending.start, pending.end
    if start == end:  # the passage was taken out: what stands around the place tells
        start, end = max(start - AROUND, 0), min(end + AROUND, len(drafted))
    return start < end and carry(drafted, text, start, end).standing == "there"


def _decide(pending: PendingCorrection, report: Report) -> None:
    if pending.is_public:
        announce(report, pending.by, said=pending.said, says=pending.says, note=pending.note)
    decide.close(report, pending.by, Report.State.CORRECTED, with_followers=pending.with_followers)
