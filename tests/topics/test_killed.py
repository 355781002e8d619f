"""What was answered is there though processes are killed in the middle; what was not is whole or not there."""

from __future__ import annotations

import os
import random
import signal
import time

import pytest
from django.db import connections

from coffeepress.topics.ballot_file import commitment, read
from coffeepress.topics.cast import cast
from coffeepress.topics.close import close_due
from coffeepress.topics.models import Assignment, Ballot, BallotFile, Round, Topic
from coffeepress.topics.receipt import hash_of
from coffeepress.topics.recount import problems
from coffeepress.topics.slips import new_slip
from tests.topics.votes import end, make_round, make_supporter, make_topic, stored_ballot

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

PERSONS = 100
PROCESSES = 4
KILLED_AFTER = 20
"""Answers, at least: the first process is killed in the middle of its work."""


def fork(work: object) -> int:
    connections.close_all()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        work()  # type: ignore[operator]
        status = 0
    finally:
        os._exit(status)


def test_no_ballot_is_lost_once_answered_though_processes_are_killed() -> None:
    round_, topics = make_round(), [make_topic() for _ in range(3)]
    voters = [make_supporter() for _ in range(PERSONS)]
    answers, told = os.pipe()

    def cast_part(part: int) -> None:
        for turn in range(2):
            for number, voter in enumerate(voters[part::PROCESSES]):
                done = cast(new_slip(round_, voter), [topics[(number + turn) % 3].pk], voter=voter)
                line = f"{voter.pk} {hash_of(done.receipt)} {done.ballot.choices[0]}\n"
                os.write(told, line.encode())  # the answer: after the commit, at once

    processes = [fork(lambda part=part: cast_part(part)) for part in range(PROCESSES)]  # type: ignore[misc]
    os.close(told)
    read_so_far = b""
    while read_so_far.count(b"\n") < KILLED_AFTER:
        read_so_far += os.read(answers, 4096)
    killed = 0
    for process in processes:
        os.kill(process, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(process, 0)[1])
    while more := os.read(answers, 65536):
        read_so_far += more
    os.close(answers)
    assert killed == PROCESSES

    last: dict[int, tuple[str, int]] = {}
    for line in read_so_far.decode().splitlines():
        voter_id, receipt_hash, choice = line.split()
        last[int(voter_id)] = (receipt_hash, int(choice))
    assert len(last) >= KILLED_AFTER / 2
    stored = {each.voter_id: each for each in Ballot.objects.all()}
    lost = {pk for pk, (receipt_hash, _choice) in last.items() if pk not in stored}
    assert lost == set()
    # A process may have been killed after its commit and before its answer: for each of them one ballot at most.
    newer = [pk for pk, (receipt_hash, choice) in last.items() if stored[pk].receipt_hash != receipt_hash]
    unanswered = set(stored) - set(last)
    assert len(newer) + len(unanswered) <= PROCESSES
    for pk, (receipt_hash, choice) in last.items():
        if pk not in newer:
            assert (stored[pk].receipt_hash, stored[pk].choices) == (receipt_hash, [choice])


def test_round_is_closed_whole_or_not_at_all_though_the_worker_is_killed() -> None:
    round_, topics = make_round(places=2), [make_topic() for _ in range(3)]
    for number in range(3000):
        stored_ballot(round_, topics[number % 3])
    end(round_)
    chance = random.Random(5)
    killed = 0
    start = time.monotonic()
    close_seconds = 2.0
    while not Round.objects.filter(state="closed").exists():
        assert time.monotonic() - start < 120
        worker = fork(close_due)
        time.sleep(chance.uniform(0.0, close_seconds))
        os.kill(worker, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(worker, 0)[1])
        closed = Round.objects.get().state == "closed"
        assert BallotFile.objects.exists() == Assignment.objects.exists() == closed
        assert Topic.objects.filter(state="chosen").exists() == closed
    assert close_due() == 0
    found = Round.objects.get()
    assert commitment(found.file.text) == found.commitment
    assert list(problems(found.file.text, found.commitment)) == []
    assert len(read(found.file.text).ballots) == 3000
    assert Assignment.objects.count() == 3, "all three have equally many"
