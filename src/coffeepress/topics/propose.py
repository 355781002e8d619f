"""Takes readers' proposals: who may, how many, and the same form sent twice once."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.support.supporters import is_supporter
from coffeepress.topics.cast import is_new
from coffeepress.topics.models import Topic, TopicEvent

WINDOW = timedelta(days=7)

DECIDE = "topics.decide_topic"
"""The right of those who decide about topics."""

State = Topic.State


class Refused(Exception):
    """Nothing was proposed."""


class NotAllowed(Refused):
    """Only supporters may propose here, and the reader is none now."""


class TooManyProposals(Refused):
    """The reader has proposed as many topics within a week as are taken."""


class NotAsked(Refused):
    """The topic is not the reader's, or nothing was asked back about it."""


@dataclass(frozen=True, kw_only=True)
class Proposal:
    """What a reader typed. Nothing of it is believed."""

    language: str
    question: str
    lines: str = ""
    links: str = ""

    @property
    def cleaned(self) -> dict[str, str]:
        """Its fields: the question on one line, links one a line, nothing that cannot be stored."""
        return {
            "question": " ".join(_storable(self.question).split()),
            "lines": _storable(self.lines).replace("\r\n", "\n").strip(),
            "links": "\n".join(line.strip() for line in _storable(self.links).splitlines() if line.strip()),
        }


def may_propose(reader: User | None) -> bool:
    """Whether a reader may propose a topic, by the site's setting; who decides about topics always may."""
    if reader is None:
        return False
    who: Literal["readers", "supporters"] = settings.COFFEEPRESS.topics_propose
    return who == "readers" or reader.has_perm(DECIDE) or is_supporter(reader)


def propose(proposal: Proposal, *, proposer: User, nonce: str) -> Topic:
    """Propose a topic. It is seen by the newsroom and the proposer until an editor accepts it.

    Args:
        nonce: the form's number: sent again, the same topic is answered with.

    Raises:
        NotAllowed, TooManyProposals: see there.
        ValidationError: a field is missing, too long, or a link is none; by the fields' names.
    """
    if not may_propose(proposer):
        raise NotAllowed
    topic = Topic(language=proposal.language, proposer=proposer, nonce=nonce, **proposal.cleaned)
    if proposal.language not in settings.COFFEEPRESS.languages:
        raise ValidationError({"language": "unknown"})
    topic.clean_fields(exclude=["proposer", "merged_into", "state_before_merge"])
    with transaction.atomic():
        User.objects.select_for_update().get(
            pk=proposer.pk
        )  # one after the other, or a burst slips through the limit
        there = Topic.objects.filter(nonce=nonce, proposer=proposer).first()
        if there:
            return there
        if not proposer.has_perm(DECIDE):
            _refuse_too_many(proposer)
        topic.by_new_account = is_new(proposer, topic.proposed_at)
        try:
            with transaction.atomic():
                topic.save()
        except IntegrityError:  # somebody else's form
            raise NotAllowed from None
        TopicEvent.objects.create(topic=topic, what=TopicEvent.What.PROPOSED)
    return topic


@transaction.atomic
def answer(topic: Topic, proposal: Proposal, *, proposer: User) -> Topic:
    """Put a topic in other words after the newsroom asked back.

    Raises:
        NotAsked: see there.
        ValidationError: as in `propose`.
    """
    found = Topic.objects.select_for_update().filter(pk=topic.pk, proposer=proposer).first()
    if found is None or found.state != State.ASKED_BACK:
        raise NotAsked
    before = found.question
    for name, text in proposal.cleaned.items():
        setattr(found, name, text)
    found.clean_fields(exclude=["proposer", "merged_into", "state_before_merge"])
    found.state = State.PROPOSED
    found.save()
    TopicEvent.objects.create(topic=found, what=TopicEvent.What.ANSWERED, note=before)
    return found


def _refuse_too_many(proposer: User) -> None:
    most: int = settings.COFFEEPRESS.proposals_per_week
    if Topic.objects.filter(proposer=proposer, proposed_at__gt=timezone.now() - WINDOW).count() >= most:
        raise TooManyProposals


def _storable(text: str) -> str:
    return text.replace("\x00", "")
