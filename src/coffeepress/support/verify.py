"""Replays the ledger and compares: a pledge's stored state and spans have to be what its events come to, a supporter's
state what theirs come to."""

from collections.abc import Iterator
from itertools import groupby

from django.db import connection
from django.db.models import F, Max, Q

from coffeepress.support import guard
from coffeepress.support.events import Event
from coffeepress.support.models import (
    STATE_FIELDS,
    LedgerEvent,
    PaidSpan,
    Pledge,
    ReceivedWebhook,
    Supporter,
)
from coffeepress.support.process import TRIED_AGAIN_AFTER
from coffeepress.support.projection import State, project
from coffeepress.support.spans import Span, spans

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
        events = {
            pk: [entry.value() for entry in own]
            for pk, own in groupby(entries.iterator(), key=lambda entry: entry.pledge_id)
        }
        stored = _stored_spans(pledges)
        for pledge in pledges:
            own = events.get(pledge.pk, [])
            yield from _difference(pledge, project(own))
            yield from _span_difference(pledge, stored.get(pledge.pk, []), own)


def _stored_spans(pledges: list[Pledge]) -> dict[int, list[Span]]:
    rows = PaidSpan.objects.filter(pledge__in=pledges).order_by("pledge_id", "begins_at")
    return {
        pk: [row.value() for row in own]
        for pk, own in groupby(rows.iterator(), key=lambda row: row.pledge_id)
    }


def _span_difference(pledge: Pledge, stored: list[Span], events: list[Event]) -> Iterator[str]:
    right = spans(events)
    for word, only in (("lacks", set(right) - set(stored)), ("has too much", set(stored) - set(right))):
        for span in sorted(only, key=lambda span: span.begins_at):
            amount = f"{span.amount} {span.interval}"
            yield (
                f"Pledge {pledge.reference}: what it counted for {word} {span.begins_at} to {span.ends_at},"
                f" {amount}."
            )


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
