"""Reports as they are in the database when the newsroom looks at them."""

from __future__ import annotations

from itertools import count
from typing import Any

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections import grouping, standing
from coffeepress.corrections.anchoring import select
from coffeepress.corrections.models import Report

_numbers = count(1)


def report_on(
    article: Article, exact: str, proposal: str = "", *, at: int | None = None, **fields: Any
) -> Report:
    """A report about a passage of an article as it is published.

    Args:
        exact: the passage; its first occurrence.
        at: where it begins, of several.
    """
    text = said(article)
    start = text.text.index(exact) if at is None else at
    passage = select(text.text, start, start + len(exact))
    fields.setdefault("fingerprint", f"report {next(_numbers)}")
    report = Report(
        kind=Report.Kind.PASSAGE,
        language=article.locale.language_code,
        article=article,
        exact=exact,
        prefix=passage.prefix,
        suffix=passage.suffix,
        start=start,
        end=start + len(exact),
        text_digest=text.digest,
        revision_id=article.live_revision_id,
        proposal=proposal,
        **fields,
    )
    standing.look_up(report, article, text)
    report.save()
    grouping.join(report)
    return report


def letter(**fields: Any) -> Report:
    """A message to the newsroom."""
    fields.setdefault("fingerprint", f"letter {next(_numbers)}")
    return Report.objects.create(kind=Report.Kind.LETTER, language="en", wrong="Hello", **fields)


def as_stored(report: Report) -> Report:
    """The report as it is in the database now."""
    return Report.objects.get(pk=report.pk)
