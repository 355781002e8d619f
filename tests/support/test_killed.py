"""Ten thousand messages are processed once each while workers are killed at any moment.

WEBHOOKS=10000 runs it in full; every run does some hundreds.
"""

from __future__ import annotations

import os
import random
import signal
import time
from itertools import groupby
from typing import Any

import pytest
from django.db import connections
from django.utils import timezone

from tests.support.lives import Life
from tests.support.stripe_stand_in import StripeStandIn, signed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.postgres]

WEBHOOKS = int(os.environ.get("WEBHOOKS", "600"))
KILLS_AT_LEAST = 2


def messages(stripe_site: StripeStandIn, chance: random.Random) -> list[dict[str, Any]]:
    """So many events of many pledges' lives, as they happened."""
    from coffeepress.support.book import new_pledge

    steps = ("renew", "renew", "renew", "fail", "recover", "change", "refund", "dispute", "end")
    found: list[dict[str, Any]] = []
    while len(found) < WEBHOOKS:
        begun = new_pledge(
            provider="stripe", language="en", chosen_minor=350, chosen_currency="EUR", chosen_interval="month"
        )
        life = Life(stripe_site, begun, chance)
        for step in chance.choices(steps, weights=(6, 6, 6, 2, 2, 2, 1, 1, 1), k=6):
            life.step(step)
        found += life.events
    return found[:WEBHOOKS]


def start_worker() -> int:
    """A worker in a process of its own. It ends when nothing waits.

    Like a worker that was just started, it has no connection to Stripe yet: one shared with another process would bring
    it the other's answers."""
    from coffeepress.support.providers.stripe.provider import _client

    connections.close_all()
    _client.cache_clear()
    process = os.fork()
    if process:
        return process
    status = 1
    try:
        from coffeepress.support.process import process_waiting

        while process_waiting(seconds=3600):
            pass
        status = 0
    finally:
        os._exit(status)


def test_each_message_is_processed_once_though_workers_are_killed(
    committed_ledger: None, stripe_site: StripeStandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    from coffeepress.support.models import LedgerEvent, Pledge, ReceivedWebhook
    from coffeepress.support.projection import project
    from coffeepress.support.providers.contract import Message
    from coffeepress.support.providers.registry import named
    from coffeepress.support.receive import receive
    from coffeepress.support.verify import differences

    chance = random.Random(4)
    stripe_site.now = int(time.time()) - 3600
    events = messages(stripe_site, chance)
    start = time.monotonic()
    for event in chance.sample(events, len(events)) + chance.sample(events, len(events) // 10):
        receive("stripe", *signed(event))
    received_seconds = time.monotonic() - start
    assert ReceivedWebhook.objects.count() == WEBHOOKS

    named("stripe").list_remote(
        timezone.now()
    )  # what a worker would import at its start is there when it is forked
    kills, ended, start = 0, 0, time.monotonic()
    while ReceivedWebhook.objects.filter(processed_at=None).exists():
        assert time.monotonic() - start < 1800
        workers = [start_worker() for _ in range(chance.choice((1, 1, 2)))]
        time.sleep(chance.uniform(0.05, 2.5))
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
            _, status = os.waitpid(worker, 0)
            kills += os.WIFSIGNALED(status)
            ended += os.WIFEXITED(status)
        if ended > 50:  # all is done, or nothing can be
            break
    processed_seconds = time.monotonic() - start

    assert kills >= KILLS_AT_LEAST
    stripe = named("stripe")
    told: dict[str, Any] = {}
    for kept in ReceivedWebhook.objects.all():
        assert kept.processed_at is not None, kept.error
        read = stripe.read(
            Message(
                provider="stripe",
                id=kept.message_id,
                kind=kept.kind,
                body=bytes(kept.body),
                received_at=kept.received_at,
            )
        )
        told.update({event.id: event for event in read.events})
    assert set(LedgerEvent.objects.values_list("provider_event_id", flat=True)) == set(told)
    assert LedgerEvent.objects.count() == len(told)
    by_pledge = sorted(told.values(), key=lambda event: event.reference)
    states = {pledge.reference: pledge.state for pledge in Pledge.objects.exclude(status="begun")}
    assert states == {
        reference: project(own) for reference, own in groupby(by_pledge, key=lambda event: event.reference)
    }
    mailed = LedgerEvent.objects.filter(kind__in=["charged", "failed", "cancelled"], mails=None)
    assert mailed.count() == 0
    assert list(differences()) == []
    with capsys.disabled():
        print(
            f"\n{WEBHOOKS} messages received in {received_seconds:.1f} s ({WEBHOOKS / received_seconds:.0f}/s),"
            f" processed in {processed_seconds:.1f} s while {kills} workers were killed; {len(told)} facts"
        )
