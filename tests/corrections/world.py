"""Corrections as they stand in the database, for tests of what readers get."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from coffeepress.articles.models import Article
from coffeepress.articles.passages import digest
from coffeepress.articles.permalink import claim_changes
from coffeepress.corrections.announce import keys_of
from coffeepress.corrections.keys import CHANGES_OF
from coffeepress.corrections.models import Correction, CorrectionVersion, PastText
from coffeepress.edition.outbox import changed
from tests.edition.newsroom import on

NOVEMBER = on(2026, 11, 24)


def correct(article: Article, *, at: datetime = NOVEMBER, **fields: Any) -> Correction:
    """A correction of an article, published."""
    fields.setdefault("said", "The bridge is forty metres long.")
    fields.setdefault("says", "The bridge is fourteen metres long.")
    correction = Correction.objects.create(
        article=article, language=article.locale.language_code, published_at=at, **fields
    )
    changed(*keys_of([correction]))
    return correction


def amend(correction: Correction, *, at: datetime, **words: Any) -> Correction:
    """Other words for a correction; what it said stays."""
    names = ("kind", "said", "says", "note", "credit")
    before = {name: getattr(correction, name) for name in names}
    CorrectionVersion.objects.create(correction=correction, replaced_at=at, **before)
    for name, value in words.items():
        setattr(correction, name, value)
    correction.amended_at = at
    correction.save()
    changed(*keys_of([correction]))
    return correction


def had_text(article: Article, text: str, *, until: datetime, typing_error: bool = False) -> PastText:
    """Readers had this text of an article until then."""
    past = PastText.objects.create(
        article=article,
        text=text,
        digest=digest(text),
        published_at=until - timedelta(days=1),
        replaced_at=until,
        typing_error=typing_error,
    )
    claim_changes(article)
    changed(CHANGES_OF(article.pk))
    return past
