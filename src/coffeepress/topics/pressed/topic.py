"""A topic's page. One that was merged leads to what it was merged into, for as long as it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.pressed.base import PublishedKind, primary_keys, rendered, spoken
from coffeepress.articles.showing.outlet import Meta, OutletShelf, absolute
from coffeepress.edition.edition import render_moved
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page
from coffeepress.topics.assigned import Linked, linked
from coffeepress.topics.keys import TOPIC
from coffeepress.topics.models import Topic
from coffeepress.topics.paths import round_path, topic_path, topics_path, vote_path
from coffeepress.topics.showing import shown_topic, votes_label
from coffeepress.topics.tally import root


@dataclass(frozen=True)
class TopicOnShelf:
    """A topic, what it was merged into one after the other, and the articles that answer it."""

    topic: Topic
    way: tuple[int, ...]
    linked: Mapping[int, Linked]
    shelf: OutletShelf


class TopicKind(PublishedKind[TopicOnShelf]):
    """A topic that readers see. Its ident is its number."""

    name = "topic"
    born_of = (TOPIC,)

    def all_idents(self) -> Iterator[str]:
        return primary_keys(Topic.objects.filter(is_public=True))

    def load(self, idents: Sequence[str]) -> Mapping[str, TopicOnShelf]:
        rows = Topic.objects.filter(pk__in=idents, is_public=True).select_related("assignment__round")
        topics = list(rows)
        links = linked(each.pk for each in topics)
        merges = _merges() if any(each.merged_into_id for each in topics) else {}
        shelf = OutletShelf()
        return {
            str(each.pk): TopicOnShelf(each, tuple(_way(each.pk, merges)), links, shelf)
            for each in topics
            if shelf.has(each.language)
        }

    def render(self, thing: TopicOnShelf) -> Page:
        topic, language = thing.topic, thing.topic.language
        path = topic_path(language, topic.pk)
        reads(SITE(language), TOPIC(topic.pk), *(TOPIC(number) for number in thing.way))
        if thing.way:
            target = topic_path(language, thing.way[-1])
            return Page(path, render_moved(absolute(target), temporary=True), 302)
        with spoken(language):
            shown = shown_topic(topic, thing.linked)
            assignment = topic.assignment if shown.is_chosen else None
            context = {
                "outlet": thing.shelf.outlet(language),
                "meta": Meta(
                    title=topic.question,
                    description=_("A topic that supporters can vote for."),
                    canonical=absolute(path),
                ),
                "topic": shown,
                "chosen_in": assignment.round.title if assignment else "",
                "chosen_in_url": round_path(language, assignment.round_id) if assignment else "",
                "chosen_at": assignment.chosen_at if assignment else None,
                "chosen_with": votes_label(assignment.votes) if assignment else "",
                "topics_url": topics_path(language),
                "vote_url": vote_path(language, topic.pk),
            }
        return Page(path, rendered("topics/pages/topic.html", language, context))


def _merges() -> dict[int, int]:
    rows = Topic.objects.filter(state=Topic.State.MERGED).values_list("pk", "merged_into_id")
    return {pk: into for pk, into in rows if into is not None}


def _way(topic: int, merges: Mapping[int, int]) -> Iterator[int]:
    end = root(topic, merges)
    while topic != end:
        topic = merges[topic]
        yield topic
