"""A stand-in for Stripe, spoken to over real HTTP by Stripe's own client; it keeps what it is told.

It covers the calls that Coffeepress makes, and no others: making a Checkout Session (once for an idempotency key) and a
Billing Portal session, getting a payment intent, listing invoice payments, checkout sessions, invoices, refunds,
disputes and subscriptions, page by page. It takes no cards, taxes nothing, and knows few of Stripe's refusals: a
wrong key (401), an unknown object (404), a parameter that Coffeepress never sends (400), and trouble of its own (500).

What readers and Stripe itself do is a method each; it returns the events that Stripe would send.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qsl, urlsplit

KEY = "sk_test_stand_in"
SECRET = "whsec_stand_in"
MONTH = 30 * 24 * 3600

Object = dict[str, Any]

SESSION_PARAMETERS = {
    *("mode", "line_items", "client_reference_id", "metadata", "success_url", "cancel_url", "locale"),
    *("payment_intent_data", "subscription_data", "customer_email"),
}


class StripeStandIn:
    """What it keeps, and what can happen there."""

    def __init__(self, *, now: int = 1_780_000_000) -> None:
        self.now = now
        self.numbers = count(1)
        self.kept: dict[str, dict[str, Object]] = {
            name: {}
            for name in (
                *("checkout/sessions", "billing_portal/sessions", "payment_intents", "invoice_payments"),
                *("invoices", "refunds", "disputes", "subscriptions", "charges"),
            )
        }
        self.by_idempotency_key: dict[str, Object] = {}
        self.requests: list[tuple[str, str]] = []
        self.failures = 0
        self.address = ""

    # What readers and Stripe do

    def pay(self, session: Object, *, email: str = "reader@paper.example") -> list[Object]:
        """The reader pays on the page of a Checkout Session."""
        made = self.kept["checkout/sessions"][session["id"]]
        made.update(status="complete", payment_status="paid", customer=self._id("cus"))
        made["customer_details"] = {"email": email}
        if made["mode"] == "payment":
            intent = self._payment_intent(made["amount_total"], made["currency"], made["_intent_metadata"])
            made["payment_intent"] = intent["id"]
            return [self.event("checkout.session.completed", made)]
        subscription = self._subscription(made)
        made["subscription"] = subscription["id"]
        return [*self.renew(subscription), self.event("checkout.session.completed", made)]

    def renew(self, subscription: Object) -> list[Object]:
        """A period begins and its invoice is paid."""
        return self.pay_invoice(self.open_invoice(subscription))

    def open_invoice(self, subscription: Object) -> Object:
        """A period's invoice, not paid yet."""
        kept = self.kept["subscriptions"][subscription["id"]]
        price = kept["items"]["data"][0]["price"]
        end = self.now + MONTH
        kept["items"]["data"][0]["current_period_end"] = end
        invoice = {
            "id": self._id("in"),
            "object": "invoice",
            "created": self.now,
            "customer": kept["customer"],
            "currency": price["currency"],
            "amount_due": price["unit_amount"],
            "amount_paid": 0,
            "attempt_count": 0,
            "status": "open",
            "status_transitions": {"paid_at": None},
            "lines": {"object": "list", "data": [{"period": {"start": self.now, "end": end}}]},
            "parent": {
                "type": "subscription_details",
                "subscription_details": {"subscription": kept["id"], "metadata": kept["metadata"]},
            },
        }
        return self._keep("invoices", invoice)

    def pay_invoice(self, invoice: Object) -> list[Object]:
        kept = self.kept["invoices"][invoice["id"]]
        intent = self._payment_intent(kept["amount_due"], kept["currency"], {})
        self._keep(
            "invoice_payments",
            {
                "id": self._id("inpay"),
                "object": "invoice_payment",
                "created": self.now,
                "invoice": kept["id"],
                "payment": {"type": "payment_intent", "payment_intent": intent["id"]},
            },
        )
        kept.update(status="paid", amount_paid=kept["amount_due"], status_transitions={"paid_at": self.now})
        return [self.event("invoice.paid", kept), self.event("invoice.payment_succeeded", kept)]

    def fail_invoice(self, invoice: Object) -> list[Object]:
        kept = self.kept["invoices"][invoice["id"]]
        kept["attempt_count"] += 1
        return [self.event("invoice.payment_failed", kept)]

    def intent_of(self, invoice_or_session: Object) -> Object:
        """The payment intent that paid an invoice or a one-off."""
        if invoice_or_session["object"] == "checkout.session":
            return self.kept["payment_intents"][invoice_or_session["payment_intent"]]
        payments = self.kept["invoice_payments"].values()
        payment = next(each for each in payments if each["invoice"] == invoice_or_session["id"])
        return self.kept["payment_intents"][payment["payment"]["payment_intent"]]

    def refund(
        self, intent: Object, amount: int, *, status: str = "succeeded"
    ) -> tuple[Object, list[Object]]:
        """A payment, or a part of it, is paid back."""
        refund = self._keep(
            "refunds",
            {
                "id": self._id("re"),
                "object": "refund",
                "created": self.now,
                "amount": amount,
                "currency": intent["currency"],
                "payment_intent": intent["id"],
                "charge": intent["latest_charge"],
                "status": status,
            },
        )
        charge = self.kept["charges"][intent["latest_charge"]]
        charge["amount_refunded"] += amount
        return refund, [self.event("refund.created", refund), self.event("charge.refunded", charge)]

    def fail_refund(self, refund: Object) -> list[Object]:
        kept = self.kept["refunds"][refund["id"]]
        kept["status"] = "failed"
        self.kept["charges"][kept["charge"]]["amount_refunded"] -= kept["amount"]
        return [self.event("refund.updated", kept), self.event("refund.failed", kept)]

    def dispute(self, intent: Object) -> tuple[Object, list[Object]]:
        """The payer's bank takes a payment back."""
        dispute = self._keep(
            "disputes",
            {
                "id": self._id("dp"),
                "object": "dispute",
                "created": self.now,
                "amount": intent["amount"],
                "currency": intent["currency"],
                "payment_intent": intent["id"],
                "charge": intent["latest_charge"],
                "status": "needs_response",
            },
        )
        kinds = ("charge.dispute.created", "charge.dispute.funds_withdrawn")
        return dispute, [self.event(kind, dispute) for kind in kinds]

    def close_dispute(self, dispute: Object, status: str) -> list[Object]:
        kept = self.kept["disputes"][dispute["id"]]
        kept["status"] = status
        return [self.event("charge.dispute.closed", kept)]

    def change(self, subscription: Object, amount: int) -> list[Object]:
        """The supporter chooses another amount in the Billing Portal."""
        kept = self.kept["subscriptions"][subscription["id"]]
        before = json.loads(json.dumps(kept["items"]))
        kept["items"]["data"][0]["price"]["unit_amount"] = amount
        return [self.event("customer.subscription.updated", kept, previous={"items": before})]

    def end_later(self, subscription: Object) -> list[Object]:
        kept = self.kept["subscriptions"][subscription["id"]]
        kept["cancel_at_period_end"] = True
        previous = {"cancel_at_period_end": False}
        return [self.event("customer.subscription.updated", kept, previous=previous)]

    def end(self, subscription: Object) -> list[Object]:
        kept = self.kept["subscriptions"][subscription["id"]]
        kept.update(status="canceled", ended_at=self.now, canceled_at=self.now)
        return [self.event("customer.subscription.deleted", kept)]

    def event(self, kind: str, about: Object, *, previous: Object | None = None) -> Object:
        """An event as Stripe sends it; time goes on by a second now and then."""
        data = {"object": {name: value for name, value in about.items() if not name.startswith("_")}}
        if previous is not None:
            data["previous_attributes"] = previous
        made = {"id": self._id("evt"), "object": "event", "type": kind, "created": self.now, "data": data}
        if next(self.numbers) % 3 == 0:
            self.now += 1
        return json.loads(json.dumps(made))

    # What it answers

    def answer(self, method: str, path: str, wish: Object, key: str) -> tuple[int, Object]:
        if key != f"Bearer {KEY}":
            return _error(401, "Invalid API Key provided", "invalid_request_error")
        if self.failures:
            self.failures -= 1
            return _error(500, "Trouble of our own", "api_error")
        what, _, ident = path.removeprefix("/v1/").partition("/pi_")
        if method == "POST" and path == "/v1/checkout/sessions":
            return self._begin(wish)
        if method == "POST" and path == "/v1/billing_portal/sessions":
            return self._portal(wish)
        if method == "GET" and ident:
            found = self.kept.get(what, {}).get(f"pi_{ident}")
            return (200, found) if found else _error(404, "No such object", "invalid_request_error")
        if method == "GET" and path.removeprefix("/v1/") in self.kept:
            return self._list(path.removeprefix("/v1/"), wish)
        return _error(404, f"The stand-in does not know {method} {path}", "invalid_request_error")

    def _begin(self, wish: Object) -> tuple[int, Object]:
        if wish.keys() - SESSION_PARAMETERS:
            return _error(
                400, f"Unknown parameters: {wish.keys() - SESSION_PARAMETERS}", "invalid_request_error"
            )
        item = wish["line_items"]["0"]["price_data"]
        made = {
            "id": self._id("cs_test"),
            "object": "checkout.session",
            "created": self.now,
            "mode": wish["mode"],
            "status": "open",
            "payment_status": "unpaid",
            "amount_total": int(item["unit_amount"]),
            "currency": item["currency"],
            "metadata": wish["metadata"],
            "client_reference_id": wish["client_reference_id"],
            "success_url": wish["success_url"],
            "cancel_url": wish["cancel_url"],
            "customer": None,
            "subscription": None,
            "payment_intent": None,
            "customer_details": None,
            "_interval": (item.get("recurring") or {}).get("interval"),
            "_intent_metadata": (wish.get("payment_intent_data") or {}).get("metadata", {}),
            "_subscription_metadata": (wish.get("subscription_data") or {}).get("metadata", {}),
        }
        made["url"] = f"{self.address}/pay/{made['id']}"
        return 200, self._keep("checkout/sessions", made)

    def _portal(self, wish: Object) -> tuple[int, Object]:
        known = {each.get("customer") for each in self.kept["subscriptions"].values()}
        if wish["customer"] not in known:
            return _error(404, "No such customer", "invalid_request_error")
        ident = self._id("bps")
        made = {
            "id": ident,
            "object": "billing_portal.session",
            "url": f"{self.address}/portal/{ident}",
            **wish,
        }
        return 200, self._keep("billing_portal/sessions", made)

    def _list(self, what: str, wish: Object) -> tuple[int, Object]:
        found = sorted(self.kept[what].values(), key=lambda each: each["created"], reverse=True)
        since = int((wish.get("created") or {}).get("gte", 0))
        found = [each for each in found if each["created"] >= since]
        if wish.get("status", "all") != "all":
            found = [each for each in found if each["status"] == wish["status"]]
        if "charge" in wish:
            found = [each for each in found if each["charge"] == wish["charge"]]
        if "payment" in wish:
            intent = wish["payment"]["payment_intent"]
            found = [each for each in found if each["payment"]["payment_intent"] == intent]
            found = [{**each, "invoice": self.kept["invoices"][each["invoice"]]} for each in found]
        start = 0
        if "starting_after" in wish:
            start = next(n for n, each in enumerate(found) if each["id"] == wish["starting_after"]) + 1
        # Small pages, so that going from page to page is tried.
        page = found[start : start + min(int(wish.get("limit", 10)), 3)]
        has_more = start + len(page) < len(found)
        return 200, {"object": "list", "url": f"/v1/{what}", "data": page, "has_more": has_more}

    def _subscription(self, session: Object) -> Object:
        price = {
            "id": self._id("price"),
            "unit_amount": session["amount_total"],
            "currency": session["currency"],
            "recurring": {"interval": session["_interval"]},
        }
        return self._keep(
            "subscriptions",
            {
                "id": self._id("sub"),
                "object": "subscription",
                "created": self.now,
                "status": "active",
                "customer": session["customer"],
                "metadata": session["_subscription_metadata"],
                "cancel_at": None,
                "cancel_at_period_end": False,
                "canceled_at": None,
                "ended_at": None,
                "items": {"object": "list", "data": [{"price": price, "quantity": 1}]},
            },
        )

    def _payment_intent(self, amount: int, currency: str, metadata: Object) -> Object:
        charge = self._keep(
            "charges", {"id": self._id("ch"), "object": "charge", "created": self.now, "amount_refunded": 0}
        )
        return self._keep(
            "payment_intents",
            {
                "id": self._id("pi"),
                "object": "payment_intent",
                "created": self.now,
                "amount": amount,
                "currency": currency,
                "metadata": metadata,
                "latest_charge": charge["id"],
            },
        )

    def _keep(self, what: str, made: Object) -> Object:
        self.kept[what][made["id"]] = made
        return made

    def _id(self, prefix: str) -> str:
        return f"{prefix}_{next(self.numbers):06}"


