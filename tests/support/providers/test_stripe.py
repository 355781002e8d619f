"""Stripe over real HTTP: its own client speaks to the stand-in, whose events come back as signed webhooks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.support.money import CURRENCIES, Money, exponent
from coffeepress.support.providers.stripe.amounts import NotChargeable, from_stripe, to_stripe
from tests.support.stripe_stand_in import StripeStandIn, signed
from tests.support.test_webhooks import send

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

SINCE = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def begin(ledger: None) -> Callable[..., Pledge]:
    """A reader begins a pledge at Stripe."""
    from coffeepress.support import pledge
    from coffeepress.support.pledge import Wish

    def make(nonce: str = "n1", **wish: Any) -> Pledge:
        asked = {"offer": "coffee", "currency": "EUR", "provider": "stripe", "language": "en", **wish}
        made, address = pledge.begin(Wish(**asked), nonce=nonce, sender="s")
        assert "/pay/cs_test_" in address
        return made

    return make


def session_of(stripe_site: StripeStandIn, pledge: Pledge) -> dict[str, Any]:
    sessions = stripe_site.kept["checkout/sessions"].values()
    return next(each for each in sessions if each["client_reference_id"] == pledge.reference)


def tell(events: list[dict[str, Any]]) -> None:
    from coffeepress.support.process import process_waiting

    for event in events:
        assert send("stripe", *signed(event)) == 200
    process_waiting()


def reconciled() -> list[str]:
    from coffeepress.support.providers.registry import named
    from coffeepress.support.reconcile import differences

    return list(differences("stripe", named("stripe").list_remote(SINCE), SINCE))


def test_recurring_support_from_checkout_to_its_end(
    begin: Callable[..., Pledge], stripe_site: StripeStandIn
) -> None:
    from coffeepress.support import pledge as pledges
    from coffeepress.support.verify import differences

    made = begin()
    session = session_of(stripe_site, made)
    assert (session["mode"], session["amount_total"], session["currency"]) == ("subscription", 350, "eur")
    assert session["success_url"] == "http://127.0.0.1:8000/support/thanks/"
    assert session["cancel_url"] == "http://127.0.0.1:8000/support/"
    tell(stripe_site.pay(session))
    made.refresh_from_db()
    assert (made.status, made.state.amount, made.interval) == ("active", Money(350, "EUR"), "month")
    assert made.supporter is not None
    subscription = stripe_site.kept["subscriptions"][made.remote_pledge]

    address = pledges.portal(made, language="uk")
    assert "/portal/bps_" in address

    tell(stripe_site.change(subscription, 900))
    stripe_site.now += 30 * 24 * 3600
    invoice = stripe_site.open_invoice(subscription)
    tell(stripe_site.fail_invoice(invoice))
    made.refresh_from_db()
    assert (made.status, made.state.amount) == ("past_due", Money(900, "EUR"))
    tell(stripe_site.pay_invoice(invoice))
    tell(stripe_site.end_later(subscription))
    made.refresh_from_db()
    assert (made.status, made.totals["EUR"]["charged"]) == ("ending", 1250)
    assert made.ends_at == made.paid_until
    tell(stripe_site.end(subscription))
    made.refresh_from_db()
    assert made.status == "cancelled"
    assert list(differences()) == []
    assert reconciled() == []


def test_one_off_support(begin: Callable[..., Pledge], stripe_site: StripeStandIn) -> None:
    made = begin(offer="own", typed="12,50", interval="once")
    session = session_of(stripe_site, made)
    assert (session["mode"], session["amount_total"]) == ("payment", 1250)
    tell(stripe_site.pay(session))
    made.refresh_from_db()
    assert (made.status, made.interval, made.totals["EUR"]["charged"]) == ("paid", "once", 1250)
    _, events = stripe_site.refund(stripe_site.intent_of(session), 1250)
    tell(events)
    made.refresh_from_db()
    assert (made.status, made.totals["EUR"]["refunded"]) == ("refunded", 1250)
    assert reconciled() == []


def test_one_off_by_a_slow_way_counts_when_it_is_paid(
    begin: Callable[..., Pledge], stripe_site: StripeStandIn
) -> None:
    made = begin(offer="own", typed="5", interval="once")
    session = session_of(stripe_site, made)
    paid = stripe_site.pay(session)
    kept = stripe_site.kept["checkout/sessions"][session["id"]]
    kept["payment_status"] = "unpaid"
    tell([stripe_site.event("checkout.session.completed", kept)])
    made.refresh_from_db()
    assert (made.status, made.totals) == ("waiting", {})
    tell([stripe_site.event("checkout.session.async_payment_failed", kept)])
    made.refresh_from_db()
    assert made.status == "failed"
    kept["payment_status"] = "paid"
    tell([stripe_site.event("checkout.session.async_payment_succeeded", kept), *paid])
    made.refresh_from_db()
    assert (made.status, made.totals["EUR"]["charged"]) == ("paid", 500)


@pytest.mark.parametrize(
    ("currency", "typed", "asked", "minor"), [("JPY", "500", 500, 500), ("KWD", "1.250", 1250, 1250)]
)
def test_currencies_without_and_with_three_decimals(
    begin: Callable[..., Pledge],
    stripe_site: StripeStandIn,
    currency: str,
    typed: str,
    asked: int,
    minor: int,
) -> None:
    made = begin(offer="own", currency=currency, typed=typed, interval="once")
    session = session_of(stripe_site, made)
    assert session["amount_total"] == asked
    tell(stripe_site.pay(session))
    made.refresh_from_db()
    assert made.totals == {currency: {"charged": minor, "refunded": 0, "disputed": 0}}


def test_amount_that_stripe_cannot_charge_is_refused(begin: Callable[..., Pledge]) -> None:
    from coffeepress.support.providers.contract import NotOffered

    with pytest.raises(NotOffered):
        begin(offer="own", currency="KWD", typed="1.251", interval="once")


def test_dispute_lost_and_won(begin: Callable[..., Pledge], stripe_site: StripeStandIn) -> None:
    made = begin()
    tell(stripe_site.pay(session_of(stripe_site, made)))
    invoice = next(iter(stripe_site.kept["invoices"].values()))
    dispute, events = stripe_site.dispute(stripe_site.intent_of(invoice))
    tell(events)
    made.refresh_from_db()
    assert (made.status, made.totals["EUR"]["disputed"], made.counts_until) == ("disputed", 350, None)
    tell(stripe_site.close_dispute(dispute, "won"))
    made.refresh_from_db()
    assert (made.status, made.totals["EUR"]["disputed"]) == ("active", 0)
    assert reconciled() == []


def test_refund_that_fails(begin: Callable[..., Pledge], stripe_site: StripeStandIn) -> None:
    made = begin()
    tell(stripe_site.pay(session_of(stripe_site, made)))
    intent = stripe_site.intent_of(next(iter(stripe_site.kept["invoices"].values())))
    refund, events = stripe_site.refund(intent, 100, status="pending")
    tell(events)
    made.refresh_from_db()
    assert made.totals["EUR"]["refunded"] == 100
    tell(stripe_site.fail_refund(refund))
    made.refresh_from_db()
    assert made.totals["EUR"]["refunded"] == 0
    assert reconciled() == []


def test_inquiry_of_a_bank_moves_no_money(begin: Callable[..., Pledge], stripe_site: StripeStandIn) -> None:
    made = begin()
    session = session_of(stripe_site, made)
    tell(stripe_site.pay(session))
    intent = stripe_site.intent_of(next(iter(stripe_site.kept["invoices"].values())))
    dispute, _ = stripe_site.dispute(intent)
    dispute["status"] = "warning_needs_response"
    tell([stripe_site.event("charge.dispute.created", dispute)])
    made.refresh_from_db()
    assert made.status == "active"


def test_shapes_of_older_versions_of_the_interface_are_read() -> None:
    from coffeepress.support.providers.stripe.reading import invoice_paid, terms

    invoice = {
        "id": "in_1",
        "created": 1_700_000_000,
        "customer": "cus_1",
        "currency": "eur",
        "amount_paid": 350,
        "status_transitions": {"paid_at": 1_700_000_100},
        "lines": {"data": [{"period": {"end": 1_702_000_000}}]},
        "subscription": "sub_1",
        "subscription_details": {"metadata": {"coffeepress_pledge": "CP-1"}},
    }
    event = invoice_paid(invoice)
    assert event is not None
    assert (event.reference, event.remote_pledge, event.amount) == ("CP-1", "sub_1", Money(350, "EUR"))
    plan = {
        "items": {"data": [{"plan": {"amount": 400, "currency": "eur", "interval": "year"}, "quantity": 2}]}
    }
    assert terms(plan) == (Money(800, "EUR"), "year")


def test_same_form_begins_one_session(begin: Callable[..., Pledge], stripe_site: StripeStandIn) -> None:
    assert begin("n1") == begin("n1")
    assert len(stripe_site.kept["checkout/sessions"]) == 1


def test_trouble_of_stripes_own_is_tried_again_once(
    begin: Callable[..., Pledge], stripe_site: StripeStandIn
) -> None:
    stripe_site.failures = 1
    begin()
    assert len(stripe_site.kept["checkout/sessions"]) == 1


@pytest.mark.parametrize("trouble", ["key", "down", "gone"])
def test_when_stripe_does_not_answer_nothing_is_lost(
    begin: Callable[..., Pledge], stripe_site: StripeStandIn, site: Callable[..., None], trouble: str
) -> None:
    from coffeepress.support.providers.contract import Unavailable

    if trouble == "key":
        site(stripe_secret_key="sk_test_wrong")
    elif trouble == "gone":
        site(stripe_address="http://127.0.0.1:9")
    else:
        stripe_site.failures = 10
    with pytest.raises(Unavailable) as refused:
        begin()
    assert "sk_test" not in str(refused.value)
    stripe_site.failures = 0
    from tests.support.stripe_stand_in import KEY

    site(stripe_secret_key=KEY, stripe_address=stripe_site.address)
    begin()


def test_reconciling_says_what_differs_and_books_what_is_lacking(
    begin: Callable[..., Pledge], stripe_site: StripeStandIn
) -> None:
    from coffeepress.support.models import LedgerEvent, SupportMail
    from coffeepress.support.providers.registry import named
    from coffeepress.support.reconcile import book_missing
    from coffeepress.support.verify import differences

    one, other = begin("n1"), begin("n2")
    tell(stripe_site.pay(session_of(stripe_site, one)))
    for _ in range(4):
        tell(stripe_site.renew(stripe_site.kept["subscriptions"][_remote(one)]))
    stripe_site.pay(session_of(stripe_site, other))  # and nothing of it arrives
    gone = stripe_site.kept["invoices"].popitem()[1]
    subscription = next(iter(stripe_site.kept["subscriptions"].values()))
    subscription["items"]["data"][0]["price"]["unit_amount"] = 777
    stripe_site.kept["invoices"][gone["id"]] = gone
    lost = next(iter(stripe_site.kept["invoices"]))
    del stripe_site.kept["invoices"][lost]

    said = reconciled()
    assert len([each for each in said if each.startswith("The ledger lacks")]) == 2
    assert len([each for each in said if each.startswith("The provider does not list charged")]) == 1
    assert f"Pledge {one.reference} is EUR 3.50 a month here; at the provider it is EUR 7.77 a month." in said
    assert f"Pledge {other.reference} is begun here; at the provider it runs." in said
    assert len(said) == 5

    added, trouble = book_missing("stripe", named("stripe").list_remote(SINCE))
    assert (added, trouble) == (2, [])
    assert list(differences()) == []
    assert len(reconciled()) == 2
    before = LedgerEvent.objects.count(), SupportMail.objects.count()
    assert book_missing("stripe", named("stripe").list_remote(SINCE)) == (0, [])
    assert (LedgerEvent.objects.count(), SupportMail.objects.count()) == before


def _remote(pledge: Pledge) -> str:
    pledge.refresh_from_db()
    return pledge.remote_pledge


@given(st.integers(0, 10**9), st.sampled_from(sorted(CURRENCIES)))
def test_amounts_come_back_from_stripe_as_they_went(minor: int, currency: str) -> None:
    amount = Money(minor, currency)
    try:
        told = to_stripe(amount)
    except NotChargeable:
        assert exponent(currency) == 3 or currency == "MGA"
        return
    assert from_stripe(told, currency.lower()) == amount


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (Money(350, "EUR"), 350),
        (Money(500, "JPY"), 500),
        (Money(500, "ISK"), 50000),
        (Money(5000, "UGX"), 500000),
        (Money(1250, "KWD"), 1250),
        (Money(100, "MGA"), 1),
    ],
)
def test_currencies_that_stripe_counts_otherwise(amount: Money, told: int) -> None:
    assert to_stripe(amount) == told
