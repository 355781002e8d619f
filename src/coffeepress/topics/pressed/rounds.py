"""A round's page in each of its languages; and, once it is closed, its file of ballots and what commits to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coffeepress.articles.keys import SITE
from coffeepress.articles.pressed.base import (
    PublishedKind,
    primary_keys,
    published_languages,
    rendered,
    spoken,
)
from coffeepress.articles.showing.outlet import Meta, OutletShelf, absolute
from coffeepress.edition.keys import Key, reads
from coffeepress.edition.kinds import Kind
from coffeepress.edition.page import Page
from coffeepress.topics.assigned import Linked, linked
from coffeepress.topics.keys import ROUND
from coffeepress.topics.models import BallotFile, Round, Topic
from coffeepress.topics.paths import ballots_path, receipt_path, round_path, topics_path, vote_path
from coffeepress.topics.recount import ENDING
from coffeepress.topics.showing import ShownTopic, shown_round, shown_topic, shows_votes

SHOWN = (Round.State.OPEN, Round.State.CLOSED)


@dataclass(frozen=True)
class RoundOnShelf:
    """A round for readers of one language, with the topics that were counted."""

    round: Round
    language: str
    topics: Mapping[int, Topic]
    linked: Mapping[int, Linked]
    shelf: OutletShelf


class RoundKind(PublishedKind[RoundOnShelf]):
    """An open or closed round. Its ident is its number, a slash, and a language's code."""

    name = "topics_round"

    def all_idents(self) -> Iterator[str]:
        for number in primary_keys(Round.objects.filter(state__in=SHOWN)):
            yield from _in_languages(number)

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        return list(_in_languages(rest)) if name == ROUND.name else super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, RoundOnShelf]:
        asked = {ident: ident.split("/") for ident in idents}
        rounds = {
            str(each.pk): each
            for each in Round.objects.filter(
                pk__in={number for number, _lang in asked.values()}, state__in=SHOWN
            )
        }
        numbers = {topic for each in rounds.values() if shows_votes(each) for topic, _votes in each.counts}
        topics = Topic.objects.filter(pk__in=numbers, is_public=True).select_related("assignment").in_bulk()
        links, shelf = linked(topics), OutletShelf()
        return {
            ident: RoundOnShelf(rounds[number], language, topics, links, shelf)
            for ident, (number, language) in asked.items()
            if number in rounds and rounds[number].language in ("", language) and shelf.has(language)
        }

    def render(self, thing: RoundOnShelf) -> Page:
        round_, language = thing.round, thing.language
        reads(SITE(language), ROUND(round_.pk))
        path = round_path(language, round_.pk)
        with spoken(language):
            heading = _("Vote: %(round)s") % {"round": round_.title}
            context = {
                "outlet": thing.shelf.outlet(language),
                "meta": Meta(title=heading, canonical=absolute(path)),
                "round": shown_round(round_, language, list(_results(thing))),
                "topics_url": topics_path(language),
                "vote_url": vote_path(language),
                "receipt_url": receipt_path(language),
            }
        return Page(path, rendered("topics/pages/round.html", language, context))


class BallotsKind(Kind[BallotFile]):
    """A closed round's ballots, without persons. Its ident is the round's number."""

    name = "ballots"

    def all_idents(self) -> Iterator[str]:
        return primary_keys(Round.objects.filter(state=Round.State.CLOSED))

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        return [rest] if name == ROUND.name else []

    def load(self, idents: Sequence[str]) -> Mapping[str, BallotFile]:
        return {str(each.round_id): each for each in BallotFile.objects.filter(round_id__in=list(idents))}

    def render(self, thing: BallotFile) -> Page:
        reads(ROUND(thing.round_id))
        return Page(ballots_path(thing.round_id), thing.text.encode())


class CommitmentKind(Kind[Round]):
    """What commits to a round's ballots, beside their file, as `sha256sum --check` reads it."""

    name = "ballots_commitment"

    def all_idents(self) -> Iterator[str]:
        return primary_keys(Round.objects.filter(state=Round.State.CLOSED))

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        return [rest] if name == ROUND.name else []

    def load(self, idents: Sequence[str]) -> Mapping[str, Round]:
        return {str(each.pk): each for each in Round.objects.filter(pk__in=idents, state=Round.State.CLOSED)}

    def render(self, thing: Round) -> Page:
        reads(ROUND(thing.pk))
        name = ballots_path(thing.pk).rpartition("/")[2]
        return Page(ballots_path(thing.pk) + ENDING, f"{thing.commitment}  {name}\n".encode())


def _results(thing: RoundOnShelf) -> Iterable[ShownTopic]:
    counts = thing.round.counts if shows_votes(thing.round) else []
    most = max((votes for _topic, votes in counts), default=0)
    for number, votes in counts:
        if number in thing.topics:
            yield shown_topic(thing.topics[number], thing.linked, votes=votes, most=most)


def _in_languages(number: str) -> Iterator[str]:
    for language in published_languages():
        yield f"{number}/{language}"
