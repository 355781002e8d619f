"""Whatever is done in whatever order, the tally equals a naive recount."""

from __future__ import annotations

import os
from collections import Counter
from contextlib import suppress
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from coffeepress.people.farewell import delete_account
from coffeepress.people.models import User
from coffeepress.topics import cast as casting
from coffeepress.topics import decide
from coffeepress.topics.ballot_file import commitment, read
from coffeepress.topics.cast import cast
from coffeepress.topics.close import ballots_of, close_due
from coffeepress.topics.models import Ballot, Round, Topic
from coffeepress.topics.receipt import hash_of
from coffeepress.topics.recount import problems
from coffeepress.topics.slips import Slip, new_slip
from tests.topics.votes import end, make_reader, make_round, make_supporter, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

TOPICS, VOTERS, VOTES = 5, 4, 2
TOPIC = st.integers(0, TOPICS - 1)
VOTER = st.integers(0, VOTERS - 1)
EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "40"))


class Voting(RuleBasedStateMachine):
    """What voters and editors do, beside a model of it that is as simple as can be: for each person the topics named
    last, for each topic what became of it."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.editor = make_reader()
        self.topics = [make_topic() for _ in range(TOPICS)]
        self.voters: list[User | None] = [make_supporter() for _ in range(VOTERS)]
        self.round = make_round(votes=VOTES)
        self.named: dict[int, set[int]] = {}
        self.slips: list[tuple[int, Slip, list[int], str]] = []
        self.into: dict[int, int] = {}
        self.declined: set[int] = set()
        self.is_closed = False
        self.final: dict[int, int] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @rule(voter=VOTER, choices=st.lists(TOPIC, min_size=1, max_size=VOTES))
    def cast_or_change(self, voter: int, choices: list[int]) -> None:
        person = self.voters[voter]
        if person is None:
            return
        slip = new_slip(self.round, person)
        wanted = [self.topics[each].pk for each in choices]
        can_be = not self.is_closed and not {*choices} & ({*self.into} | self.declined)
        try:
            receipt = cast(slip, wanted, voter=person).receipt
        except casting.Refused:
            assert not can_be
            return
        assert can_be
        self.named[voter] = {*choices}
        self.slips.append((voter, slip, wanted, receipt))

    @rule(number=st.integers(0, 50))
    def replay(self, number: int) -> None:
        """A form that was sent comes again: it changes nothing, whatever it is answered."""
        if not self.slips:
            return
        voter, slip, wanted, receipt = self.slips[number % len(self.slips)]
        person = self.voters[voter]
        if person is None:
            return
        before = list(Ballot.objects.order_by("pk").values())
        with suppress(casting.Refused):
            assert cast(slip, wanted, voter=person).receipt == receipt
        assert list(Ballot.objects.order_by("pk").values()) == before

    @rule(topic=TOPIC, into=TOPIC)
    def merge(self, topic: int, into: int) -> None:
        free = topic not in self.into and topic not in self.declined and not self.is_chosen(topic)
        fits = topic != into and into not in self.into and into not in self.declined
        try:
            decide.merge(self.topics[topic], self.topics[into], self.editor)
        except decide.CannotDecide:
            assert not (free and fits)
            return
        assert (free, fits) == (True, True)
        self.into[topic] = into

    @rule(topic=TOPIC)
    def unmerge(self, topic: int) -> None:
        try:
            decide.unmerge(self.topics[topic], self.editor)
        except decide.NotInThisState:
            assert topic not in self.into
            return
        del self.into[topic]

    @rule(topic=TOPIC)
    def decline(self, topic: int) -> None:
        try:
            decide.decline(self.topics[topic], self.editor, "It is answered already.")
        except decide.NotInThisState:
            assert topic in self.into or topic in self.declined or self.is_chosen(topic)
            return
        self.declined.add(topic)

    @rule(topic=TOPIC)
    def accept_again(self, topic: int) -> None:
        try:
            decide.accept(self.topics[topic], self.editor)
        except decide.NotInThisState:
            assert topic not in self.declined
            return
        self.declined.discard(topic)

    @rule(voter=VOTER)
    def delete_account(self, voter: int) -> None:
        person = self.voters[voter]
        if person is not None:
            delete_account(person)
            self.voters[voter] = None

    @precondition(lambda self: not self.is_closed)
    @rule()
    def close(self) -> None:
        self.final = self.naive()
        end(self.round)
        assert close_due() == 1
        self.is_closed = True

    @invariant()
    def tally_is_the_naive_recount(self) -> None:
        if self.is_closed:
            closed = Round.objects.get(pk=self.round.pk)
            assert {self.index(pk): votes for pk, votes in closed.counts} == self.final
            assert commitment(closed.file.text) == closed.commitment
            assert list(problems(closed.file.text, closed.commitment)) == []
            assert len(read(closed.file.text).ballots) == len(self.named)
        else:
            found = ballots_of(self.round, list(Topic.objects.order_by("pk")))
            assert {self.index(pk): votes for pk, votes in found.counts} == self.naive()
        assert Ballot.objects.count() == len(self.named)
        last = {voter: receipt for voter, _slip, _wanted, receipt in self.slips}
        assert {hash_of(receipt) for receipt in last.values()} == set(
            Ballot.objects.values_list("receipt_hash", flat=True)
        )

    def naive(self) -> dict[int, int]:
        """For each topic that can be chosen, the persons who named it or anything that was merged into it."""
        count: Counter[int] = Counter()
        for named in self.named.values():
            reached = set()
            for topic in named:
                while topic in self.into:
                    topic = self.into[topic]
                reached.add(topic)
            count.update(reached)
        return {
            topic: count[topic]
            for topic in range(TOPICS)
            if topic not in self.into and topic not in self.declined
        }

    def is_chosen(self, topic: int) -> bool:
        return Topic.objects.get(pk=self.topics[topic].pk).state == Topic.State.CHOSEN

    def index(self, pk: int) -> int:
        return [each.pk for each in self.topics].index(pk)


def test_any_interleaving_gives_the_tally_of_a_naive_recount(db: Any) -> None:
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        Voting,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
