"""What Stripe's objects tell, as events of the ledger. Pure: what has to be asked for is asked through `Lookup`.

Each event's id is made of the object whose state it tells, so that several messages about one fact (a webhook that is
sent again, `charge.refunded` and `refund.updated`, the list that a reconciliation asks for) give the same event. Its
moment comes from the object as well. Objects without our mark in their metadata are another program's and give nothing.

Two shapes of invoices and subscriptions are understood: the one since API version 2025-03-31 and the one before.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Protocol

from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.money import Money
from coffeepress.support.providers.contract import Reading
from coffeepress.support.providers.stripe.amounts import from_stripe

PROVIDER = "stripe"
MARK = "coffeepress_pledge"
MARK_INTERVAL = "coffeepress_interval"

Object = Mapping[str, Any]

_TAKEN_BACK = frozenset({"needs_response", "under_review", "lost", "won"})
"""Disputes in one of these states moved money; warnings (`warning_…`) and prevented ones did not."""

_OF_INTEREST = frozenset({"items", "plan", "quantity", "cancel_at", "cancel_at_period_end", "currency"})


@dataclass(frozen=True)
class Payment:
    """Which of our pledges a payment intent was for, and how we call that payment."""

    reference: str
    payment_id: str
    remote_pledge: str = ""


class Lookup(Protocol):
    """What only Stripe can say."""

    def payment(self, payment_intent: str) -> Payment | None:
        """Which payment a payment intent made; None where it is none of ours."""

    def refunds(self, charge: str) -> list[Object]:
        """A charge's refunds."""


def read_object(
    kind: str, told: Object, *, event_id: str, created: int, previous: Object, lookup: Lookup
) -> Reading:
    """What an event of Stripe tells.

    Args:
        kind: the event's type.
        told: the object that it is about.
        previous: what the object was before, as far as it changed.
    """
    if kind in ("checkout.session.completed", "checkout.session.async_payment_succeeded"):
        return session(told)
    if kind == "checkout.session.async_payment_failed":
        return _events(_failed_session(told, event_id, created))
    if kind in ("invoice.paid", "invoice.payment_succeeded"):
        return _events(invoice_paid(told))
    if kind == "invoice.payment_failed":
        return _events(_invoice_failed(told, event_id, created))
    if kind == "customer.subscription.updated":
        return _events(_changed(told, event_id, created, previous))
    if kind == "customer.subscription.deleted":
        return _events(cancelled(told))
    if kind in ("refund.created", "refund.updated", "refund.failed", "charge.refund.updated"):
        return Reading(events=refund(told, lookup), note=_NOT_OURS)
    if kind == "charge.refunded":
        refunds = (told.get("refunds") or {}).get("data") or lookup.refunds(told["id"])
        return Reading(
            events=tuple(event for each in refunds for event in refund(each, lookup)), note=_NOT_OURS
        )
    if kind.startswith("charge.dispute."):
        return Reading(events=dispute(told, lookup), note=_NOT_OURS)
    return Reading(note=f"nothing is done about {kind}")


_NOT_OURS = "not of a pledge"


def _events(event: Event | None) -> Reading:
    return Reading(events=(event,), note="") if event else Reading(note=_NOT_OURS)


def session(told: Object) -> Reading:
    """A Checkout Session that was completed: the promise, and the payment where it is a one-off and made."""
    reference = reference_of(told)
    if not reference:
        return Reading(note=_NOT_OURS)
    email = ((told.get("customer_details") or {}).get("email") or "").strip()
    once = told.get("mode") == "payment"
    common: dict[str, Any] = {
        "provider": PROVIDER,
        "reference": reference,
        "occurred_at": _moment(told["created"]),
        "remote_customer": told.get("customer") or "",
        "remote_pledge": told.get("subscription") or "",
        "amount": from_stripe(told["amount_total"], told["currency"]),
        "interval": Interval.ONCE if once else _interval(told.get("metadata", {}).get(MARK_INTERVAL)),
    }
    events = [Event(id=f"{told['id']}:pledged", kind=Kind.PLEDGED, **common)]
    if once and told.get("payment_status") == "paid" and told.get("payment_intent"):
        paid = told["payment_intent"]
        events.append(Event(id=f"{paid}:charged", kind=Kind.CHARGED, payment_id=paid, **common))
    return Reading(events=tuple(events), email=email)


def _failed_session(told: Object, event_id: str, created: int) -> Event | None:
    if not reference_of(told):
        return None
    return Event(
        provider=PROVIDER,
        id=event_id,
        kind=Kind.FAILED,
        reference=reference_of(told),
        occurred_at=_moment(created),
        amount=from_stripe(told["amount_total"], told["currency"]),
        interval=Interval.ONCE,
        payment_id=told.get("payment_intent") or "",
    )


def invoice_paid(told: Object) -> Event | None:
    """A subscription's invoice that was paid."""
    reference, remote_pledge = _subscription_of(told)
    if not reference:
        return None
    lines = (told.get("lines") or {}).get("data") or []
    ends = [line["period"]["end"] for line in lines if line.get("period")]
    return Event(
        provider=PROVIDER,
        id=f"{told['id']}:charged",
        kind=Kind.CHARGED,
        reference=reference,
        remote_pledge=remote_pledge,
        remote_customer=told.get("customer") or "",
        occurred_at=_moment((told.get("status_transitions") or {}).get("paid_at") or told["created"]),
        amount=from_stripe(told["amount_paid"], told["currency"]),
        interval=_interval_of_invoice(told),
        payment_id=told["id"],
        paid_until=_moment(max(ends)) if ends else None,
    )


