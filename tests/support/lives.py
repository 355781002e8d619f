"""Lives of pledges at the stand-in for Stripe: what happens to them, as the events that Stripe would send."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.support.stripe_stand_in import StripeStandIn

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge

Event = dict[str, Any]

STEPS = (
    "renew",
    "renew",
    "fail",
    "recover",
    "change",
    "end later",
    "end",
    "refund",
    "part",
    "undo",
    "dispute",
    "win",
)
ALSO = (
    "customer.created",
    "payment_intent.succeeded",
    "invoice.finalized",
    "charge.succeeded",
    "plan.created",
)


@dataclass
class Life:
    """One pledge's."""

    stripe: StripeStandIn
    pledge: Pledge
    chance: random.Random
    events: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        wish = {
            "mode": "payment" if self.pledge.chosen_interval == "once" else "subscription",
            "line_items": {"0": {"price_data": self._price()}},
            "client_reference_id": self.pledge.reference,
            "metadata": self._marks(),
            "success_url": "",
            "cancel_url": "",
            "payment_intent_data": {"metadata": self._marks()},
            "subscription_data": {"metadata": self._marks()},
        }
        _, session = self.stripe._begin(wish)
        self.events += self.stripe.pay(session, email=f"reader{self.pledge.pk}@paper.example")
        self.session = session
        self.subscription = self.stripe.kept["subscriptions"].get(session["subscription"] or "")
        self.is_over = self.subscription is None
        self.unpaid: list[Event] = []
        self.refunds: list[Event] = []
        self.disputes: list[Event] = []

    def step(self, what: str) -> None:
        """Something happens, where it can."""
        stripe = self.stripe
        stripe.now += self.chance.choice((0, 0, 1, 3600, 30 * 24 * 3600))
        if self.chance.random() < 0.2:
            self.events.append(stripe.event(self.chance.choice(ALSO), {"id": "x", "object": "x"}))
        if self.subscription is not None and not self.is_over:
            if what == "renew":
                self.events += stripe.renew(self.subscription)
            elif what == "fail":
                self.unpaid.append(stripe.open_invoice(self.subscription))
                self.events += stripe.fail_invoice(self.unpaid[-1])
            elif what == "recover" and self.unpaid:
                self.events += stripe.pay_invoice(self.unpaid.pop())
            elif what == "change":
                self.events += stripe.change(self.subscription, self.chance.choice((350, 500, 900)))
            elif what == "end later":
                self.events += stripe.end_later(self.subscription)
            elif what == "end":
                self.events += stripe.end(self.subscription)
                self.is_over = True
        if what in ("refund", "part"):
            self._refund(part=what == "part")
        elif what == "undo" and self.refunds:
            self.events += stripe.fail_refund(self.refunds.pop())
        elif what == "dispute":
            dispute, events = stripe.dispute(self._intent())
            self.disputes.append(dispute)
            self.events += events
        elif what == "win" and self.disputes:
            self.events += stripe.close_dispute(self.disputes.pop(), self.chance.choice(("won", "lost")))

    def _refund(self, *, part: bool) -> None:
        intent = self._intent()
        refund, events = self.stripe.refund(intent, 100 if part else intent["amount"])
        self.refunds.append(refund)
        self.events += events

    def _intent(self) -> Event:
        if self.subscription is None:
            return self.stripe.intent_of(self.session)
        own = [
            invoice
            for invoice in self.stripe.kept["invoices"].values()
            if invoice["status"] == "paid"
            and invoice["parent"]["subscription_details"]["subscription"] == self.subscription["id"]
        ]
        return self.stripe.intent_of(self.chance.choice(own))

    def _price(self) -> Event:
        price = {
            "unit_amount": str(self.pledge.chosen_minor),
            "currency": self.pledge.chosen_currency.lower(),
        }
        if self.pledge.chosen_interval != "once":
            price["recurring"] = {"interval": self.pledge.chosen_interval}  # type: ignore[assignment]
        return price

    def _marks(self) -> dict[str, str]:
        return {
            "coffeepress_pledge": self.pledge.reference,
            "coffeepress_interval": self.pledge.chosen_interval,
        }
