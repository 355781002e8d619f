"""Casts a ballot, or changes one, until its round closes.

One ballot for each person and round, by the database. The same form sent twice is one vote and gets the same receipt;
one that was sent before a change is refused, so that nothing old can come back. Who supports the outlet is asked when
the ballot is cast, and recorded with it.

On SQLite a transaction has the database for itself, and who votes waits in order (`queue.py`). On PostgreSQL the
round's row is shared among those who vote and locked by the close, and the voter's account is locked, so that two forms
of one person come one after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import connection, transaction
from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.support.models import Supporter
from coffeepress.topics.models import Ballot, Round, Topic
from coffeepress.topics.queue import queue
from coffeepress.topics.receipt import hash_of
from coffeepress.topics.slips import Slip

MOST_CHANGES = 100
"""Of one ballot: more is a program's doing."""

NEW_ACCOUNT = timedelta(days=7)
"""An account that is younger is noted as new with what it does, for editors who look at bursts."""

_MARK_LETTERS = 16


class Refused(Exception):
    """The ballot was not taken; nothing has changed."""


class NotOpen(Refused):
    """The round has not opened yet, or has closed."""


class NotASupporter(Refused):
    """The voter does not support the outlet now."""


class NotYours(Refused):
    """The form was given to somebody else, or for another round."""


class UsedBefore(Refused):
    """The very same form was sent before, and the ballot was changed since."""


class NothingChosen(Refused):
    """A first ballot that names no topic."""


class TooManyVotes(Refused):
    """It names more topics than there are votes."""


class NotOnBallot(Refused):
    """It names a topic that cannot be voted for in this round."""


class TooManyChanges(Refused):
    """It was changed too many times."""


@dataclass(frozen=True)
class Cast:
    """A ballot that is in the database: `was_there` if the same form had been answered before."""

    ballot: Ballot
    receipt: str
    was_there: bool = False


def cast(slip: Slip, choices: Sequence[int], *, voter: User, now: datetime | None = None) -> Cast:
    """Cast a ballot or change it. It is committed when this returns.

    Args:
        slip: from the form, its signature checked.
        choices: the topics' numbers; nothing of them is believed.

    Raises:
        Refused: one of its kinds says why.
    """
    if slip.voter != voter.pk:
        raise NotYours
    wanted = sorted(set(choices))
    with queue(), transaction.atomic():
        round_ = _shared(slip.round)
        supporter = _in_order(voter)
        ballot = own_ballot(round_, voter)
        at = now or timezone.now()
        if ballot and _mark(ballot.receipt_hash, ballot.choices) == _mark(hash_of(slip.receipt), wanted):
            return Cast(ballot, slip.receipt, was_there=True)
        if not round_.takes_ballots(at):
            raise NotOpen
        if supporter is None or supporter.counts_until is None or supporter.counts_until <= at:
            raise NotASupporter
        _check(round_, wanted, is_first=ballot is None)
        if ballot is None:
            ballot = Ballot(round=round_, voter=voter, cast_at=at, by_new_account=is_new(voter, at))
        else:
            _leave_behind(ballot, _mark(hash_of(slip.receipt), wanted))
        ballot.receipt_hash, ballot.choices = hash_of(slip.receipt), wanted
        ballot.changed_at, ballot.supported_until = at, supporter.counts_until
        ballot.save()
    return Cast(ballot, slip.receipt)


def open_round(language: str) -> Round | None:
    """The round that is open in a language."""
    return Round.objects.filter(seats__language=language).first()


def own_ballot(round_: Round, voter: User) -> Ballot | None:
    """A voter's ballot in a round."""
    return Ballot.objects.filter(round=round_, voter=voter).first()


def _shared(round_id: int) -> Round:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:  # Django has no FOR SHARE
            cursor.execute("SELECT 1 FROM topics_round WHERE id = %s FOR SHARE", [round_id])
    found = Round.objects.filter(pk=round_id).first()
    if found is None:
        raise NotYours
    return found


def _in_order(voter: User) -> Supporter | None:
    """A voter as a supporter. The account's row is locked: two forms of one person come one after the other, and none
    while the account is being deleted."""
    rows = Supporter.objects.select_for_update(of=("user",), no_key=True).select_related("user")
    return rows.filter(user=voter, user__is_active=True).first()


def _check(round_: Round, wanted: Sequence[int], *, is_first: bool) -> None:
    if is_first and not wanted:
        raise NothingChosen
    if len(wanted) > round_.votes:
        raise TooManyVotes
    rows = Topic.objects.filter(pk__in=wanted, state=Topic.State.ON_BALLOT, language__in=round_.languages)
    if wanted and rows.count() != len(wanted):
        raise NotOnBallot


def _leave_behind(ballot: Ballot, mark: str) -> None:
    """Remember what a change makes void."""
    if mark in ballot.used:
        raise UsedBefore
    if len(ballot.used) >= MOST_CHANGES:
        raise TooManyChanges
    ballot.used = [*ballot.used, _mark(ballot.receipt_hash, ballot.choices)]


def _mark(receipt_hash: str, choices: Sequence[int]) -> str:
    """What tells one sending of a form from another: its receipt and what was chosen in it."""
    return sha256(f"{receipt_hash} {choices}".encode()).hexdigest()[:_MARK_LETTERS]


def is_new(account: User, at: datetime) -> bool:
    """Whether an account was made only days ago."""
    return at - account.date_joined < NEW_ACCOUNT
