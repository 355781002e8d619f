"""Replays the ledger and compares: a pledge's stored state has to be what its events come to, a supporter's theirs."""

from collections.abc import Iterator
from itertools import groupby

from django.db import connection
from django.db.models import F, Max, Q

from coffeepress.support import guard
from coffeepress.support.models import STATE_FIELDS, LedgerEvent, Pledge, ReceivedWebhook, Supporter
from coffeepress.support.process import TRIED_AGAIN_AFTER
from coffeepress.support.projection import State, project

_BATCH = 500


def differences() -> Iterator[str]:
    """Each difference, as a sentence."""
    if not guard.is_installed(connection):
        yield "The database does not guard the ledger: run `coffeepress manage migrate`."
    yield from _pledges()
    yield from _supporters()
    yield from _messages()


def count_entries() -> int:
    """How many entries the ledger has."""
    return LedgerEvent.objects.count()


def _pledges() -> Iterator[str]:
    last = 0
    while pledges := list(Pledge.objects.filter(pk__gt=last).order_by("pk")[:_BATCH]):
        last = pledges[-1].pk
        entries = LedgerEvent.objects.filter(pledge__in=pledges).order_by("pledge_id", "pk")
        replayed = {
            pk: project(entry.value() for entry in own)
            for pk, own in groupby(entries.iterator(), key=lambda entry: entry.pledge_id)
        }
        for pledge in pledges:
            yield from _difference(pledge, replayed.get(pledge.pk, State()))


def _difference(pledge: Pledge, state: State) -> Iterator[str]:
    if state == State():
        # One that began at the provider is named before its first entry.
        state = State(remote_pledge=pledge.remote_pledge)
    right = Pledge()
    right.state = state
    for name in STATE_FIELDS:
        stored, replayed = getattr(pledge, name), getattr(right, name)
        if stored != replayed:
            yield f"Pledge {pledge.reference}: {name} is {_shown(stored)}, and by the ledger {_shown(replayed)}."


def _supporters() -> Iterator[str]:
    by_pledges = Supporter.objects.annotate(right=Max("pledges__counts_until"))
    differing = by_pledges.exclude(Q(counts_until=F("right")) | Q(counts_until=None, right=None))
    for supporter in differing.order_by("pk"):
        yield (
            f"Supporter {supporter.pk}: counts until {_shown(supporter.counts_until)}, and by the pledges until"
            f" {_shown(supporter.right)}."
        )


def _messages() -> Iterator[str]:
    stuck = ReceivedWebhook.objects.filter(processed_at=None, attempts__gt=len(TRIED_AGAIN_AFTER))
    for message in stuck.order_by("received_at").defer("body"):
        yield f"Message {message.message_id} of {message.provider} could not be processed: {message.error}"


def _shown(value: object) -> str:
    return "nothing" if value in (None, "", {}) else str(value)
