"""Plans rounds: no two of one language at the same time, and one for all languages beside no other."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from coffeepress.edition.outbox import changed
from coffeepress.topics.keys import ROUND, TOPICS
from coffeepress.topics.models import Round

State = Round.State


class CannotPlan(Exception):
    """The round was not planned."""


class EndsBeforeItBegins(CannotPlan):
    """It closes before it opens, or has closed already."""


class Overlaps(CannotPlan):
    """Another round of the same language, or one for all, is open at the time.

    Attributes:
        other: that round.
    """

    def __init__(self, other: Round) -> None:
        super().__init__(str(other))
        self.other = other


class AlreadyUnderWay(CannotPlan):
    """What was promised to voters cannot be changed once the round is open."""


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What an editor wants of a round. `language` is blank for all."""

    title: str
    language: str
    opens_at: datetime
    closes_at: datetime
    votes: int = 3
    places: int = 1
    shows_results: bool = False


_ONCE_OPEN = ("language", "opens_at", "votes", "places", "shows_results")


@transaction.atomic
def plan(wanted: Plan, *, round_: Round | None = None) -> Round:
    """Plan a round, or change the plan of one. Of an open one only its title and its close can be changed.

    Raises:
        CannotPlan: one of its kinds says why.
    """
    if round_ is not None:
        round_ = Round.objects.select_for_update().get(pk=round_.pk)
        _refuse_promised(round_, wanted)
    if wanted.closes_at <= wanted.opens_at or wanted.closes_at <= timezone.now():
        raise EndsBeforeItBegins
    _refuse_overlap(wanted, round_)
    before = round_.languages if round_ else []
    planned = round_ or Round()
    for name in ("title", "language", "opens_at", "closes_at", "votes", "places", "shows_results"):
        setattr(planned, name, getattr(wanted, name))
    planned.save()
    changed(ROUND(planned.pk), *map(TOPICS, {*before, *planned.languages}))
    return planned


@transaction.atomic
def call_off(round_: Round) -> None:
    """Take back a round that has not opened.

    Raises:
        AlreadyUnderWay: it has.
    """
    found = Round.objects.select_for_update().get(pk=round_.pk)
    if found.state != State.PLANNED:
        raise AlreadyUnderWay
    changed(ROUND(found.pk), *map(TOPICS, found.languages))
    found.delete()


def _refuse_promised(round_: Round, wanted: Plan) -> None:
    if round_.state == State.CLOSED:
        raise AlreadyUnderWay
    if round_.state == State.OPEN and any(
        getattr(round_, name) != getattr(wanted, name) for name in _ONCE_OPEN
    ):
        raise AlreadyUnderWay


def _refuse_overlap(wanted: Plan, round_: Round | None) -> None:
    """Two editors who plan at the same moment are told apart when the second round is to open (`close.py`)."""
    others = Round.objects.exclude(state=State.CLOSED).filter(
        opens_at__lt=wanted.closes_at, closes_at__gt=wanted.opens_at
    )
    if wanted.language:
        others = others.filter(Q(language=wanted.language) | Q(language=""))
    other = (others.exclude(pk=round_.pk) if round_ else others).first()
    if other is not None:
        raise Overlaps(other)
