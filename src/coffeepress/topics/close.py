"""Opens rounds and closes them, by their schedule. The worker does both, every second.

The close is one transaction: the count, the file of ballots with its commitment, which topics are chosen, their
assignments and the keys that pages read are there together or not at all. So a close that was killed is done again
from its beginning, and one that is done is not done twice.
"""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from coffeepress.edition.outbox import changed
from coffeepress.support.models import Supporter
from coffeepress.topics.ballot_file import BallotLine, Ballots, TopicLine, commitment, write
from coffeepress.topics.keys import ROUND, TOPIC, TOPICS
from coffeepress.topics.models import Assignment, Ballot, BallotFile, Round, Seat, Topic, TopicEvent
from coffeepress.topics.tally import chosen, ranked, tally

logger = logging.getLogger(__name__)

State = Round.State
FETCHED = 2000


def open_due(*, now: datetime | None = None) -> int:
    """Open the rounds whose time has come. One whose language has an open round waits for that to close.

    Returns:
        How many were opened.
    """
    at = now or timezone.now()
    due = Round.objects.filter(state=State.PLANNED, opens_at__lte=at, closes_at__gt=at)
    return sum(_open(pk, at) for pk in list(due.order_by("opens_at", "pk").values_list("pk", flat=True)))


def close_due(*, now: datetime | None = None) -> int:
    """Close the rounds whose time is over; those that never opened (nobody could vote) among them.

    Returns:
        How many were closed.
    """
    at = now or timezone.now()
    due = Round.objects.exclude(state=State.CLOSED).filter(closes_at__lte=at)
    return sum(_close(pk, at) for pk in list(due.order_by("closes_at", "pk").values_list("pk", flat=True)))


def _open(round_id: int, at: datetime) -> bool:
    try:
        with transaction.atomic():
            round_ = Round.objects.select_for_update().get(pk=round_id)
            if round_.state != State.PLANNED:
                return False
            # The unique seats are the database's own guard; `plan.py` refuses such a schedule long before.
            Seat.objects.bulk_create([Seat(language=code, round=round_) for code in round_.languages])
            round_.state, round_.opened_at = State.OPEN, at
            round_.save(update_fields=["state", "opened_at"])
            changed(ROUND(round_.pk), *map(TOPICS, round_.languages))
    except IntegrityError:
        logger.warning("Round %s is to open, but another one is open in its language; it waits.", round_id)
        return False
    return True


@transaction.atomic
def _close(round_id: int, at: datetime) -> bool:
    # The lock waits for every ballot that is being cast; those that come later find the round closed.
    round_ = Round.objects.select_for_update().get(pk=round_id)
    if round_.state == State.CLOSED:
        return False
    topics = list(Topic.objects.select_for_update().filter(language__in=round_.languages).order_by("pk"))
    found = ballots_of(round_, topics)
    text = write(found)
    BallotFile.objects.create(round=round_, text=text)
    round_.state, round_.closed_at, round_.counted_at = State.CLOSED, at, at
    round_.commitment = commitment(text)
    round_.counts = [list(pair) for pair in found.counts]
    round_.turnout = len(found.counted)
    round_.supporters = max(who_could_vote(round_.closes_at), round_.supporters)
    round_.save()
    round_.seats.all().delete()
    _assign(round_, chosen(dict(found.counts), round_.places), dict(found.counts), at)
    changed(ROUND(round_.pk), *map(TOPICS, round_.languages))
    return True


def ballots_of(round_: Round, topics: Sequence[Topic]) -> Ballots:
    """A round's ballots as they are now, counted.

    Args:
        topics: all topics of its languages.
    """
    lines = list(_lines(round_))
    lines.sort()
    merges = {each.pk: each.merged_into_id for each in topics if each.merged_into_id is not None}
    standing = {each.pk for each in topics if each.state == Topic.State.ON_BALLOT}
    votes = tally((each.choices for each in lines if not each.is_lapsed), standing=standing, merges=merges)
    return Ballots(
        site=settings.COFFEEPRESS.base_url,
        round=round_.pk,
        votes=round_.votes,
        places=round_.places,
        topics=tuple(_topic_lines(topics, standing, merges, lines)),
        ballots=tuple(lines),
        counts=tuple(ranked(votes)),
    )


def who_could_vote(at: datetime) -> int:
    """How many accounts support the outlet at a moment."""
    return Supporter.objects.filter(counts_until__gt=at).exclude(user=None).count()


def _lines(round_: Round) -> Iterable[BallotLine]:
    drops = settings.COFFEEPRESS.topics_lapsed == "dropped"
    gone = _stopped(round_) if drops else set()
    rows = Ballot.objects.filter(round=round_).values_list("receipt_hash", "choices", "voter_id")
    for receipt_hash, choices, voter in rows.iterator(chunk_size=FETCHED):
        yield BallotLine(receipt_hash, tuple(choices), voter in gone)


def _stopped(round_: Round) -> set[int]:
    """The voters who did not support the outlet until the close. Who deleted the account stays counted."""
    voters = Ballot.objects.filter(round=round_).exclude(voter=None).values("voter")
    still = Supporter.objects.filter(counts_until__gte=round_.closes_at).exclude(user=None).values("user")
    return set(voters.exclude(voter__in=still).values_list("voter", flat=True))


def _topic_lines(
    topics: Sequence[Topic], standing: set[int], merges: dict[int, int], lines: Sequence[BallotLine]
) -> Iterable[TopicLine]:
    """The topics that stand, those that ballots name, and what these were merged into."""
    listed = standing | {choice for each in lines for choice in each.choices}
    for number in list(listed):
        while number in merges:
            number = merges[number]
            listed.add(number)
    for each in topics:
        if each.pk in listed:
            yield TopicLine(each.pk, each.pk in standing, each.merged_into_id, each.question)


def _assign(round_: Round, winners: Sequence[int], votes: dict[int, int], at: datetime) -> None:
    """Give what was chosen to the newsroom."""
    for topic in winners:
        Assignment.objects.create(topic_id=topic, round=round_, votes=votes[topic], chosen_at=at)
    TopicEvent.objects.bulk_create(
        [TopicEvent(topic_id=topic, what=TopicEvent.What.CHOSEN, at=at) for topic in winners]
    )
    Topic.objects.filter(pk__in=winners).update(state=Topic.State.CHOSEN)
    changed(*map(TOPIC, winners))
