"""Twenty thousand subscribers, a mail server that counts, and a worker that is killed ten times in the middle.

SUBSCRIBERS=20000 runs it in full; every run does some hundreds. Where in the letter the worker is killed is random; it
is at the worst moments: when the server has a message's end and has not said so, when it has just done so, and in the
middle of the next one. The one moment that leaves a doubt has a test of its own below.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from tests.letters.mail_server import MailServer

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.postgres]

SUBSCRIBERS = int(os.environ.get("SUBSCRIBERS", "400"))
KILLS = 10


@pytest.fixture
def outlet(transactional_db: Any, no_waiting_for_the_disk: None) -> Any:
    from tests.edition.newsroom import Newsroom

    return Newsroom()


def start_worker(before: Callable[[], None] = lambda: None) -> int:
    """A worker in a process of its own, that sends until nothing is left to be sent."""
    connections.close_all()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        from coffeepress.letters.models import Letter
        from coffeepress.letters.send import send_due

        before()
        while Letter.objects.filter(state__in=("scheduled", "sending")).exists():
            send_due(seconds=60)
        status = 0
    finally:
        os._exit(status)


class Killer:
    """Kills the worker when the server has taken so many mails: before or after it says so, or amid the next one."""

    def __init__(self, server: MailServer, number: int, chance: random.Random) -> None:
        self.moments = sorted(chance.sample(range(number // 40, number - number // 40), KILLS))
        self.seen = 0
        self.worker = 0
        self.is_next = False
        self.killed: Counter[str] = Counter()
        server.at_the_end = self.at_the_end
        server.at_the_start = self.at_the_start

    def at_the_end(self, _address: str) -> Any:
        """The server has a message's end, and has not answered."""
        self.seen += 1
        if not self.moments or self.seen < self.moments[0] or not self.worker:
            return None
        how = ("before the answer", "after it", "amid the next")[len(self.moments) % 3]
        if how == "amid the next":
            self.is_next = True
            return None
        if how == "before the answer":
            self._kill(how)
            return None
        return self._soon(how)

    def at_the_start(self, _address: str) -> None:
        """The server hears a recipient's address."""
        if self.is_next and self.worker:
            self.is_next = False
            self._kill("amid the next")

    async def _soon(self, how: str) -> None:
        asyncio.get_running_loop().call_soon(self._kill, how)

    def _kill(self, how: str) -> None:
        if self.worker:
            worker, self.worker = self.worker, 0
            self.moments.pop(0)
            self.killed[how] += 1
            os.kill(worker, signal.SIGKILL)


def workers(killer: Killer) -> Iterator[int]:
    """One worker after the other, each until it is killed or has nothing to do; yields how each ended."""
    while True:
        killer.worker = worker = start_worker()
        _, status = os.waitpid(worker, 0)
        yield status
        if os.WIFEXITED(status):
            return


def test_each_recipient_gets_exactly_one_mail_though_the_worker_is_killed(
    outlet: Any, by_smtp: MailServer, capsys: pytest.CaptureFixture[str]
) -> None:
    from coffeepress.letters.leave import leave
    from coffeepress.letters.models import Delivery, Letter, Subscriber
    from coffeepress.letters.tokens import Leaving
    from tests.letters.world import many_subscribers, new_letter

    many_subscribers(SUBSCRIBERS)
    by_smtp.keeps_messages = False
    letter = new_letter()
    killer = Killer(by_smtp, SUBSCRIBERS, random.Random(6))
    start = time.monotonic()
    ended = []
    left: list[str] = []
    for status in workers(killer):
        ended.append(os.WIFSIGNALED(status))
        assert time.monotonic() - start < 3000
        if len(ended) == 5:  # some leave in the middle
            waiting = Delivery.objects.filter(letter=letter, state="waiting").order_by("-pk")[:7]
            for delivery in waiting:
                assert delivery.subscriber_id
                leave(Leaving(delivery.subscriber_id, letter.pk))
                left.append(Subscriber.objects.get(pk=delivery.subscriber_id).email)
    seconds = time.monotonic() - start

    assert ended == [True] * KILLS + [False]
    everyone = {f"reader-{n}@example.org" for n in range(1, SUBSCRIBERS + 1)}
    assert len(left) == 7
    assert by_smtp.taken == dict.fromkeys(everyone - set(left), 1)
    letter.refresh_from_db()
    assert letter.state == Letter.State.SENT
    assert letter.numbers.get("sent", 0) + letter.numbers.get("unknown", 0) == SUBSCRIBERS - 7
    assert letter.numbers.get("unknown", 0) <= KILLS
    assert letter.numbers["skipped"] == 7
    with capsys.disabled():
        print(
            f"\n{SUBSCRIBERS} subscribers, {seconds:.1f} s ({SUBSCRIBERS / seconds:.0f}/s), the worker killed"
            f" {sum(killer.killed.values())} times {dict(killer.killed)}: one mail each;"
            f" {letter.numbers.get('unknown', 0)} of them unknown to us"
        )


def kill_at(point: str) -> Callable[[], None]:
    """Have a worker kill itself at one step of the second mail."""

    def arm() -> None:
        from coffeepress.letters import hand_over, send

        calls = Counter[str]()

        def die_at(name: str) -> None:
            calls[name] += 1
            if name == point and calls[name] == 2:
                os.kill(os.getpid(), signal.SIGKILL)

        take, settle, up_to = send.take, send._settle, hand_over.BySmtp._up_to_the_dot

        def taken(*given: Any) -> bool:
            die_at("before the mark")
            done = take(*given)
            die_at("after the mark")
            return done

        def settled(*given: Any, **options: Any) -> None:
            die_at("before it is noted")
            settle(*given, **options)
            die_at("after it is noted")

        def said(*given: Any) -> None:
            die_at("before anything is said")
            up_to(*given)

        send.take, send._settle, hand_over.BySmtp._up_to_the_dot = taken, settled, said  # type: ignore[method-assign]

    return arm


@pytest.mark.parametrize(
    ("point", "times", "state"),
    [
        ("before anything is said", 1, "sent"),
        ("before the mark", 1, "sent"),
        # The one moment at which nobody can know: it is not sent twice, and an editor is told.
        ("after the mark", 0, "unknown"),
        ("before it is noted", 1, "unknown"),
        ("after it is noted", 1, "sent"),
    ],
)
def test_a_kill_at_each_step_leaves_what_the_documentation_says(
    outlet: Any, by_smtp: MailServer, point: str, times: int, state: str
) -> None:
    from coffeepress.letters import dispatch
    from coffeepress.letters.send import send_due
    from tests.letters.world import many_subscribers, new_letter, states

    many_subscribers(3)
    letter = new_letter()
    _, status = os.waitpid(start_worker(kill_at(point)), 0)
    assert os.WIFSIGNALED(status)
    send_due(seconds=60)
    assert by_smtp.taken["reader-1@example.org"] == by_smtp.taken["reader-3@example.org"] == 1
    assert (by_smtp.taken["reader-2@example.org"], states(letter)["reader-2@example.org"]) == (times, state)
    if state == "unknown":
        assert dispatch.send_unknown_again(letter.pk) == 1
        send_due(seconds=60)
        assert by_smtp.taken["reader-2@example.org"] == times + 1
