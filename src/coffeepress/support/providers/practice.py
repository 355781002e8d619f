"""A provider to try everything out with: no keys, no money, and the whole way that a real one goes.

Its messages are signed, received, stored and processed like Stripe's. It runs only where it is wanted (`practice`) and
only on this machine: on a site that others can reach, anyone could become a supporter for nothing.
"""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from secrets import token_hex
from typing import Any, Literal

from django.conf import settings
from django.core import signing
from django.utils import timezone
from django.utils.crypto import salted_hmac

from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.money import Money
from coffeepress.support.providers.contract import (
    BadSignature,
    Checkout,
    Message,
    NotAMessage,
    Offer,
    Provider,
    Reading,
)

HEADER = "X-Practice-Signature"
TOLERANCE_SECONDS = 300
_SALT = "coffeepress.support.practice"

What = Literal["pay", "fail", "refund", "dispute", "change", "end", "cancel"]

_KINDS: Mapping[What, tuple[Kind, ...]] = {
    "pay": (Kind.PLEDGED, Kind.CHARGED),
    "fail": (Kind.FAILED,),
    "refund": (Kind.REFUNDED,),
    "dispute": (Kind.DISPUTED,),
    "change": (Kind.CHANGED,),
    "end": (Kind.CHANGED,),
    "cancel": (Kind.CANCELLED,),
}


class Practice(Provider):
    """Marked as practice wherever it shows."""

    name = "practice"
    offers = frozenset({Offer.START, Offer.PORTAL, Offer.WEBHOOKS})

    def is_wanted(self) -> bool:
        return bool(settings.COFFEEPRESS.support_practice)

    def problems(self) -> list[str]:
        if settings.COFFEEPRESS.local:
            return []
        return [
            "support_practice is on, and others can reach this site: anyone could support it for nothing."
        ]

    def start(self, checkout: Checkout) -> str:
        return _page(checkout.reference)

    def portal(self, *, reference: str, remote_customer: str, back_url: str, language: str) -> str:
        return _page(reference)

    def verify(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Message:
        given = next((text for name, text in headers.items() if name.lower() == HEADER.lower()), "")
        at, _, signature = given.partition(".")
        if not hmac.compare_digest(_signature(body, at).encode(), signature.encode()):
            raise BadSignature("not signed by this site")
        if abs(now.timestamp() - int(at)) > TOLERANCE_SECONDS:
            raise BadSignature("signed too long ago")
        told = _told(body)
        return Message(provider=self.name, id=told["id"], kind=told["what"], body=body, received_at=now)

    def read(self, message: Message) -> Reading:
        told = _told(message.body)
        try:
            moment = datetime.fromisoformat(told["at"])
            return Reading(
                events=tuple(_event(kind, told, moment) for kind in _KINDS[told["what"]]), email=told["email"]
            )
        except (KeyError, TypeError, ValueError) as error:
            raise NotAMessage(f"{type(error).__name__}: {error}") from None


def message(
    what: What,
    *,
    reference: str,
    amount: Money,
    interval: Interval,
    payment_id: str = "",
    email: str = "",
    ends_at: datetime | None = None,
    at: datetime | None = None,
) -> tuple[bytes, dict[str, str]]:
    """A message as this provider sends it.

    Args:
        payment_id: the payment that is refunded or disputed; a new one otherwise.

    Returns:
        Its body and headers.
    """
    now = timezone.now()
    number = token_hex(12)
    told = {
        "id": f"msg_{number}",
        "what": what,
        "reference": reference,
        "amount": amount.minor,
        "currency": amount.currency,
        "interval": interval.value,
        "payment": payment_id or f"pay_{number}",
        "email": email,
        "ends_at": ends_at.isoformat() if ends_at else None,
        "at": (at or now).isoformat(),
    }
    body = json.dumps(told).encode()
    signed_at = str(int(now.timestamp()))
    return body, {HEADER: f"{signed_at}.{_signature(body, signed_at)}"}


def reference_on_page(token: str) -> str:
    """The pledge of a practice page.

    Raises:
        signing.BadSignature: the address is not ours.
    """
    return signing.Signer(salt=_SALT).unsign(token)


def _page(reference: str) -> str:
    return f"{settings.COFFEEPRESS.base_url}/support/practice/{signing.Signer(salt=_SALT).sign(reference)}/"


def _event(kind: Kind, told: dict[str, Any], moment: datetime) -> Event:
    names_payment = kind in (Kind.CHARGED, Kind.FAILED, Kind.REFUNDED, Kind.DISPUTED)
    is_pledged = kind == Kind.PLEDGED
    return Event(
        provider=Practice.name,
        id=f"{told['reference']}:pledged" if is_pledged else f"{told['id']}:{kind.value}",
        kind=kind,
        reference=told["reference"],
        remote_pledge=f"practice_{told['reference']}",
        remote_customer=f"practice_{told['reference']}",
        occurred_at=moment,
        amount=Money(told["amount"], told["currency"]),
        interval=Interval(told["interval"]),
        payment_id=told["payment"] if names_payment else "",
        ends_at=datetime.fromisoformat(told["ends_at"]) if told["ends_at"] else None,
    )


def _signature(body: bytes, at: str) -> str:
    key = salted_hmac(_SALT, b"webhook").digest()
    return hmac.new(key, f"{at}.".encode() + body, hashlib.sha256).hexdigest()


def _told(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
        if isinstance(told["id"], str) and told["what"] in _KINDS:
            return dict(told)
    except (ValueError, KeyError, TypeError):
        pass
    raise NotAMessage("not a message of the practice provider")
