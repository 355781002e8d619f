"""Reports as readers' forms leave them, for tests of the newsroom."""

from __future__ import annotations

from typing import Any

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections.anchoring import select
from coffeepress.corrections.models import Report

PASSAGE = "The bridge is forty metres long."
PROPOSAL = "The bridge is fourteen metres long."

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 }}{% now %}",
    "\u202eevil\u202c",
    "=HYPERLINK(1)",
    "bell\x07 and tab\there",
    "x" * 5000,
)


def about(article: Article, exact: str = PASSAGE, **fields: Any) -> Report:
    """A report about a passage of an article."""
    text = said(article)
    start = text.text.find(exact)
    if start >= 0:
        selectors = select(text.text, start, start + len(exact))
        for name in ("prefix", "suffix", "start", "end"):
            fields.setdefault(name, getattr(selectors, name))
        fields.setdefault("text_digest", text.digest)
        fields.setdefault("now_start", start)
        fields.setdefault("now_end", start + len(exact))
        fields.setdefault("standing", Report.Standing.THERE)
    fields.setdefault("kind", Report.Kind.PASSAGE)
    fields.setdefault("proposal", PROPOSAL)
    fields.setdefault("wrong", "It is shorter")
    return Report.objects.create(article=article, language="en", exact=exact, **fields)


def letter(**fields: Any) -> Report:
    """A letter to the newsroom."""
    fields.setdefault("wrong", "Write about the tram")
    return Report.objects.create(kind=Report.Kind.LETTER, language="en", **fields)
