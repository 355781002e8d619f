"""Several at once: two hundred casts by a hundred persons, forms sent twice, votes while the round closes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from typing import Any

import pytest
from django.db import connections

from coffeepress.topics import cast as casting
from coffeepress.topics import propose as proposing
from coffeepress.topics.ballot_file import read
from coffeepress.topics.cast import cast
from coffeepress.topics.close import close_due, open_due
from coffeepress.topics.models import Assignment, Ballot, BallotFile, Round, Seat, Topic
from coffeepress.topics.receipt import hash_of
from coffeepress.topics.slips import new_slip
from tests.topics.votes import HOUR, end, make_reader, make_round, make_supporter, make_topic, vote

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

PERSONS = 100
THREADS = 8


@pytest.fixture(autouse=True)
def _emptied(transactional_db: Any) -> Iterator[None]:
    yield
    BallotFile.objects.all().delete()


def at_once(calls: list[Callable[[], Any]], threads: int = THREADS) -> list[Any]:
    """The results of calls that are made at the same moment, each with a connection of its own."""

    def make(call: Callable[[], Any]) -> Any:
        try:
            return call()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return [future.result() for future in [pool.submit(make, call) for call in calls]]


def test_two_hundred_casts_by_a_hundred_persons_are_a_hundred_ballots_the_last_of_each_counted() -> None:
    round_, topics = make_round(), [make_topic() for _ in range(6)]
    voters = [make_supporter() for _ in range(PERSONS)]
    casts = [
        (voter, new_slip(round_, voter), [topics[(number + turn) % 6].pk])
        for turn in range(2)
        for number, voter in enumerate(voters)
    ]
    done = at_once([lambda each=each: cast(each[1], each[2], voter=each[0]) for each in casts])  # type: ignore[misc]
    assert len(done) == 2 * PERSONS
    ballots = {each.voter_id: each for each in Ballot.objects.all()}
    assert len(ballots) == Ballot.objects.count() == PERSONS
    for voter in voters:
        answered = [
            (hash_of(one.receipt), one.ballot.choices) for one in done if one.ballot.voter_id == voter.pk
        ]
        stored = ballots[voter.pk]
        assert len(answered) == 2
        assert (stored.receipt_hash, stored.choices) in answered
        assert len(stored.used) == 1, "the other one came first, and is remembered"
    end(round_)
    assert close_due() == 1
    closed = Round.objects.get()
    assert sum(votes for _topic, votes in closed.counts) == PERSONS == closed.turnout
    assert {line.receipt_hash for line in read(closed.file.text).ballots} == {
        each.receipt_hash for each in ballots.values()
    }


def test_one_form_sent_many_times_at_once_is_one_ballot_and_no_change() -> None:
    round_, voter, topic = make_round(), make_supporter(), make_topic()
    slip = new_slip(round_, voter)
    done = at_once([lambda: cast(slip, [topic.pk], voter=voter)] * THREADS)
    assert sorted(each.was_there for each in done) == [False] + [True] * (THREADS - 1)
    assert Ballot.objects.get().used == []


def test_whatever_is_answered_while_the_round_closes_is_in_its_file() -> None:
    round_, topic = make_round(), make_topic()
    voters = [make_supporter() for _ in range(24)]
    barrier = Barrier(4)

    def cast_some(part: list[Any]) -> list[str]:
        barrier.wait()
        answered = []
        for voter in part:
            with suppress(casting.NotOpen):
                answered.append(hash_of(vote(round_, voter, topic).receipt))
        return answered

    def close() -> list[str]:
        barrier.wait()
        end(round_)
        close_due()
        return []

    done = at_once([close, *(lambda n=n: cast_some(voters[n::3]) for n in range(3))], 4)  # type: ignore[misc]
    answered = {each for part in done for each in part}
    close_due()
    assert {line.receipt_hash for line in read(BallotFile.objects.get().text).ballots} == answered
    assert Ballot.objects.count() == len(answered)


def test_many_workers_close_a_round_once() -> None:
    round_, topic = make_round(), make_topic()
    vote(round_, make_supporter(), topic)
    end(round_)
    assert sorted(at_once([close_due] * 4)) == [0, 0, 0, 1]
    assert Assignment.objects.count() == BallotFile.objects.count() == 1


def test_many_workers_open_a_round_once_and_never_two_of_one_language() -> None:
    for title in ("One", "Other"):
        Round.objects.create(
            title=title, language="en", opens_at=make_time(-1), closes_at=make_time(5)
        )  # as two editors might who plan at the same moment
    at_once([open_due] * 4)
    assert sorted(Round.objects.values_list("state", flat=True)) == ["open", "planned"]
    assert Seat.objects.count() == 1


def test_one_proposal_sent_many_times_at_once_is_one_topic() -> None:
    reader = make_reader()
    proposal = proposing.Proposal(language="en", question="Who owns the ferry?")
    done = at_once([lambda: proposing.propose(proposal, proposer=reader, nonce="n1")] * THREADS)
    assert len({each.pk for each in done}) == Topic.objects.count() == 1


def test_limit_of_proposals_holds_for_many_sent_at_once(change_site: Callable[..., None]) -> None:
    change_site(proposals_per_week=3)
    reader = make_reader()

    def propose(number: int) -> bool:
        wanted = proposing.Proposal(language="en", question=f"Question {number}?")
        try:
            proposing.propose(wanted, proposer=reader, nonce=f"n{number}")
        except proposing.TooManyProposals:
            return False
        return True

    done = at_once([lambda n=n: propose(n) for n in range(THREADS)])  # type: ignore[misc]
    assert sum(done) == Topic.objects.count() == 3


def make_time(hours: int) -> Any:
    from django.utils import timezone

    return timezone.now() + hours * HOUR