def _invoice_failed(told: Object, event_id: str, created: int) -> Event | None:
    reference, remote_pledge = _subscription_of(told)
    if not reference:
        return None
    return Event(
        provider=PROVIDER,
        id=event_id,
        kind=Kind.FAILED,
        reference=reference,
        remote_pledge=remote_pledge,
        remote_customer=told.get("customer") or "",
        occurred_at=_moment(created),
        amount=from_stripe(told["amount_due"], told["currency"]),
        interval=_interval_of_invoice(told),
        payment_id=told["id"],
    )


def _changed(told: Object, event_id: str, created: int, previous: Object) -> Event | None:
    if not reference_of(told) or (previous and not _OF_INTEREST & previous.keys()):
        return None
    amount, interval = terms(told)
    return Event(
        provider=PROVIDER,
        id=event_id,
        kind=Kind.CHANGED,
        reference=reference_of(told),
        remote_pledge=told["id"],
        remote_customer=told.get("customer") or "",
        occurred_at=_moment(created),
        amount=amount,
        interval=interval,
        ends_at=_end(told),
    )


def cancelled(told: Object) -> Event | None:
    """A subscription that has ended."""
    if not reference_of(told):
        return None
    return Event(
        provider=PROVIDER,
        id=f"{told['id']}:cancelled",
        kind=Kind.CANCELLED,
        reference=reference_of(told),
        remote_pledge=told["id"],
        remote_customer=told.get("customer") or "",
        occurred_at=_moment(told.get("ended_at") or told.get("canceled_at") or told["created"]),
    )


def refund(told: Object, lookup: Lookup) -> tuple[Event, ...]:
    """A refund; with what undoes it, where it failed or was called off."""
    return _taken_back(
        told, Kind.REFUNDED, undone=told.get("status") in ("failed", "canceled"), lookup=lookup
    )


def dispute(told: Object, lookup: Lookup) -> tuple[Event, ...]:
    """A dispute that took money back; with what undoes it, where it was won."""
    if told.get("status") not in _TAKEN_BACK:
        return ()
    return _taken_back(told, Kind.DISPUTED, undone=told.get("status") == "won", lookup=lookup)


def _taken_back(told: Object, kind: Kind, *, undone: bool, lookup: Lookup) -> tuple[Event, ...]:
    payment = lookup.payment(told.get("payment_intent") or "")
    if payment is None:
        return ()
    taken = Event(
        provider=PROVIDER,
        id=f"{told['id']}:{kind.value}",
        kind=kind,
        reference=payment.reference,
        remote_pledge=payment.remote_pledge,
        occurred_at=_moment(told["created"]),
        amount=from_stripe(told["amount"], told["currency"]),
        payment_id=payment.payment_id,
    )
    assert taken.amount is not None
    # What was undone was done first: both are told, so that it does not matter whether the first was heard of.
    return (taken, replace(taken, id=f"{taken.id}:undone", amount=-taken.amount)) if undone else (taken,)


def terms(subscription: Object) -> tuple[Money | None, Interval | None]:
    """What a subscription asks for, and how often."""
    items = (subscription.get("items") or {}).get("data") or []
    if not items:
        return None, None
    prices = [(item.get("price") or item.get("plan") or {}, item.get("quantity") or 1) for item in items]
    minor = sum((price.get("unit_amount", price.get("amount")) or 0) * quantity for price, quantity in prices)
    first = prices[0][0]
    every = (first.get("recurring") or {}).get("interval") or first.get("interval")
    return from_stripe(minor, first["currency"]), _interval(every)


def invoice_pledge(told: Object) -> Payment | None:
    """Which pledge an invoice is of."""
    reference, remote_pledge = _subscription_of(told)
    return Payment(reference, told["id"], remote_pledge) if reference else None


def _subscription_of(invoice: Object) -> tuple[str, str]:
    """Our reference and the subscription of an invoice, "" where it is not of a pledge."""
    parent = (invoice.get("parent") or {}).get("subscription_details") or {}
    former = invoice.get("subscription_details") or {}
    reference = reference_of(parent) or reference_of(former)
    remote = parent.get("subscription") or invoice.get("subscription") or ""
    return reference, remote if isinstance(remote, str) else remote.get("id", "")


def _interval_of_invoice(invoice: Object) -> Interval | None:
    details = (
        (invoice.get("parent") or {}).get("subscription_details") or invoice.get("subscription_details") or {}
    )
    return _interval((details.get("metadata") or {}).get(MARK_INTERVAL))


def _end(subscription: Object) -> datetime | None:
    if subscription.get("cancel_at"):
        return _moment(subscription["cancel_at"])
    if not subscription.get("cancel_at_period_end"):
        return None
    items = (subscription.get("items") or {}).get("data") or []
    ends = [item["current_period_end"] for item in items if item.get("current_period_end")]
    end = max(ends, default=subscription.get("current_period_end"))
    return _moment(end) if end else None


def reference_of(told: Object) -> str:
    """Our mark on an object; "" where it is none of ours."""
    return str((told.get("metadata") or {}).get(MARK) or "")


def _interval(word: str | None) -> Interval | None:
    return Interval(word) if word in ("month", "year", "once") else None


def _moment(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