def signed(event: Object, *, secret: str = SECRET, at: int | None = None) -> tuple[bytes, dict[str, str]]:
    """An event as Stripe sends it: the body and its signature, by Stripe's own code."""
    from stripe import WebhookSignature

    text = json.dumps(event)
    return text.encode(), {"Stripe-Signature": WebhookSignature.generate_signature_header(text, secret, at)}


@contextmanager
def serving() -> Iterator[StripeStandIn]:
    """A stand-in that answers at `address`."""
    stand_in = StripeStandIn()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1  # an answer in one piece: two small ones wait for each other
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            self._answer("GET", _nested(parse_qsl(urlsplit(self.path).query)))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0))).decode()
            key = self.headers.get("Idempotency-Key", "")
            known = stand_in.by_idempotency_key.get(key)
            if known is None:
                status, known = self._result("POST", _nested(parse_qsl(body)))
                if status == 200 and key:
                    stand_in.by_idempotency_key[key] = known
            else:
                status = 200
                stand_in.requests.append(("POST again", self.path))
            self._send(status, known)

        def _answer(self, method: str, wish: Object) -> None:
            self._send(*self._result(method, wish))

        def _result(self, method: str, wish: Object) -> tuple[int, Object]:
            path = urlsplit(self.path).path
            stand_in.requests.append((method, path))
            return stand_in.answer(method, path, wish, self.headers.get("Authorization", ""))

        def _send(self, status: int, told: Object) -> None:
            shown = {name: value for name, value in told.items() if not name.startswith("_")}
            body = json.dumps(shown).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    stand_in.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()


def _error(status: int, words: str, kind: str) -> tuple[int, Object]:
    return status, {"error": {"message": words, "type": kind}}


def _nested(pairs: list[tuple[str, str]]) -> Object:
    """`a[b][0]=c` as {"a": {"b": {"0": "c"}}}."""
    found: Object = {}
    for name, value in pairs:
        parts = name.replace("]", "").split("[")
        place = found
        for part in parts[:-1]:
            place = place.setdefault(part, {})
        place[parts[-1]] = value
    return found
