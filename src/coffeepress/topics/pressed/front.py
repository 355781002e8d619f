"""A language's topics: the open round with its ballot, what was chosen and what became of it, and past rounds."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.pressed.base import LanguageKind, rendered, spoken
from coffeepress.articles.showing.outlet import Meta, Outlet, absolute, with_translations
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page
from coffeepress.topics.assigned import linked
from coffeepress.topics.keys import TOPICS
from coffeepress.topics.models import Assignment, Round, Topic
from coffeepress.topics.paths import propose_path, receipt_path, topics_path, vote_path
from coffeepress.topics.showing import ShownTopic, shown_round, shown_topic, shows_votes

MOST_ON_BALLOT = 500
"""More than anybody reads; editors merge and decline long before."""

MOST_OF_EACH = 20
"""How many chosen, published, dropped and declined topics, and past rounds, are listed: the newest."""

State = Assignment.State


@dataclass(frozen=True)
class Group:
    """A part of the page: topics in one state, or in one of several."""

    name: str
    heading: str
    topics: tuple[ShownTopic, ...]


class TopicsFrontKind(LanguageKind):
    """The page of all topics."""

    name = "topics_front"

    def render(self, thing: Outlet) -> Page:
        language = thing.language
        reads(SITE(language), TOPICS(language))
        paths = {each.code: topics_path(each.code) for each in thing.languages}
        languages = tuple(replace(each, url=paths.get(each.code, each.url)) for each in thing.languages)
        with spoken(language):
            meta = Meta(
                title=_("Topics"),
                description=_(
                    "Supporters vote for what we cover next. This is what they chose, and what came of it."
                ),
                canonical=absolute(topics_path(language)),
            )
            context = {
                "outlet": replace(thing, languages=languages),
                "meta": with_translations(meta, paths),
                **_shown(language),
                "who_proposes": settings.COFFEEPRESS.topics_propose,
                "vote_url": vote_path(language),
                "propose_url": propose_path(language),
                "receipt_url": receipt_path(language),
            }
        return Page(topics_path(language), rendered("topics/pages/front.html", language, context))


def rounds_of(language: str) -> QuerySet[Round]:
    """The rounds in which a language's topics stand, newest first."""
    return Round.objects.filter(Q(language=language) | Q(language="")).order_by("-opens_at", "-pk")


def topics_in(language: str) -> QuerySet[Topic]:
    """The topics of a language that readers see, with what became of them."""
    return Topic.objects.filter(language=language, is_public=True).select_related("assignment__round")


def _shown(language: str) -> dict[str, object]:
    rounds = rounds_of(language)
    open_round = rounds.filter(state=Round.State.OPEN).first()
    planned = rounds.filter(state=Round.State.PLANNED).order_by("opens_at", "pk").first()
    past = rounds.filter(state=Round.State.CLOSED).order_by("-closed_at", "-pk")[:MOST_OF_EACH]
    on_ballot = list(
        topics_in(language).filter(state=Topic.State.ON_BALLOT).order_by("accepted_at", "pk")[:MOST_ON_BALLOT]
    )
    groups = [(name, heading, list(rows)) for name, heading, rows in _groups(language)]
    links = linked(each.pk for _name, _heading, rows in groups for each in rows)
    counts = dict(open_round.counts) if open_round and shows_votes(open_round) else {}
    most = max(counts.values(), default=0)
    return {
        "open_round": shown_round(open_round, language) if open_round else None,
        "next_round": shown_round(planned, language) if planned else None,
        "on_ballot": [
            shown_topic(each, {}, votes=counts.get(each.pk, 0) if counts else None, most=most)
            for each in on_ballot
        ],
        "groups": [
            Group(name, heading, tuple(shown_topic(each, links) for each in rows))
            for name, heading, rows in groups
            if rows
        ],
        "past_rounds": [shown_round(each, language) for each in past],
    }


def _groups(language: str) -> Iterable[tuple[str, str, Iterable[Topic]]]:
    topics = topics_in(language)
    chosen = topics.filter(state=Topic.State.CHOSEN)
    under_way = chosen.filter(assignment__state__in=(State.CHOSEN, State.IN_THE_WORKS))
    newest = ("-assignment__chosen_at", "-pk")
    yield "under-way", _("Chosen, and on the way"), under_way.order_by(*newest)[:MOST_OF_EACH]
    published = chosen.filter(assignment__state=State.PUBLISHED).order_by("-assignment__published_at", "-pk")
    yield "published", _("Chosen by supporters, and published"), published[:MOST_OF_EACH]
    dropped = chosen.filter(assignment__state=State.DROPPED).order_by(*newest)
    yield "dropped", _("Chosen, and given up"), dropped[:MOST_OF_EACH]
    declined = topics.filter(state=Topic.State.DECLINED).order_by("-proposed_at", "-pk")
    yield "declined", _("Declined"), declined[:MOST_OF_EACH]
