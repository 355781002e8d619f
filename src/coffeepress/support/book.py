"""Adds to the ledger, brings what is projected from it up to date, and has supporters told, in one transaction.

An event that is there already changes nothing. One that has the id of another and says something else is refused: a
fact does not change.
"""

import logging
from collections.abc import Iterable, Sequence

from django.db import transaction
from django.db.models import Max, Q

from coffeepress.support import mails
from coffeepress.support.events import Event
from coffeepress.support.models import STATE_FIELDS, LedgerEvent, PaidSpan, Pledge, Supporter
from coffeepress.support.projection import project
from coffeepress.support.references import new_reference
from coffeepress.support.spans import spans

logger = logging.getLogger(__name__)

_TRIES = 20


class UnknownPledge(Exception):
    """An event tells of a pledge that is not here."""


class FactChanged(Exception):
    """An event has the id of another one and says something else."""


def book(events: Sequence[Event], *, digest: str = "", is_exact: bool = True) -> list[LedgerEvent]:
    """Add events of one provider to the ledger.

    Args:
        events: each names its pledge, by our reference or by the provider's name for it.
        digest: of the message or file that told of them.
        is_exact: whether an event that contradicts an entry is refused, or changes nothing.

    Returns:
        The entries that are new.

    Raises:
        UnknownPledge: one tells of a pledge that is not here; nothing is added.
        FactChanged: one has the id of an entry and says something else; nothing is added.
    """
    added: list[LedgerEvent] = []
    with transaction.atomic():
        for name in dict.fromkeys((event.provider, event.reference, event.remote_pledge) for event in events):
            pledge = _locked(*name)
            own = [
                event for event in events if (event.provider, event.reference, event.remote_pledge) == name
            ]
            added += _append(pledge, own, digest, is_exact)
    return added


def _locked(provider: str, reference: str, remote_pledge: str) -> Pledge:
    """The pledge, held until the transaction ends, so that its state is always that of all its events."""
    pledges = Pledge.objects.select_for_update().filter(provider=provider)
    named = {"reference": reference} if reference else {"remote_pledge": remote_pledge}
    if not any(named.values()):
        raise UnknownPledge("?")
    pledge = pledges.filter(**named).first()
    if pledge is None:
        raise UnknownPledge(reference or remote_pledge)
    return pledge


def _append(pledge: Pledge, events: Sequence[Event], digest: str, is_exact: bool) -> list[LedgerEvent]:
    ids = [event.id for event in events]
    named_so = Q(provider=pledge.provider, provider_event_id__in=ids)
    there: dict[str, Event] = {}
    for entry in LedgerEvent.objects.filter(Q(pledge=pledge) | named_so):
        if entry.pledge_id != pledge.pk:
            raise FactChanged(f"{entry} is in the ledger for another pledge")
        there[entry.provider_event_id] = entry.value()
    added = []
    for event in events:
        known = there.get(event.id)
        if known is not None:
            if is_exact:
                _refuse_change(known, event)
            continue
        entry = LedgerEvent.of(event, pledge, digest=digest)
        entry.save(force_insert=True)
        added.append(entry)
        there[event.id] = entry.value()
    if added:
        pledge.state = project(there.values())
        pledge.save(update_fields=STATE_FIELDS)
        _store_spans(pledge, there.values())
        bring_up_to_date(pledge.supporter_id)
        for entry in added:
            mails.tell(pledge, entry)
    return added


def _store_spans(pledge: Pledge, events: Iterable[Event]) -> None:
    """Store when the pledge counted; what stays the same stays as it is."""
    right = {span.begins_at: span for span in spans(events)}
    stored = {row.begins_at: row for row in PaidSpan.objects.filter(pledge=pledge)}
    kept = {at for at, row in stored.items() if row.value() == right.get(at)}
    gone = [row.pk for at, row in stored.items() if at not in kept]
    if gone:
        PaidSpan.objects.filter(pk__in=gone).delete()
    PaidSpan.objects.bulk_create(PaidSpan.of(span, pledge) for at, span in right.items() if at not in kept)


def _refuse_change(known: Event, event: Event) -> None:
    told, kept = (_said(each) for each in (event, known))
    if told != kept:
        raise FactChanged(f"{event.provider} {event.id}: {kept} in the ledger, {told} told now")


def _said(event: Event) -> tuple[str, str, str]:
    return (event.kind.value, str(event.amount), event.payment_id)


def bring_up_to_date(supporter_id: int | None) -> None:
    """Project until when somebody counts as a supporter from their pledges."""
    if supporter_id is None:
        return
    # Held, so that of two payments at the same moment the second one's sum has seen the first.
    Supporter.objects.select_for_update().filter(pk=supporter_id).values_list("pk", flat=True).first()
    until = Pledge.objects.filter(supporter=supporter_id).aggregate(until=Max("counts_until"))["until"]
    Supporter.objects.filter(pk=supporter_id).update(counts_until=until)


def new_pledge(**fields: object) -> Pledge:
    """A stored pledge with a reference that no other has. Called in a transaction."""
    for _ in range(_TRIES):
        reference = new_reference()
        if not Pledge.objects.filter(reference=reference).exists():
            return Pledge.objects.create(reference=reference, **fields)
    raise RuntimeError("No reference is free.")
