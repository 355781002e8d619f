"""What of an article is compared: its headline, all that readers read of it, and the names of its tags."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from coffeepress.articles.models import Article, ArticleTag
from coffeepress.articles.passages import own_captions, pictures_of, said
from coffeepress.related.shelf import Text


def texts(article_ids: Iterable[int]) -> dict[int, Text]:
    """The texts of these articles, if published, in a number of queries that does not depend on theirs."""
    articles = list(Article.objects.live().filter(pk__in=list(article_ids)).select_related("locale"))
    captions = own_captions(pk for article in articles for pk in pictures_of(article))
    tags = _tags(articles)
    return {article.pk: _text(article, captions, tags[article.pk]) for article in articles}


def _text(article: Article, captions: Mapping[int, str], tags: list[str]) -> Text:
    assert article.first_published_at, "a published article has a date"
    return Text(
        headline=article.title,
        text="\n".join(
            [
                *(part.text for part in said(article, dict(captions)).parts if part.path != ("title",)),
                *tags,
            ]
        ),
        language=article.locale.language_code,
        day=article.first_published_at.date().toordinal(),
    )


def _tags(articles: Iterable[Article]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = ArticleTag.objects.filter(content_object_id__in=[article.pk for article in articles])
    for article_id, name in rows.order_by("tag__name", "pk").values_list("content_object_id", "tag__name"):
        found[article_id].append(name)
    return found
