"""Topics and rounds as reader pages show them, in the language that is active. Nothing here depends on what time it is:
what opens and closes by time is written down by the worker first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coffeepress.articles.keys import ARTICLE
from coffeepress.edition.keys import reads
from coffeepress.topics.assigned import Linked
from coffeepress.topics.days import said_moment
from coffeepress.topics.keys import ROUND, TOPIC
from coffeepress.topics.links import links_of
from coffeepress.topics.models import Assignment, Round, Topic
from coffeepress.topics.paths import ballots_path, round_path, topic_path
from coffeepress.topics.recount import ENDING


@dataclass(frozen=True)
class Story:
    """A published article that answers a topic."""

    headline: str
    url: str
    published_at: datetime | None
    language: str


@dataclass(frozen=True)
class ShownTopic:
    """A topic. `state` is a word of `Topic.State`, or of `Assignment.State` once it is chosen; `label` says it."""

    number: int
    question: str
    url: str
    state: str
    label: str
    lines: str = ""
    links: tuple[str, ...] = ()
    reason: str = ""
    stories: tuple[Story, ...] = ()
    votes: int | None = None
    votes_label: str = ""
    share: int = 0
    """Of the votes of the first, in hundredths: how long its bar is."""
    is_chosen: bool = False


@dataclass(frozen=True)
class ShownRound:
    """A round. `turnout_label` says how many have voted."""

    title: str
    url: str
    state: str
    opens_at: datetime
    closes_at: datetime
    closes_label: str
    votes: int
    places: int
    turnout: int
    turnout_label: str
    counted_at: datetime | None
    shows_votes: bool
    commitment: str = ""
    ballots_url: str = ""
    commitment_url: str = ""
    results: tuple[ShownTopic, ...] = field(default_factory=tuple)


def shown_topic(
    topic: Topic, linked: Mapping[int, Linked], *, votes: int | None = None, most: int = 0
) -> ShownTopic:
    """A topic, with what it depends on noted.

    Args:
        topic: with its assignment, if it has one, fetched.
        votes: how many it has in the round that is shown.
        most: how many the first one has.
    """
    of_topic = linked.get(topic.pk, Linked())
    reads(TOPIC(topic.pk), *(ARTICLE(number) for number in of_topic.numbers))
    assignment = _assignment(topic)
    state, label = _state(topic, assignment, of_topic)
    return ShownTopic(
        number=topic.pk,
        question=topic.question,
        url=topic_path(topic.language, topic.pk),
        state=state,
        label=label,
        lines=topic.lines,
        links=tuple(links_of(topic.links)),
        reason=(assignment.reason if assignment else "") or topic.reason,
        stories=tuple(
            Story(each.title, each.permalink, each.first_published_at, each.locale.language_code)
            for each in of_topic.published
        ),
        votes=votes,
        votes_label=votes_label(votes) if votes is not None else "",
        share=round(100 * votes / most) if votes and most else 0,
        is_chosen=assignment is not None,
    )


def shown_round(round_: Round, language: str, results: Sequence[ShownTopic] = ()) -> ShownRound:
    """A round, with what it depends on noted."""
    reads(ROUND(round_.pk))
    is_closed = round_.state == Round.State.CLOSED
    return ShownRound(
        title=round_.title,
        url=round_path(language, round_.pk),
        state=round_.state,
        opens_at=round_.opens_at,
        closes_at=round_.closes_at,
        closes_label=said_moment(round_.closes_at),
        votes=round_.votes,
        places=round_.places,
        turnout=round_.turnout,
        turnout_label=turnout_label(round_),
        counted_at=round_.counted_at,
        shows_votes=shows_votes(round_),
        commitment=round_.commitment,
        ballots_url=ballots_path(round_.pk) if is_closed else "",
        commitment_url=ballots_path(round_.pk) + ENDING if is_closed else "",
        results=tuple(results),
    )


def shows_votes(round_: Round) -> bool:
    """Whether readers see how many votes each topic has."""
    return round_.state == Round.State.CLOSED or (round_.state == Round.State.OPEN and round_.shows_results)


def votes_label(votes: int) -> str:
    """ "12 votes"."""
    return ngettext("%(number)s vote", "%(number)s votes", votes) % {"number": number_format(votes)}


def turnout_label(round_: Round) -> str:
    """ "124 of 310 supporters have voted"; without the whole where nobody has counted yet."""
    if round_.supporters >= round_.turnout > 0:
        return _("%(number)s of %(all)s supporters voted (%(percent)s %%)") % {
            "number": number_format(round_.turnout),
            "all": number_format(round_.supporters),
            "percent": round(100 * round_.turnout / round_.supporters),
        }
    return ngettext("%(number)s ballot", "%(number)s ballots", round_.turnout) % {
        "number": number_format(round_.turnout)
    }


def _assignment(topic: Topic) -> Assignment | None:
    if topic.state != Topic.State.CHOSEN:
        return None
    found: Assignment | None = getattr(topic, "assignment", None)
    return found


def _state(topic: Topic, assignment: Assignment | None, of_topic: Linked) -> tuple[str, str]:
    if assignment is None:
        return topic.state, topic.get_state_display()
    if assignment.state == Assignment.State.PUBLISHED and not of_topic.published:
        # Its article was withdrawn: there is nothing to read until it comes back.
        working = Assignment.State.IN_THE_WORKS
        return working.value, str(working.label)
    return assignment.state, assignment.get_state_display()
