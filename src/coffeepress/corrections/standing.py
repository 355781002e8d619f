"""Where the passages of open reports are now, looked up when their article changes: the queue looks nothing up."""

from collections.abc import Iterable

from django.db.models import QuerySet

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Said, said
from coffeepress.corrections import grouping
from coffeepress.corrections.anchoring import Anchor, Selectors, anchor, place
from coffeepress.corrections.models import Report
from coffeepress.corrections.past_texts import text_by_digest

Standing = Report.Standing
PLACE = ("standing", "now_start", "now_end")
AT_ONCE = 200
"""How many reports are looked up in one transaction."""


def look_up(report: Report, article: Article, text: Said) -> None:
    """Note in the report, without saving it, where its passage stands in a text of the article."""
    if not report.exact:
        report.standing, report.now_start, report.now_end = Standing.UNKNOWN, None, None
        return
    old = text_by_digest(article, report.text_digest, revision=report.revision, at_hand=text)
    _place(report, text.text, old)


def find(report: Report, text: str, old_text: str | None) -> Anchor:
    """Where a report's passage stands in a text; where it is gone, where what the reader proposes stands.

    Args:
        old_text: the text in which the reader read it, where it is known.
    """
    found = place(text, selectors_of(report), old_text)
    if found.start is None and report.proposal.strip():
        proposed = anchor(text, Selectors(report.proposal.strip(), report.prefix, report.suffix))
        if proposed.standing == "there":
            return Anchor("changed", proposed.start, proposed.end)
    return found


def selectors_of(report: Report) -> Selectors:
    """A report's passage."""
    return Selectors(report.exact, report.prefix, report.suffix, report.start, report.end)


def look_up_again(report: Report) -> None:
    """Look one open report up in its article as it is published now, save what was found, and group it."""
    article = Article.objects.filter(pk=report.article_id, live=True).first()
    if article is not None:
        look_up(report, article, said(article))
        report.save(update_fields=PLACE)
        grouping.join(report)


def look_up_soon(article_id: int) -> None:
    """Have the worker look up all open reports of an article that was published."""
    from coffeepress.corrections.tasks import look_up_reports

    if _open(article_id).exists():
        look_up_reports.enqueue(article_id)


def look_up_all(article_id: int, *, after: int = 0, at_most: int = AT_ONCE) -> int | None:
    """Look open reports of an article up in it as it is published now; after the last of them, group them anew.

    Args:
        after: the number of the last report that was looked up before.

    Returns:
        The number of the last one, from which to go on; None when all are done.
    """
    article = Article.objects.filter(pk=article_id, live=True).first()
    if article is None:
        return None
    text = said(article)
    reports = list(_open(article_id).filter(pk__gt=after).select_related("revision").order_by("pk")[:at_most])
    read = _texts_read(article, text, reports)
    moved = [report for report in reports if _has_moved(report, text, read[report.text_digest])]
    for report in moved:
        # One that was decided meanwhile keeps the place it was decided at.
        place_now = {name: getattr(report, name) for name in PLACE}
        _open(article_id).filter(pk=report.pk).update(**place_now)
    if len(reports) == at_most:
        return reports[-1].pk
    grouping.regroup(article_id)
    return None


def _open(article_id: int) -> QuerySet[Report]:
    return Report.objects.filter(article_id=article_id, state__in=Report.OPEN).exclude(exact="")


def _texts_read(article: Article, text: Said, reports: Iterable[Report]) -> dict[str, str | None]:
    """The texts in which these reports' passages were read, by their names."""
    revisions = {report.text_digest: report.revision for report in reports}
    return {
        digest: text_by_digest(article, digest, revision=revision, at_hand=text)
        for digest, revision in revisions.items()
    }


def _has_moved(report: Report, text: Said, read: str | None) -> bool:
    before = [getattr(report, name) for name in PLACE]
    _place(report, text.text, read)
    return before != [getattr(report, name) for name in PLACE]


def _place(report: Report, text: str, read: str | None) -> None:
    found = find(report, text, read)
    report.standing = _standing(report, text, found)
    report.now_start, report.now_end = found.start, found.end


def _standing(report: Report, text: str, found: Anchor) -> Report.Standing:
    reads = text[found.start : found.end] if found.start is not None else None
    if found.standing == "changed" and reads is not None and _same(reads, report.proposal):
        return Standing.PROPOSED
    return Standing(found.standing)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
