"""What is let go of: messages that name people, addresses for thanks that were never due, supporters of nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone

from tests.newsroom.characters import READER, address_of, make_account
from tests.support.stripe_stand_in import StripeStandIn, signed
from tests.support.test_mails import tell
from tests.support.test_webhooks import send, session_of

if TYPE_CHECKING:
    from coffeepress.people.models import User
    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def bodies() -> dict[str, bool]:
    """Of each message whether its text is kept."""
    from coffeepress.support.models import ReceivedWebhook

    return {each.message_id: bool(bytes(each.body)) for each in ReceivedWebhook.objects.all()}


def delete(user: User) -> None:
    from coffeepress.people.farewell import delete_account

    delete_account(user)


def test_deletion_empties_the_messages_that_name_the_person(
    pledge: Callable[..., Pledge], stripe_site: StripeStandIn
) -> None:
    from coffeepress.support.process import process_waiting
    from coffeepress.support.supporters import supporter_of

    user = make_account(READER)
    own, other = pledge("stripe"), pledge("stripe")
    own.supporter = supporter_of(user, "en")
    own.save()
    told = {
        "session": session_of(
            own, customer="cus_own", customer_details={"email": "Other.Case@paper.example"}
        ),
        "customer": {"id": "cus_own", "object": "customer", "name": "Anna Novak"},
        "address": {"id": "x", "object": "x", "email": address_of(READER)},
        "foreign": session_of(other, customer="cus_other"),
    }
    numbers = {}
    for name, content in told.items():
        event = stripe_site.event(
            "checkout.session.completed" if "mode" in content else "customer.created", content
        )
        numbers[event["id"]] = name
        assert send("stripe", *signed(event)) == 200
    assert process_waiting() == 4
    late = stripe_site.event("customer.updated", told["customer"])
    send("stripe", *signed(late))
    numbers[late["id"]] = "waiting"
    delete(user)
    kept = {numbers[number]: is_kept for number, is_kept in bodies().items()}
    assert kept == {"session": False, "customer": False, "address": False, "foreign": True, "waiting": True}


def test_deletion_of_somebody_with_nothing_empties_nothing(pledge: Callable[..., Pledge]) -> None:
    tell(pledge(), "pay")
    delete(make_account(READER))
    assert list(bodies().values()) == [True]


def test_text_of_a_message_is_kept_for_a_week(pledge: Callable[..., Pledge]) -> None:
    from coffeepress.support.forget import forget_due
    from coffeepress.support.models import ReceivedWebhook

    tell(pledge(), "pay")
    for days, is_kept in ((6, True), (8, False)):
        ReceivedWebhook.objects.update(processed_at=timezone.now() - timedelta(days=days))
        forget_due()
        assert list(bodies().values()) == [is_kept]


def test_message_that_waits_for_a_person_keeps_its_text(ledger: None, stripe_site: StripeStandIn) -> None:
    from coffeepress.support.forget import forget_due
    from coffeepress.support.models import ReceivedWebhook

    send("stripe", *signed(stripe_site.event("invoice.paid", {"id": "in_1"})))
    ReceivedWebhook.objects.update(received_at=timezone.now() - timedelta(days=300), attempts=11)
    forget_due()
    assert list(bodies().values()) == [True]


def begun(email: str, provider: str = "bank", **more: Any) -> Pledge:
    from coffeepress.support.pledge import Wish, begin

    wish = Wish(offer="coffee", currency="EUR", provider=provider, language="uk", email=email)
    return begin(wish, nonce=f"{email}{provider}", sender="here", **more)[0]


def aged(**days: int) -> None:
    from coffeepress.support.forget import forget_due
    from coffeepress.support.models import Pledge, Supporter

    Pledge.objects.update(begun_at=timezone.now() - timedelta(**days))
    Supporter.objects.update(created_at=timezone.now() - timedelta(**days))
    forget_due()


def test_address_given_with_a_transfer_gets_the_thanks(ledger: None) -> None:
    from django.core import mail

    from coffeepress.support.mails import send_waiting
    from tests.support.paying import paid

    pledge = begun("Anna@paper.example")
    paid(pledge, timezone.now() - timedelta(days=40))
    send_waiting()
    assert [each.to for each in mail.outbox] == [["anna@paper.example"]]
    assert "/support/claim/" in mail.outbox[0].body


def test_address_is_kept_only_where_it_is_needed(ledger: None) -> None:
    user = make_account(READER)
    assert begun("card@paper.example", "practice").supporter is None
    assert begun("other@paper.example", "bank", user=user).supporter == user.supporter  # type: ignore[attr-defined]
    assert begun("").supporter is None


def test_address_of_a_transfer_that_never_came_is_forgotten(ledger: None) -> None:
    from coffeepress.support.models import Pledge, Supporter
    from tests.support.paying import paid

    begun("never@paper.example")
    paid(begun("paid@paper.example"), timezone.now())
    aged(days=89)
    assert Supporter.objects.count() == 2
    aged(days=91)
    assert list(Supporter.objects.values_list("email", flat=True)) == ["paid@paper.example"]
    assert Pledge.objects.count() == 2
