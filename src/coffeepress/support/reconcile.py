"""Compares the ledger with what a provider has, and says what differs."""

from collections.abc import Iterator
from datetime import datetime

from coffeepress.support.book import FactChanged, UnknownPledge, book
from coffeepress.support.events import MONEY_MOVES, Event
from coffeepress.support.models import LedgerEvent, Pledge
from coffeepress.support.projection import Status
from coffeepress.support.providers.contract import Remote, RemotePledge

_RUNNING = frozenset(
    {Status.WAITING, Status.ACTIVE, Status.PAST_DUE, Status.ENDING, Status.REFUNDED, Status.DISPUTED}
)


def differences(provider: str, remote: Remote, since: datetime) -> Iterator[str]:
    """Each difference, as a sentence.

    Args:
        remote: what the provider listed since then.
    """
    told = {event.id: event for event in remote.events}
    kept = {entry.provider_event_id: entry for entry in _entries(provider, told, since)}
    for event_id, event in told.items():
        entry = kept.get(event_id)
        if entry is None:
            yield f"The ledger lacks {_shown(event)}"
        elif (entry.kind, entry.amount, entry.payment_id) != (
            event.kind.value,
            event.amount,
            event.payment_id,
        ):
            yield f"The ledger has {_shown(entry.value(entry.pledge.reference))}, the provider {_shown(event)}"
    for event_id, entry in kept.items():
        if event_id not in told and entry.kind in MONEY_MOVES:
            yield f"The provider does not list {_shown(entry.value(entry.pledge.reference))}"
    yield from _pledges(provider, remote.pledges)


def book_missing(provider: str, remote: Remote) -> tuple[int, list[str]]:
    """Book what the ledger lacks.

    Returns:
        How many entries were added, and why others could not be.
    """
    added, trouble = 0, []
    there = set(LedgerEvent.objects.filter(provider=provider).values_list("provider_event_id", flat=True))
    for event in remote.events:
        if event.id in there:
            continue
        try:
            added += len(book([event]))
        except (UnknownPledge, FactChanged) as error:
            trouble.append(f"{_shown(event)} cannot be booked: {type(error).__name__} ({error})")
    return added, trouble


def _entries(provider: str, told: dict[str, Event], since: datetime) -> list[LedgerEvent]:
    own = LedgerEvent.objects.filter(provider=provider).select_related("pledge")
    recent = list(own.filter(occurred_at__gte=since))
    known = {entry.provider_event_id for entry in recent}
    missing = [event_id for event_id in told if event_id not in known]
    return recent + list(own.filter(provider_event_id__in=missing))


def _pledges(provider: str, listed: list[RemotePledge]) -> Iterator[str]:
    own = {pledge.reference: pledge for pledge in Pledge.objects.filter(provider=provider)}
    for remote in listed:
        pledge = own.get(remote.reference)
        if pledge is None:
            yield f"There is no pledge {remote.reference}, which the provider has as {remote.remote_pledge}."
            continue
        if remote.is_running != (pledge.status in _RUNNING):
            stands = "runs" if remote.is_running else "has ended"
            yield f"Pledge {pledge.reference} is {pledge.status} here; at the provider it {stands}."
        elif remote.is_running and (pledge.state.amount, pledge.state.interval) != (
            remote.amount,
            remote.interval,
        ):
            here, there = (f"{each.amount} a {each.interval}" for each in (pledge.state, remote))
            yield f"Pledge {pledge.reference} is {here} here; at the provider it is {there}."


def _shown(event: Event) -> str:
    amount = f" {event.amount}" if event.amount else ""
    pledge = event.reference or event.remote_pledge
    return f"{event.kind.value}{amount} of {pledge} ({event.id}, {event.occurred_at:%Y-%m-%d})."
