"""Which articles answer which topics: for pages and mails, in one query."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from coffeepress.articles.models import Article
from coffeepress.topics.models import AssignmentArticle


@dataclass
class Linked:
    """The articles that answer a topic: all of their numbers, for keys; and the published ones, oldest first."""

    numbers: list[int] = field(default_factory=list)
    published: list[Article] = field(default_factory=list)


def linked(topics: Iterable[int]) -> Mapping[int, Linked]:
    """The articles of these topics, by the topics' numbers; empty ones where there are none."""
    rows = (
        AssignmentArticle.objects.filter(assignment__topic__in=list(topics))
        .select_related("article__locale", "assignment")
        .defer("article__body")
        .order_by("article__first_published_at", "pk")
    )
    found: dict[int, Linked] = defaultdict(Linked)
    for row in rows:
        of_topic = found[row.assignment.topic_id]
        of_topic.numbers.append(row.article_id)
        if row.article.live and row.article.permalink:
            of_topic.published.append(row.article)
    return found
