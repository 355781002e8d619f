"""What topics add to an article's page: that supporters voted for it, and for what."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from coffeepress.articles.models import Article
from coffeepress.articles.slots import Filler
from coffeepress.edition.keys import reads
from coffeepress.topics.keys import TOPIC, TOPICS_OF
from coffeepress.topics.models import AssignmentArticle, Topic
from coffeepress.topics.paths import topic_path


class VotedFiller(Filler[list[Topic]]):
    """ "You voted for this"."""

    name = "voted"
    order = 10

    def load(self, articles: Sequence[Article]) -> Mapping[int, list[Topic]]:
        rows = AssignmentArticle.objects.filter(article__in=[each.pk for each in articles if each.pk])
        found: dict[int, list[Topic]] = defaultdict(list)
        for row in rows.select_related("assignment__topic").order_by("assignment__chosen_at", "pk"):
            found[row.article_id].append(row.assignment.topic)
        return found

    def fill(self, article: Article, loaded: list[Topic] | None) -> Mapping[str, SafeString]:
        if article.pk:
            reads(TOPICS_OF(article.pk))
        if not loaded:
            return {}
        reads(*(TOPIC(each.pk) for each in loaded))
        topics = [{"question": each.question, "url": topic_path(each.language, each.pk)} for each in loaded]
        return {"notice": render_to_string("topics/slots/notice.html", {"topics": topics})}
