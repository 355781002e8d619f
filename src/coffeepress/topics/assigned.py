"""Which published articles answer which topics: for pages and mails, in one query."""

from collections import defaultdict
from collections.abc import Iterable

from coffeepress.articles.models import Article
from coffeepress.topics.models import AssignmentArticle


def live_articles(topics: Iterable[int]) -> dict[int, list[Article]]:
    """The published articles of these topics, oldest first."""
    rows = (
        AssignmentArticle.objects.filter(assignment__topic__in=list(topics), article__live=True)
        .exclude(article__permalink="")
        .select_related("article__locale", "assignment")
        .defer("article__body")
        .order_by("article__first_published_at", "pk")
    )
    found: dict[int, list[Article]] = defaultdict(list)
    for row in rows:
        found[row.assignment.topic_id].append(row.article)
    return found


def topics_of(articles: Iterable[int]) -> dict[int, list[int]]:
    """The topics that these articles answer, by the articles' numbers."""
    rows = AssignmentArticle.objects.filter(article__in=list(articles)).order_by("pk")
    found: dict[int, list[int]] = defaultdict(list)
    for article, topic in rows.values_list("article_id", "assignment__topic_id"):
        found[article].append(topic)
    return found
