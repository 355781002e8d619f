"""Where the passages of open reports are now, looked up when their article changes: the queue looks nothing up."""

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Said, said
from coffeepress.corrections import grouping
from coffeepress.corrections.anchoring import Anchor, Selectors, anchor, place
from coffeepress.corrections.models import Report
from coffeepress.corrections.past_texts import text_by_digest

Standing = Report.Standing


def look_up(report: Report, article: Article, text: Said) -> None:
    """Note in the report, without saving it, where its passage stands in a text of the article."""
    if not report.exact:
        report.standing, report.now_start, report.now_end = Standing.UNKNOWN, None, None
        return
    old = text_by_digest(article, report.text_digest, revision=report.revision)
    found = find(report, text.text, old)
    report.standing = _standing(report, text.text, found)
    report.now_start, report.now_end = found.start, found.end


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
        report.save(update_fields=["standing", "now_start", "now_end"])
        grouping.join(report)


def _standing(report: Report, text: str, found: Anchor) -> Report.Standing:
    reads = text[found.start : found.end] if found.start is not None else None
    if found.standing == "changed" and reads is not None and _same(reads, report.proposal):
        return Standing.PROPOSED
    return Standing(found.standing)


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
