"""Asks Stripe, through its own library. Every failure to get an answer is `Unavailable`."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from coffeepress.support.events import Interval
from coffeepress.support.providers.contract import Checkout, Unavailable
from coffeepress.support.providers.stripe.amounts import to_stripe
from coffeepress.support.providers.stripe.reading import (
    MARK,
    MARK_INTERVAL,
    Object,
    Payment,
    invoice_pledge,
)

TIMEOUT_SECONDS = 10
_RETRIES = 2
_CHECKOUT_SECONDS = 60 * 60
_LANGUAGES = frozenset(
    (  # noqa: SIM905
        "bg cs da de el en es et fi fil fr hr hu id it ja ko lt lv ms mt nb nl pl pt ro ru sk sl sv th tr vi zh"
    ).split()
)
"""The languages of Stripe's pages; in others Stripe goes by the browser."""


class StripeClient:
    """Stripe's API for one site."""

    def __init__(self, key: str, *, address: str) -> None:
        import stripe

        self._stripe = stripe.StripeClient(
            key,
            base_addresses={"api": address},
            max_network_retries=_RETRIES,
            http_client=stripe.RequestsClient(timeout=TIMEOUT_SECONDS),
        )

    def begin(self, checkout: Checkout) -> str:
        """Make a Checkout Session. The same reference gets the same session again.

        Returns:
            Its address.
        """
        marks = {MARK: checkout.reference, MARK_INTERVAL: checkout.interval.value}
        once = checkout.interval == Interval.ONCE
        price: dict[str, Any] = {
            "currency": checkout.amount.currency.lower(),
            "unit_amount": to_stripe(checkout.amount),
            "product_data": {"name": checkout.title},
        }
        if not once:
            price["recurring"] = {"interval": checkout.interval.value}
        wish: dict[str, Any] = {
            "mode": "payment" if once else "subscription",
            "line_items": [{"price_data": price, "quantity": 1}],
            "client_reference_id": checkout.reference,
            "metadata": marks,
            "success_url": checkout.thanks_url,
            "cancel_url": checkout.back_url,
            "locale": checkout.language if checkout.language in _LANGUAGES else "auto",
            ("payment_intent_data" if once else "subscription_data"): {"metadata": marks},
        }
        if checkout.email:
            wish["customer_email"] = checkout.email
        with _asking():
            made = self._stripe.v1.checkout.sessions.create(
                wish,  # type: ignore[arg-type]
                options={"idempotency_key": f"coffeepress-begin-{checkout.reference}"},
            )
        if not made.url:
            raise Unavailable("Stripe made a session without an address.")
        return str(made.url)

    def portal(self, customer: str, *, back_url: str, language: str) -> str:
        """Make a session of the Billing Portal.

        Returns:
            Its address.
        """
        wish = {"customer": customer, "return_url": back_url}
        wish["locale"] = language if language in _LANGUAGES else "auto"
        with _asking():
            return str(self._stripe.v1.billing_portal.sessions.create(wish).url)  # type: ignore[arg-type]

    def payment(self, payment_intent: str) -> Payment | None:
        """Which of our pledges a payment intent was for."""
        if not payment_intent:
            return None
        with _asking():
            intent = _plain(self._stripe.v1.payment_intents.retrieve(payment_intent))
            reference = (intent.get("metadata") or {}).get(MARK)
            if reference:
                return Payment(reference, payment_intent)
            wish = {
                "payment": {"type": "payment_intent", "payment_intent": payment_intent},
                "expand": ["data.invoice"],
            }
            found = self._stripe.v1.invoice_payments.list(wish)  # type: ignore[arg-type]
            invoices = [_plain(each)["invoice"] for each in found.data]
        return next((invoice_pledge(invoice) for invoice in invoices if isinstance(invoice, dict)), None)

    def refunds(self, charge: str) -> list[Object]:
        """A charge's refunds."""
        return list(self._all("refunds", {"charge": charge}))

    def since(self, what: str, moment: datetime, **wish: Any) -> Iterator[Object]:
        """All objects of a sort that were made since then: "invoices", "checkout.sessions"."""
        return self._all(what, {"created": {"gte": int(moment.timestamp())}, **wish})

    def every(self, what: str, **wish: Any) -> Iterator[Object]:
        """All objects of a sort."""
        return self._all(what, wish)

    def _all(self, what: str, wish: dict[str, Any]) -> Iterator[Object]:
        service: Any = self._stripe.v1
        for part in what.split("."):
            service = getattr(service, part)
        with _asking():
            for each in service.list({"limit": 100, **wish}).auto_paging_iter():
                yield _plain(each)


@contextmanager
def _asking() -> Iterator[None]:
    import stripe

    try:
        yield
    except stripe.StripeError as error:
        # Its words, not the request: that may hold an address, and the key.
        raise Unavailable(f"Stripe: {error.user_message or type(error).__name__}") from None


def _plain(told: Any) -> dict[str, Any]:
    return dict(told.to_dict())
