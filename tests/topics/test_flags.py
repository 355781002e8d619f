"""Bursts are flagged to editors, once for each hour, and usual days are not."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.utils import timezone

from coffeepress.topics.flags import LEAST, USUAL_HOURS, look_at, raise_flags
from coffeepress.topics.models import Ballot, Flag, Topic
from tests.topics.votes import HOUR, make_reader, make_round, make_topic, stored_ballot

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Kind = Flag.Kind


@pytest.fixture
def now() -> datetime:
    return timezone.now().replace(minute=30)


def burst(kind: str, number: int, at: datetime) -> None:
    for _ in range(number):
        if kind == Kind.ACCOUNTS:
            make_reader(date_joined=at)
        elif kind == Kind.PROPOSALS:
            make_topic(state=Topic.State.PROPOSED, proposer=None, proposed_at=at)
    if kind == Kind.PROPOSALS:
        Topic.objects.update(proposer=make_reader())
    if kind == Kind.BALLOTS:
        round_, topic = make_round(), make_topic()
        for _ in range(number):
            stored_ballot(round_, topic)
        Ballot.objects.update(cast_at=at, by_new_account=True)


@pytest.mark.parametrize("kind", Kind.values)
def test_burst_is_flagged_once_and_its_number_grows(now: datetime, kind: Kind) -> None:
    if kind == Kind.ACCOUNTS:
        make_round()
    burst(kind, LEAST[kind], now)
    assert (raise_flags(now=now), raise_flags(now=now)) == (1, 0)
    found = Flag.objects.get()
    assert (found.kind, found.number, found.hour) == (
        kind,
        LEAST[kind],
        now.replace(minute=0, second=0, microsecond=0),
    )


@pytest.mark.parametrize("kind", Kind.values)
def test_fewer_are_not_flagged(now: datetime, kind: Kind) -> None:
    make_round() if kind == Kind.ACCOUNTS else None
    burst(kind, LEAST[kind] - 1, now)
    assert raise_flags(now=now) == 0


def test_new_accounts_are_flagged_only_while_a_round_is_open(now: datetime) -> None:
    burst(Kind.ACCOUNTS, LEAST[Kind.ACCOUNTS], now)
    assert raise_flags(now=now) == 0


@pytest.mark.parametrize(("usual_an_hour", "flags"), [(1, 1), (3, 0)])
def test_what_is_usual_is_not_flagged(now: datetime, usual_an_hour: int, flags: int) -> None:
    before = now - 5 * HOUR
    Topic.objects.bulk_create(
        Topic(language="en", question="Usual?", state=Topic.State.PROPOSED, proposed_at=before - hour * HOUR)
        for hour in range(USUAL_HOURS - 10)
        for _ in range(usual_an_hour)
    )
    burst(Kind.PROPOSALS, LEAST[Kind.PROPOSALS], now)
    assert raise_flags(now=now) == flags


def test_editor_notes_what_a_flag_was(now: datetime) -> None:
    burst(Kind.PROPOSALS, LEAST[Kind.PROPOSALS], now)
    raise_flags(now=now)
    editor = make_reader("editor")
    look_at(Flag.objects.get(), editor, " A school class. ")
    found = Flag.objects.get()
    assert (found.seen_by, found.note, found.seen_at is not None) == (editor, "A school class.", True)
    assert raise_flags(now=now) == 0
