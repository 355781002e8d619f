"""Which lists an article is in. Owns `Listed`; says which lists and months changed.

A list's name: `all:en`, `section:5`, `person:3`, `tag:7:en`.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from coffeepress.articles.keys import LIST, MONTHS
from coffeepress.articles.models import Article, ArticleTag, Byline, Listed
from coffeepress.articles.paths import month_of
from coffeepress.edition.outbox import changed

PERSONS = "persons"
"""Stands in `list:persons` for which persons have a page at all."""

FREE_PAGES = "free-pages"
"""Stands in `list:free-pages` for which free pages there are, in their order."""


def all_list(language: str) -> str:
    """Everything in a language."""
    return f"all:{language}"


def section_list(section_id: int) -> str:
    return f"section:{section_id}"


def person_list(person_id: int) -> str:
    return f"person:{person_id}"


def tag_list(tag_id: int, language: str) -> str:
    return f"tag:{tag_id}:{language}"


def lists_of_tag(tag_id: int) -> list[str]:
    """A tag's lists: one in each language in which an article has it."""
    rows = Listed.objects.filter(list__startswith=f"tag:{tag_id}:").order_by("list")
    return list(rows.values_list("list", flat=True).distinct())


def drop_lists_of_tag(tag_id: int) -> None:
    """Take all articles out of the lists of a tag that is no more."""
    Listed.objects.filter(list__startswith=f"tag:{tag_id}:").delete()


@dataclass(frozen=True)
class Row:
    """An article's row in one list, as a value."""

    list: str
    published_at: datetime

    @property
    def month(self) -> str:
        return month_of(self.published_at)


def lists_of(article: Article, *, section_id: int) -> set[str]:
    """The lists that a published article belongs to."""
    language = article.locale.language_code
    persons = (
        Byline.objects.filter(article=article)
        .exclude(role=Byline.Role.SOURCE)
        .values_list("person_id", flat=True)
    )
    tags = ArticleTag.objects.filter(content_object=article).values_list("tag_id", flat=True)
    return {
        all_list(language),
        section_list(section_id),
        *(person_list(person_id) for person_id in persons),
        *(tag_list(tag_id, language) for tag_id in tags),
    }


def enter(article: Article, *, section_id: int) -> None:
    """Bring a published article's rows up to date, and say which lists changed."""
    assert article.first_published_at, "a published article has a date"
    new = {Row(name, article.first_published_at) for name in lists_of(article, section_id=section_id)}
    old = {Row(row.list, row.published_at) for row in Listed.objects.filter(article=article)}
    _replace(article.pk, old - new, new - old)


def leave(article_id: int) -> None:
    """Take a withdrawn article out of all lists."""
    old = {Row(row.list, row.published_at) for row in Listed.objects.filter(article_id=article_id)}
    _replace(article_id, old, set())


def _replace(article_id: int, old: set[Row], new: set[Row]) -> None:
    if not old and not new:
        return
    touched = {(row.list, row.month) for row in old | new}
    before = _existing(touched)
    Listed.objects.filter(article_id=article_id, list__in={row.list for row in old}).delete()
    Listed.objects.bulk_create(
        Listed(list=row.list, article_id=article_id, published_at=row.published_at, month=row.month)
        for row in new
    )
    keys = {key for name, month in touched for key in (LIST(name), LIST(name, month))}
    come_or_gone = before ^ _existing(touched)
    keys |= {MONTHS(name) for name, _month in come_or_gone}
    # The months beside one that has come or gone lead to it, or to the next one now.
    keys |= {
        LIST(name, beside) for name, month in come_or_gone for beside in months_beside(name, month) if beside
    }
    if any(name.startswith("person:") for name, _month in come_or_gone):
        keys.add(LIST(PERSONS))
    changed(*keys)


def months_beside(name: str, month: str) -> tuple[str | None, str | None]:
    """The months before and after this one in which a list holds articles."""
    rows = Listed.objects.filter(list=name)
    before = rows.filter(month__lt=month).aggregate(month=Max("month"))["month"]
    after = rows.filter(month__gt=month).aggregate(month=Min("month"))["month"]
    return before, after


def _existing(months: set[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(name, month) for name, month in months if Listed.objects.filter(list=name, month=month).exists()}
