"""Corrections are listed while their article is published."""

from __future__ import annotations

import pytest

from coffeepress.articles.models import Article
from coffeepress.corrections import decide
from coffeepress.corrections.models import Correction, Report
from coffeepress.edition.models import Change
from tests.corrections.reports import as_stored, report_on
from tests.edition.newsroom import Newsroom, delete, fresh, on, publish, unpublish
from tests.newsroom.characters import MODERATOR, make_account

pytestmark = pytest.mark.postgres

LISTS = {"corrections:en", "corrections:en:2026-03", "corrections:en:2026-05"}


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    """One with corrections of two months."""
    article = newsroom.article(newsroom.section("city"))
    for month in (3, 5, 5):
        report = report_on(article, "Body")
        decide.correct_with_note(report, make_account(MODERATOR), "Sorry.")
        Correction.objects.filter(report=report).update(published_at=on(2026, month))
    Change.objects.all().delete()
    return article


def changed_lists() -> set[str]:
    keys = set(Change.objects.values_list("key", flat=True))
    Change.objects.all().delete()
    return {key for key in keys if key.startswith("corrections:")}


def test_withdrawing_and_publishing_an_article_changes_the_lists_of_its_corrections(article: Article) -> None:
    unpublish(article)
    assert changed_lists() == LISTS
    publish(article)
    assert changed_lists() == LISTS


def test_deleting_an_article_changes_the_lists_of_its_corrections(article: Article) -> None:
    unpublish(article)
    Change.objects.all().delete()
    report = Report.objects.first()
    delete(article)
    assert changed_lists() == LISTS
    assert not Correction.objects.exists()
    assert report is not None
    assert as_stored(report).article is None


def test_deleting_a_section_changes_the_lists_of_its_articles_corrections(article: Article) -> None:
    unpublish(article)
    Change.objects.all().delete()
    delete(article.get_parent().specific)
    assert changed_lists() == LISTS


def test_an_article_without_corrections_changes_no_list(newsroom: Newsroom) -> None:
    article = newsroom.article(newsroom.section("city"))
    unpublish(fresh(article))
    delete(article)
    assert changed_lists() == set()
