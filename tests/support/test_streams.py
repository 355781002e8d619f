"""However providers' messages arrive (shuffled, twice, late, lost and sent again), the ledger comes to the same."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.lives import STEPS, Life
from tests.support.stripe_stand_in import StripeStandIn, signed

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

EXAMPLES = int(os.environ.get("PROPERTY_EXAMPLES", "12"))

Make = Callable[..., "Pledge"]
Event = dict[str, Any]

lives = st.lists(
    st.tuples(st.sampled_from(["month", "year", "once"]), st.lists(st.sampled_from(STEPS), max_size=8)),
    min_size=1,
    max_size=3,
)


def deliver(batches: list[list[Event]]) -> None:
    """Each batch arrives, and the worker has a round after it."""
    from coffeepress.support.process import process_waiting
    from coffeepress.support.receive import receive

    for batch in batches:
        for event in batch:
            receive("stripe", *signed(event))
        process_waiting()


def come_to() -> dict[str, object]:
    """What all of it came to, but for the moments and numbers of our own."""
    from coffeepress.support.models import STATE_FIELDS, LedgerEvent, Pledge, ReceivedWebhook, Supporter
    from coffeepress.support.verify import differences

    assert list(differences()) == []
    assert not ReceivedWebhook.objects.filter(processed_at=None).exists()
    own = {"pk", "id", "recorded_at", "digest"}
    columns = [field.name for field in LedgerEvent._meta.fields if field.name not in own]
    return {
        "ledger": sorted(LedgerEvent.objects.values_list(*columns), key=repr),
        "pledges": list(
            Pledge.objects.order_by("pk").values_list("reference", "supporter__email", *STATE_FIELDS)
        ),
        "supporters": list(Supporter.objects.order_by("email").values_list("email", "counts_until")),
        "messages": ReceivedWebhook.objects.count(),
    }


def undone(deliveries: list[list[Event]]) -> dict[str, object]:
    """What deliveries come to, in a database that knows nothing of others."""
    with transaction.atomic():
        deliver(deliveries)
        found = come_to()
        transaction.set_rollback(True)
    return found


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(plan=lives, chance=st.randoms(use_true_random=False))
def test_streams_in_any_order_come_to_the_same(
    pledge: Make, stripe_site: StripeStandIn, plan: list[tuple[str, list[str]]], chance: random.Random
) -> None:
    with transaction.atomic():
        own = [Life(stripe_site, pledge("stripe", interval=interval), chance) for interval, _ in plan]
        for number in range(max(len(steps) for _, steps in plan)):
            for life, (_, steps) in zip(own, plan, strict=True):
                if number < len(steps):
                    life.step(steps[number])
        events = [event for life in own for event in life.events]
        expected = undone([events])

        shuffled = chance.sample(events, len(events))
        twice = [*shuffled, *chance.sample(events, len(events) // 2)]
        lost = chance.sample(events, len(events) // 3)
        kept = [event for event in shuffled if event not in lost]
        sent_again = [kept, chance.sample(lost, len(lost)), chance.sample(events, len(events))]
        one_by_one = [[event] for event in twice]
        backwards = [[event] for event in reversed(events)]
        for deliveries in ([shuffled], [twice], sent_again, one_by_one, backwards):
            assert undone(deliveries) == expected
        transaction.set_rollback(True)
