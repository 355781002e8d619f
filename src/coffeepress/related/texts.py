"""What of an article is compared, and searched: its headline, all that readers read of it, the names of its tags."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from coffeepress.articles.models import Article, ArticleTag, Byline, Section
from coffeepress.articles.passages import own_captions, pictures_of, said
from coffeepress.articles.paths import month_of
from coffeepress.articles.showing.cards import sections_above
from coffeepress.related.forms import composed
from coffeepress.related.shelf import Sought, Text


@dataclass(frozen=True)
class _Around:
    """What is known of several articles, beside themselves."""

    captions: Mapping[int, str]
    tags: Mapping[int, list[str]]
    persons: Mapping[int, list[int]]
    sections: Mapping[str, Section]


def texts(article_ids: Iterable[int]) -> dict[int, Text]:
    """The texts of these articles, if published, in a number of queries that does not depend on theirs."""
    articles = list(Article.objects.live().filter(pk__in=list(article_ids)).select_related("locale"))
    around = _Around(
        own_captions(pk for article in articles for pk in pictures_of(article)),
        _tags(articles),
        _persons(articles),
        sections_above(article.path for article in articles),
    )
    return {article.pk: _text(article, around) for article in articles}


def _text(article: Article, around: _Around) -> Text:
    assert article.first_published_at, "a published article has a date"
    parts = said(article, dict(around.captions)).parts
    read = [part.text for part in parts if part.path != ("title",)]
    return Text(
        headline=article.title,
        text="\n".join([*read, *around.tags[article.pk]]),
        language=article.locale.language_code,
        day=article.first_published_at.date().toordinal(),
        sought=_sought(article, "\n".join(read), around),
    )


def _sought(article: Article, text: str, around: _Around) -> Sought:
    assert article.first_published_at, "a published article has a date"
    section = around.sections.get(article.path[:-4])
    return Sought(
        text=composed(text),
        section=section.pk if section else 0,
        persons=tuple(around.persons[article.pk]),
        moment=int(article.first_published_at.timestamp()),
        month=int(month_of(article.first_published_at).replace("-", "")),
        revision=article.live_revision_id or 0,
    )


def _tags(articles: Iterable[Article]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = ArticleTag.objects.filter(content_object_id__in=[article.pk for article in articles])
    for article_id, name in rows.order_by("tag__name", "pk").values_list("content_object_id", "tag__name"):
        found[article_id].append(name)
    return found


def _persons(articles: Iterable[Article]) -> dict[int, list[int]]:
    """Whom their bylines name and readers have a page of."""
    found: dict[int, list[int]] = defaultdict(list)
    rows = Byline.objects.filter(article_id__in=[article.pk for article in articles])
    rows = rows.exclude(role=Byline.Role.SOURCE).order_by("article_id", "sort_order", "pk")
    for article_id, person_id in rows.values_list("article_id", "person_id"):
        if person_id not in found[article_id]:
            found[article_id].append(person_id)
    return found
