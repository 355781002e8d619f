"""Stripe: Checkout for one-off and recurring payments, the Billing Portal, webhooks.

No number of a card is ever seen here: readers type it on Stripe's pages.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings

from coffeepress.support.money import Money
from coffeepress.support.providers.contract import (
    BadSignature,
    Checkout,
    Message,
    NotAMessage,
    Offer,
    Provider,
    Reading,
    Remote,
    RemotePledge,
)
from coffeepress.support.providers.stripe import reading
from coffeepress.support.providers.stripe.amounts import NotChargeable, to_stripe
from coffeepress.support.providers.stripe.client import StripeClient

TOLERANCE_SECONDS = 300
"""A message whose signature is older, or so far ahead of us, is refused; Stripe signs anew what it sends again."""

_RUNNING = frozenset({"active", "trialing", "past_due", "unpaid", "paused"})


class Stripe(Provider):
    """See https://docs.stripe.com/payments/checkout and https://docs.stripe.com/webhooks."""

    name = "stripe"
    offers = frozenset(Offer)

    def is_wanted(self) -> bool:
        return bool(settings.COFFEEPRESS.stripe_secret_key or settings.COFFEEPRESS.stripe_webhook_secret)

    def problems(self) -> list[str]:
        found = []
        if not settings.COFFEEPRESS.stripe_secret_key:
            found.append("stripe_secret_key is not set: no payment can begin.")
        if not settings.COFFEEPRESS.stripe_webhook_secret:
            found.append(
                "stripe_webhook_secret is not set: what Stripe tells about payments cannot be believed."
            )
        return found

    def takes(self, amount: Money) -> bool:
        try:
            return to_stripe(amount) > 0
        except NotChargeable:
            return False

    def start(self, checkout: Checkout) -> str:
        return self._client.begin(checkout)

    def portal(self, *, reference: str, remote_customer: str, back_url: str, language: str) -> str:
        return self._client.portal(remote_customer, back_url=back_url, language=language)

    def verify(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Message:
        from stripe import SignatureVerificationError, WebhookSignature

        header = next((text for name, text in headers.items() if name.lower() == "stripe-signature"), "")
        try:
            WebhookSignature.verify_header(body, header, settings.COFFEEPRESS.stripe_webhook_secret)
            signed_at = int(next(part[2:] for part in header.split(",") if part.startswith("t=")))
        except (SignatureVerificationError, UnicodeDecodeError, StopIteration, ValueError):
            raise BadSignature("not signed by Stripe") from None
        if abs(now.timestamp() - signed_at) > TOLERANCE_SECONDS:
            raise BadSignature("signed too long ago, or a clock is wrong")
        event = _event(body)
        return Message(provider=self.name, id=event["id"], kind=event["type"], body=body, received_at=now)

    def read(self, message: Message) -> Reading:
        event = _event(message.body)
        try:
            return reading.read_object(
                event["type"],
                event["data"]["object"],
                event_id=event["id"],
                created=event["created"],
                previous=event["data"].get("previous_attributes") or {},
                lookup=self._client,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise NotAMessage(f"{type(error).__name__}: {error}") from None

    def list_remote(self, since: datetime) -> Remote:
        client = self._client
        found = Remote()
        for told in client.since("checkout.sessions", since, status="complete"):
            found.events.extend(reading.session(told).events)
        for told in client.since("invoices", since, status="paid"):
            found.events.extend(filter(None, [reading.invoice_paid(told)]))
        for told in client.since("refunds", since):
            found.events.extend(reading.refund(told, client))
        for told in client.since("disputes", since):
            found.events.extend(reading.dispute(told, client))
        for told in client.every("subscriptions", status="all"):
            self._add_subscription(found, told, since)
        return found

    def _add_subscription(self, found: Remote, told: reading.Object, since: datetime) -> None:
        reference = reading.reference_of(told)
        if not reference:
            return
        ended = reading.cancelled(told) if told.get("status") == "canceled" else None
        if ended and ended.occurred_at >= since:
            found.events.append(ended)
        amount, interval = reading.terms(told)
        is_running = told.get("status") in _RUNNING
        found.pledges.append(
            RemotePledge(
                reference=reference,
                remote_pledge=told["id"],
                is_running=is_running,
                amount=amount,
                interval=interval,
            )
        )

    @property
    def _client(self) -> StripeClient:
        return _client(settings.COFFEEPRESS.stripe_secret_key, settings.COFFEEPRESS.stripe_address)


@lru_cache(maxsize=2)
def _client(key: str, address: str) -> StripeClient:
    return StripeClient(key, address=address)


def _event(body: bytes) -> dict[str, Any]:
    try:
        event = json.loads(body)
        if event["object"] == "event" and isinstance(event["id"], str) and isinstance(event["type"], str):
            return dict(event)
    except (ValueError, KeyError, TypeError):
        pass
    raise NotAMessage("not an event of Stripe")
