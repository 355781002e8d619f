"""Patreon: tells by webhook of members who pay there. Pledges begin and end at Patreon.

What Patreon signs is the body alone, by HMAC-MD5, with no time and no number; which event it is stands in a header that
is not signed, so it is not believed: everything is read from the body. Patreon does not tell how much was charged, only
what the member is entitled to; that is what is booked, in the currency of the setting `patreon_currency`. A change has
no moment either: it counts when its message came first.

Source: https://docs.patreon.com/#webhooks and the member resource of API v2.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.money import Money
from coffeepress.support.providers.contract import (
    BadSignature,
    Message,
    NotAMessage,
    Offer,
    Provider,
    Reading,
)

_YEARLY = 12


class Patreon(Provider):
    """Members of a Patreon campaign."""

    name = "patreon"
    offers = frozenset({Offer.WEBHOOKS})
    intervals = frozenset({Interval.MONTH, Interval.YEAR})
    makes_pledges = True
    is_exact = False

    def is_wanted(self) -> bool:
        return bool(settings.COFFEEPRESS.patreon_webhook_secret)

    def verify(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Message:
        secret: str = settings.COFFEEPRESS.patreon_webhook_secret
        given = next((text for name, text in headers.items() if name.lower() == "x-patreon-signature"), "")
        expected = hmac.new(secret.encode(), body, "md5").hexdigest()
        if not secret or not hmac.compare_digest(expected.encode(), given.lower().encode()):
            raise BadSignature("not signed by Patreon")
        _member(body)
        return Message(
            provider=self.name, id=hashlib.sha256(body).hexdigest(), kind="member", body=body, received_at=now
        )

    def read(self, message: Message) -> Reading:
        try:
            return _read(_member(message.body), message.received_at)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NotAMessage(f"{type(error).__name__}: {error}") from None


def _member(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)["data"]
        if told["type"] == "member" and isinstance(told["id"], str) and isinstance(told["attributes"], dict):
            return dict(told)
    except (ValueError, KeyError, TypeError):
        pass
    raise NotAMessage("not about a member of Patreon")


def _read(member: dict[str, Any], received_at: datetime) -> Reading:
    told = member["attributes"]
    status = told.get("patron_status")
    if status not in ("active_patron", "declined_patron", "former_patron"):
        return Reading(note="a member who does not pay")
    amount = Money(
        told.get("currently_entitled_amount_cents") or told.get("will_pay_amount_cents") or 0,
        settings.COFFEEPRESS.patreon_currency,
    )
    common: dict[str, Any] = {
        "provider": Patreon.name,
        "remote_pledge": member["id"],
        "interval": Interval.YEAR if told.get("pledge_cadence") == _YEARLY else Interval.MONTH,
    }
    events = [
        *_promise(member["id"], told, amount, common, received_at),
        *_payment(member["id"], told, amount, common),
    ]
    return Reading(events=tuple(events), email=(told.get("email") or "").strip())


def _promise(
    member: str, told: dict[str, Any], amount: Money, common: dict[str, Any], received_at: datetime
) -> list[Event]:
    start = told.get("pledge_relationship_start")
    events = []
    if start:
        pledged: dict[str, Any] = {"kind": Kind.PLEDGED, "occurred_at": _moment(start), "amount": amount}
        events.append(Event(id=f"{member}:{start}:pledged", **pledged, **common))
    if told["patron_status"] == "former_patron":
        over = f"{member}:{start or told.get('last_charge_date') or ''}:cancelled"
        events.append(Event(id=over, kind=Kind.CANCELLED, occurred_at=received_at, **common))
        return events
    terms = (
        start,
        amount.minor,
        common["interval"],
        told.get("last_charge_date"),
        told.get("next_charge_date"),
    )
    digest = hashlib.sha256(repr(terms).encode()).hexdigest()[:24]
    changed: dict[str, Any] = {"kind": Kind.CHANGED, "occurred_at": received_at, "amount": amount}
    events.append(Event(id=f"{member}:{digest}:changed", **changed, **common))
    return events


def _payment(member: str, told: dict[str, Any], amount: Money, common: dict[str, Any]) -> list[Event]:
    """The last charge; what was refunded or taken back was charged first, so both are told."""
    charged_on, outcome = told.get("last_charge_date"), told.get("last_charge_status")
    if not charged_on or not outcome:
        return []
    payment = f"{member}:{charged_on}"
    kinds = {
        "Paid": [Kind.CHARGED],
        "Refunded": [Kind.CHARGED, Kind.REFUNDED],
        "Fraud": [Kind.CHARGED, Kind.DISPUTED],
        "Declined": [Kind.FAILED],
    }.get(outcome, [])
    moment = _moment(charged_on)
    return [
        Event(
            id=f"{payment}:{kind.value}",
            kind=kind,
            occurred_at=moment,
            amount=amount,
            payment_id=payment,
            **common,
        )
        for kind in kinds
    ]


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
