"""What each provider is held to by the contract, whichever it is."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.support.stripe_stand_in import StripeStandIn, signed

if TYPE_CHECKING:
    from coffeepress.support.providers.contract import Provider

NAMES = ("stripe", "patreon", "bank", "manual", "practice")
REFERENCE = "CP-11111-A"

begins = pytest.mark.parametrize("provider", ["stripe", "bank", "practice"], indirect=True)
sends = pytest.mark.parametrize("provider", ["stripe", "patreon", "practice"], indirect=True)
signs_the_time = pytest.mark.parametrize("provider", ["stripe", "practice"], indirect=True)
has_a_secret = pytest.mark.parametrize("provider", ["stripe", "patreon"], indirect=True)


@pytest.fixture(params=NAMES)
def provider(request: Any, site: Callable[..., None]) -> Provider:
    from coffeepress.support.providers.registry import named

    return named(request.param)


@pytest.fixture
def message(provider: Provider, stripe_site: StripeStandIn) -> tuple[bytes, dict[str, str]]:
    """A message as the provider sends it."""
    from coffeepress.support.events import Interval
    from coffeepress.support.money import Money
    from coffeepress.support.providers import practice

    if provider.name == "stripe":
        metadata = {"coffeepress_pledge": REFERENCE, "coffeepress_interval": "month"}
        told = {
            "id": "cs_1",
            "object": "checkout.session",
            "created": 1_780_000_000,
            "mode": "subscription",
            "amount_total": 350,
            "currency": "eur",
            "metadata": metadata,
            "subscription": "sub_1",
        }
        return signed(stripe_site.event("checkout.session.completed", told))
    if provider.name == "patreon":
        return patreon_message(pledge_relationship_start="2026-01-01T00:00:00+00:00")
    return practice.message("pay", reference=REFERENCE, amount=Money(350, "EUR"), interval=Interval.MONTH)


def patreon_message(
    *, secret: str = "patreon-secret", member: str = "m-1", **told: Any
) -> tuple[bytes, dict[str, str]]:
    """A member as Patreon tells of one."""
    attributes = {"patron_status": "active_patron", "currently_entitled_amount_cents": 500, **told}
    body = json.dumps({"data": {"type": "member", "id": member, "attributes": attributes}}).encode()
    signature = hmac.new(secret.encode(), body, "md5").hexdigest()
    return body, {"X-Patreon-Signature": signature, "X-Patreon-Event": "members:pledge:create"}


def test_every_provider_is_held_to_the_contract(site: Callable[..., None]) -> None:
    from coffeepress.support.providers.registry import registered

    assert tuple(each.name for each in registered()) == NAMES


def test_registering_twice_is_an_error(provider: Provider) -> None:
    from coffeepress.support.providers.registry import ProviderRegisteredTwice, register

    with pytest.raises(ProviderRegisteredTwice):
        register(provider)


def test_it_is_ready_once_it_is_set_up(provider: Provider) -> None:
    assert provider.problems() == []
    assert provider.is_ready


def test_it_is_not_ready_on_a_site_that_says_nothing_of_it(
    provider: Provider, change_site: Callable[..., None]
) -> None:
    change_site(
        **dict.fromkeys(("stripe_secret_key", "stripe_webhook_secret", "patreon_webhook_secret"), ""),
        bank_iban="",
        support_practice=False,
    )
    assert provider.is_ready == (provider.name == "manual")


def test_what_it_does_not_offer_it_refuses(provider: Provider) -> None:
    from coffeepress.support.events import Interval
    from coffeepress.support.money import Money
    from coffeepress.support.providers.contract import Checkout, Message, NotOffered, Offer

    checkout = Checkout(
        reference=REFERENCE,
        amount=Money(350, "EUR"),
        interval=Interval.MONTH,
        title="Coffee",
        language="en",
        email="",
        thanks_url="http://127.0.0.1:8000/support/thanks/",
        back_url="http://127.0.0.1:8000/support/",
    )
    now = timezone.now()
    told = Message(provider=provider.name, id="1", kind="x", body=b"", received_at=now)
    calls: dict[Offer, list[Callable[[], object]]] = {
        Offer.START: [lambda: provider.start(checkout)],
        Offer.PORTAL: [
            lambda: provider.portal(
                reference=REFERENCE, remote_customer="c", back_url="http://x", language="en"
            )
        ],
        Offer.WEBHOOKS: [lambda: provider.verify(b"", {}, now), lambda: provider.read(told)],
        Offer.REMOTE: [lambda: provider.list_remote(now)],
    }
    for offer, each in calls.items():
        for call in each:
            if offer not in provider.offers:
                with pytest.raises(NotOffered):
                    call()


@begins
def test_begun_with_a_checkout_it_names_an_address(provider: Provider) -> None:
    from coffeepress.support.events import Interval
    from coffeepress.support.money import Money
    from coffeepress.support.providers.contract import Checkout

    checkout = Checkout(
        reference=REFERENCE,
        amount=Money(350, "EUR"),
        interval=Interval.MONTH,
        title="Coffee",
        language="en",
        email="reader@paper.example",
        thanks_url="http://127.0.0.1:8000/support/thanks/",
        back_url="http://127.0.0.1:8000/support/",
    )
    address = provider.start(checkout)
    assert address.startswith("http://127.0.0.1:")
    assert provider.start(checkout) == address


@sends
def test_its_own_message_is_taken_and_always_read_the_same(
    provider: Provider, message: tuple[bytes, dict[str, str]]
) -> None:
    body, headers = message
    now = timezone.now()
    told = provider.verify(body, headers, now)
    assert (told.provider, told.body, told.received_at) == (provider.name, body, now)
    reading = provider.read(told)
    assert reading == provider.read(told)
    assert [event.provider for event in reading.events] == [provider.name] * len(reading.events)
    assert len({event.id for event in reading.events}) == len(reading.events) > 0


@sends
def test_header_names_may_have_any_case(provider: Provider, message: tuple[bytes, dict[str, str]]) -> None:
    body, headers = message
    provider.verify(body, {name.upper(): text for name, text in headers.items()}, timezone.now())


@sends
def test_same_message_has_the_same_number_whenever_it_comes(
    provider: Provider, message: tuple[bytes, dict[str, str]]
) -> None:
    now = timezone.now()
    later = now + timedelta(seconds=200)
    assert provider.verify(*message, now).id == provider.verify(*message, later).id


@sends
def test_forged_message_is_refused(provider: Provider, message: tuple[bytes, dict[str, str]]) -> None:
    from coffeepress.support.providers.contract import BadSignature

    body, headers = message
    name = next(iter(headers))
    forged = [
        (body.replace(b"}", b" }", 1), headers),
        (body, {}),
        (body, {name: ""}),
        (body, {name: headers[name][:-1] + ("0" if headers[name][-1] != "0" else "1")}),
        (body, {name: hashlib.sha256(body).hexdigest()}),
        (body, {name: "t=now,v1=é"}),
        (b"\xff" + body, headers),
    ]
    for each in forged:
        with pytest.raises(BadSignature):
            provider.verify(*each, timezone.now())


@signs_the_time
def test_old_message_is_refused(provider: Provider, message: tuple[bytes, dict[str, str]]) -> None:
    from coffeepress.support.providers.contract import BadSignature

    for moment in (timezone.now() + timedelta(seconds=400), timezone.now() - timedelta(seconds=400)):
        with pytest.raises(BadSignature):
            provider.verify(*message, moment)


@has_a_secret
def test_without_its_secret_it_believes_nothing(
    provider: Provider, message: tuple[bytes, dict[str, str]], change_site: Callable[..., None]
) -> None:
    from coffeepress.support.providers.contract import BadSignature

    change_site(stripe_webhook_secret="", patreon_webhook_secret="")
    body, headers = message
    empty = {
        "X-Patreon-Signature": hmac.new(b"", body, "md5").hexdigest(),
        **signed(json.loads(body), secret="")[1],
    }
    for each in (headers, empty):
        with pytest.raises(BadSignature):
            provider.verify(body, each, timezone.now())


@sends
@pytest.mark.parametrize(
    "text", ["[]", "null", '{"a": 1}', '{"data": {"type": "member", "id": 1}}', "{", '"x"']
)
def test_signed_nonsense_is_no_message(provider: Provider, text: str) -> None:
    from stripe import WebhookSignature

    from coffeepress.support.providers.contract import NotAMessage
    from coffeepress.support.providers.practice import HEADER, _signature

    body = text.encode()
    at = str(int(timezone.now().timestamp()))
    headers = {
        "Stripe-Signature": WebhookSignature.generate_signature_header(text, "whsec_stand_in"),
        "X-Patreon-Signature": hmac.new(b"patreon-secret", body, "md5").hexdigest(),
        HEADER: f"{at}.{_signature(body, at)}",
    }
    with pytest.raises(NotAMessage):
        provider.verify(body, headers, timezone.now())


def test_practice_is_refused_where_others_can_reach_the_site(site: Callable[..., None]) -> None:
    from coffeepress.support.providers.registry import named

    site(base_url="https://paper.example")
    assert not named("practice").is_ready
    assert len(named("practice").problems()) == 1
