"""Counts open rounds every minute where something happened: the turnout, and for editors (and readers, where the round
shows results) the votes so far. Pages show what was counted last, so that a vote presses nothing."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from coffeepress.edition.outbox import changed
from coffeepress.topics.close import ballots_of, who_could_vote
from coffeepress.topics.keys import ROUND
from coffeepress.topics.models import Ballot, Round, Topic, TopicEvent

OVERLAP = timedelta(minutes=5)
"""What is committed now may bear a time from a little while ago."""


def count_open() -> int:
    """Count what has changed since it was counted.

    Returns:
        In how many rounds something else came out.
    """
    return sum(map(_count, filter(_is_stale, Round.objects.filter(state=Round.State.OPEN).order_by("pk"))))


def _is_stale(round_: Round) -> bool:
    """Whether ballots came in or topics changed since it was counted."""
    if round_.counted_at is None:
        return True
    since = round_.counted_at - OVERLAP
    return (
        Ballot.objects.filter(round=round_, changed_at__gt=since).exists()
        or TopicEvent.objects.filter(at__gt=since).exists()
    )


def _count(round_: Round) -> bool:
    at = timezone.now()
    topics = list(Topic.objects.filter(language__in=round_.languages).order_by("pk"))
    found = ballots_of(round_, topics)
    counts = [list(pair) for pair in found.counts]
    before = (round_.turnout, round_.counts if round_.shows_results else None)
    with transaction.atomic():
        # Not in the round's name if it was closed meanwhile.
        still_open = Round.objects.filter(pk=round_.pk, state=Round.State.OPEN).update(
            turnout=len(found.ballots), counts=counts, supporters=who_could_vote(at), counted_at=at
        )
        is_new = bool(still_open) and before != (
            len(found.ballots),
            counts if round_.shows_results else None,
        )
        if is_new:
            changed(ROUND(round_.pk))
    return is_new
