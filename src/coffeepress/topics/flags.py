"""Flags bursts to editors: of new accounts while a round is open, of ballots that they cast, and of proposals.

A burst is counted by whole hours. A flag changes nothing: an editor looks, and says what it was.
"""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.topics.models import Ballot, Flag, Round, Topic

HOUR = timedelta(hours=1)
LOOKED_BACK = timedelta(hours=3)
USUAL_HOURS = 24 * 14
"""What is usual is the mean of the two weeks before."""

TIMES_USUAL = 5
LEAST = {Flag.Kind.ACCOUNTS: 20, Flag.Kind.BALLOTS: 10, Flag.Kind.PROPOSALS: 10}
"""Fewer in an hour are never flagged: a small outlet has such days."""


def raise_flags(*, now: datetime | None = None) -> int:
    """Flag the bursts of the last hours; a flag's number grows while its hour lasts.

    Returns:
        How many flags are new.
    """
    at = now or timezone.now()
    hour = at.replace(minute=0, second=0, microsecond=0)
    hours = [hour - HOUR * back for back in range(int(LOOKED_BACK / HOUR))]
    return sum(_look(kind, each) for each in hours for kind in Flag.Kind)


def look_at(flag: Flag, by: User, note: str = "") -> None:
    """An editor has looked."""
    Flag.objects.filter(pk=flag.pk).update(seen_at=timezone.now(), seen_by=by, note=note.strip())


@transaction.atomic
def _look(kind: Flag.Kind, hour: datetime) -> bool:
    number = _count(kind, hour, hour + HOUR)
    if number < LEAST[kind]:
        return False
    usual = _count(kind, hour - HOUR * USUAL_HOURS, hour) / USUAL_HOURS
    if number < TIMES_USUAL * usual:
        return False
    round_ = Round.objects.filter(opens_at__lt=hour + HOUR, closes_at__gt=hour).exclude(
        state=Round.State.PLANNED
    )
    if kind != Flag.Kind.PROPOSALS and not round_.exists():
        return False
    flag, is_new = Flag.objects.get_or_create(
        kind=kind, hour=hour, defaults={"number": number, "round": round_.first()}
    )
    if flag.number != number:
        Flag.objects.filter(pk=flag.pk).update(number=number)
    return is_new


def _count(kind: Flag.Kind, since: datetime, until: datetime) -> int:
    if kind == Flag.Kind.ACCOUNTS:
        return User.objects.filter(date_joined__gte=since, date_joined__lt=until).count()
    if kind == Flag.Kind.BALLOTS:
        return Ballot.objects.filter(cast_at__gte=since, cast_at__lt=until, by_new_account=True).count()
    return Topic.objects.filter(proposed_at__gte=since, proposed_at__lt=until).exclude(proposer=None).count()
