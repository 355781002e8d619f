"""Counts open rounds every minute where ballots came in: the turnout, and for editors (and readers, where the round
shows results) the votes so far. Pages show what was counted last, so that a vote presses nothing."""

from django.db import transaction
from django.utils import timezone

from coffeepress.edition.outbox import changed
from coffeepress.topics.close import ballots_of, who_could_vote
from coffeepress.topics.keys import ROUND
from coffeepress.topics.models import Round, Topic


def count_open() -> int:
    """Count what has changed since it was counted.

    Returns:
        In how many rounds something else came out.
    """
    return sum(map(_count, Round.objects.filter(state=Round.State.OPEN).order_by("pk")))


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
