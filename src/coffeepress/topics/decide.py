"""What editors decide about topics: accept, ask back, decline, merge, take apart, reword, remove.

Each locks the topic, looks again, writes, logs, tells the proposer, and says which keys changed, in one transaction.
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from coffeepress.edition.outbox import changed
from coffeepress.people.models import User
from coffeepress.topics.keys import TOPIC, TOPICS
from coffeepress.topics.mails import tell
from coffeepress.topics.models import Topic, TopicEvent, TopicMail

State = Topic.State
Did = TopicEvent.What
Mail = TopicMail.What

OPEN = frozenset({State.PROPOSED, State.ASKED_BACK})
MERGEABLE = frozenset({*OPEN, State.ON_BALLOT})
MERGE_INTO = frozenset({State.ON_BALLOT, State.CHOSEN})


class CannotDecide(Exception):
    """Nothing was decided."""


class NotInThisState(CannotDecide):
    """The topic is not (or no longer) in a state in which this can be done: somebody else was faster."""


class ReasonMissing(CannotDecide):
    """What is told to the proposer or to all is missing."""


class CannotMerge(CannotDecide):
    """The two cannot be one: the same topic, two languages, or one that nobody can vote for or is at work on."""


@transaction.atomic
def accept(topic: Topic, by: User, note: str = "") -> Topic:
    """Put a topic on the ballot: at once in an open round of its language, and in those to come.

    Raises:
        NotInThisState: it is there already, or was merged or chosen.
    """
    found = _locked(topic, {*OPEN, State.DECLINED})
    found.accepted_at = found.accepted_at or timezone.now()
    found.reason = ""
    return _decided(found, State.ON_BALLOT, Did.ACCEPTED, by, note, Mail.ACCEPTED)


@transaction.atomic
def ask_back(topic: Topic, by: User, question: str) -> Topic:
    """Ask the proposer something before anything is decided.

    Raises:
        NotInThisState: it is decided.
        ReasonMissing: there is no question.
    """
    found = _locked(topic, OPEN)
    found.asked = _said(question)
    return _decided(found, State.ASKED_BACK, Did.ASKED_BACK, by, found.asked, Mail.ASKED_BACK)


@transaction.atomic
def decline(topic: Topic, by: User, reason: str) -> Topic:
    """Decline a topic, with a reason that everyone can read. In an open round its votes count for nothing from now on.

    Raises:
        NotInThisState: it was declined, merged or chosen.
        ReasonMissing: there is no reason.
    """
    found = _locked(topic, MERGEABLE)
    found.reason = _said(reason)
    return _decided(found, State.DECLINED, Did.DECLINED, by, found.reason, Mail.DECLINED)


@transaction.atomic
def merge(topic: Topic, into: Topic, by: User) -> Topic:
    """Make a topic one with another: ballots that name it count for the other, and once where they name both.

    Raises:
        NotInThisState: it was declined, merged or chosen.
        CannotMerge: they cannot be one.
    """
    # In order of their numbers, so that two merges at the same moment do not wait for each other for good.
    rows = {each.pk: each for each in _lock({topic.pk, into.pk})}
    found, other = rows[topic.pk], rows[into.pk]
    if found.state not in MERGEABLE:
        raise NotInThisState
    if found.pk == other.pk or found.language != other.language or other.state not in MERGE_INTO:
        raise CannotMerge
    found.state_before_merge, found.merged_into = found.state, other
    return _decided(found, State.MERGED, Did.MERGED, by, f"→ {other.pk}", Mail.MERGED)


@transaction.atomic
def unmerge(topic: Topic, by: User) -> Topic:
    """Take a merge back: the topic is again what it was, and its votes are its own.

    Raises:
        NotInThisState: it is not merged.
    """
    found = _locked(topic, {State.MERGED})
    found.merged_into = None
    state, found.state_before_merge = found.state_before_merge, ""
    return _decided(found, state, Did.UNMERGED, by, "", None)


@transaction.atomic
def reword(topic: Topic, by: User, *, question: str, lines: str, links: str) -> Topic:
    """Put a topic in better words. The editor answers for its meaning staying what was voted for; the old words are
    in the log.

    Raises:
        ReasonMissing: there is no question.
        django.core.exceptions.ValidationError: a part is too long, or a link is none.
    """
    found = _locked(topic, set(State.values))
    before = found.question
    found.question, found.lines, found.links = _said(question), lines.strip(), links.strip()
    found.full_clean(exclude=["proposer", "merged_into"])
    return _decided(found, found.state, Did.EDITED, by, before, None)


@transaction.atomic
def remove(topic: Topic) -> None:
    """Delete a proposal that nobody should read: spam, or against somebody. Its proposer is not told.

    Raises:
        NotInThisState: readers have seen it, or a ballot may name it.
    """
    found = _locked(topic, OPEN)
    if found.is_public or found.accepted_at:
        raise NotInThisState
    found.delete()


def _locked(topic: Topic, states: Collection[str]) -> Topic:
    found = next(iter(_lock({topic.pk})), None)
    if found is None or found.state not in states:
        raise NotInThisState
    return found


def _lock(numbers: Collection[int]) -> list[Topic]:
    return list(Topic.objects.select_for_update().filter(pk__in=numbers).order_by("pk"))


def _said(text: str) -> str:
    found = text.strip()
    if not found:
        raise ReasonMissing
    return found


def _decided(topic: Topic, state: str, did: str, by: User, note: str, mail: str | None) -> Topic:
    topic.state = state
    topic.is_public = topic.is_public or state in (State.ON_BALLOT, State.DECLINED)
    topic.save()
    TopicEvent.objects.create(topic=topic, what=did, by=by, note=note)
    if mail:
        tell(topic, mail, note)
    tell_pages(topic)
    return topic


def tell_pages(topic: Topic) -> None:
    """Say that a topic changed, if readers see it; and what was merged into it, whose address leads to it."""
    if topic.is_public:
        changed(TOPIC(topic.pk), TOPICS(topic.language))
