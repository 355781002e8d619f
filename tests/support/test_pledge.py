"""Beginning a pledge: what is offered is decided on the server, and nobody begins too many."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coffeepress.support.money import Money, NotAnAmount

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def begin(nonce: str = "n1", *, sender: str = "s", user: Any = None, **wish: Any) -> Any:
    from coffeepress.support import pledge
    from coffeepress.support.pledge import Wish

    asked = {"offer": "coffee", "currency": "EUR", "provider": "practice", "language": "en", **wish}
    return pledge.begin(Wish(**asked), nonce=nonce, sender=sender, user=user)


def tier(minor: int, **more: Any) -> Any:
    from coffeepress.support.models import Tier, TierWords

    made = Tier.objects.create(**{"amount_minor": minor, "currency": "EUR", "interval": "month", **more})
    TierWords.objects.create(tier=made, language="en", name="A reporter's lunch", purpose="For long days.")
    return made


def test_coffee_costs_what_the_setting_says(ledger: None) -> None:
    made, address = begin()
    assert (made.chosen, made.chosen_interval, made.status) == (Money(350, "EUR"), "month", "begun")
    assert address.startswith(f"http://127.0.0.1:8000/support/practice/{made.reference}:")


def test_tiers_are_offered_from_the_coffee_up_in_the_readers_language(ledger: None) -> None:
    from coffeepress.support.offers import tier_offers

    tier(100)
    tier(1000)
    tier(900, is_offered=False)
    tier(900, currency="JPY")
    offers = tier_offers("uk", "EUR")
    assert [(offer.name, offer.amount.minor) for offer in offers] == [
        ("One coffee a month", 350),
        ("A reporter's lunch", 1000),
    ]
    made, _ = begin(offer=offers[1].key)
    assert (made.chosen, made.tier) == (Money(1000, "EUR"), offers[1].tier)


def test_listing_tiers_costs_the_same_for_many(ledger: None, django_assert_num_queries: Any) -> None:
    from coffeepress.support.offers import tier_offers

    for count in (1, 3):
        for number in range(count):
            tier(1000 + number)
        with django_assert_num_queries(2):
            tier_offers("en", "EUR")


@pytest.mark.parametrize(
    "wish",
    [
        {"offer": "tier-999"},
        {"offer": "coffee", "currency": "USD"},
        {"offer": "own", "typed": "3.49", "interval": "once"},
        {"offer": "own", "typed": "0", "interval": "once"},
        {"offer": "own", "typed": "10501", "interval": "once"},
        {"offer": "own", "typed": "5", "interval": "week"},
        {"offer": "own", "typed": "5", "interval": ""},
    ],
)
def test_what_is_not_offered_is_refused(ledger: None, wish: dict[str, str]) -> None:
    from coffeepress.support.models import Pledge
    from coffeepress.support.offers import NotOfferedAmount

    with pytest.raises(NotOfferedAmount):
        begin(**wish)
    assert Pledge.objects.count() == 0


def test_tier_that_is_offered_no_more_is_refused(ledger: None) -> None:
    from coffeepress.support.offers import NotOfferedAmount

    with pytest.raises(NotOfferedAmount):
        begin(offer=f"tier-{tier(1000, is_offered=False).pk}")


def test_what_is_no_amount_is_refused(ledger: None) -> None:
    with pytest.raises(NotAnAmount):
        begin(offer="own", typed="1,234", interval="once")


@pytest.mark.parametrize("name", ["patreon", "manual", "paypal", ""])
def test_provider_with_which_nothing_begins_is_refused(ledger: None, name: str) -> None:
    from coffeepress.support.providers.contract import NotOffered

    with pytest.raises(NotOffered):
        begin(provider=name)


def test_practice_on_a_public_site_is_refused(ledger: None, site: Callable[..., None]) -> None:
    from coffeepress.support.pledge import providers_to_begin_with
    from coffeepress.support.providers.contract import NotOffered

    site(base_url="https://paper.example")
    with pytest.raises(NotOffered):
        begin()
    assert [provider.name for provider in providers_to_begin_with()] == ["stripe", "bank"]


def test_same_form_begins_one_pledge(ledger: None) -> None:
    from coffeepress.support.models import Pledge

    assert begin() == begin()
    assert Pledge.objects.count() == 1


def test_number_of_a_form_stands_for_one_choice(ledger: None) -> None:
    from coffeepress.support.providers.contract import NotOffered

    begin()
    with pytest.raises(NotOffered):
        begin(offer="own", typed="9", interval="month")


def test_address_that_begins_too_many_is_refused_for_an_hour(ledger: None, site: Callable[..., None]) -> None:
    from coffeepress.support.limits import TooMany
    from coffeepress.support.models import Pledge

    site(pledges_per_hour=3)
    for number in range(3):
        begin(f"n{number}")
    with pytest.raises(TooMany) as refused:
        begin("n3")
    assert 3500 < refused.value.seconds <= 3601
    begin("n0")  # sent again, it is no new one
    begin("n4", sender="another")
    Pledge.objects.update(begun_at=timezone.now() - timedelta(hours=1))
    begin("n3")


def test_reader_who_begins_too_many_is_refused_wherever_they_are(
    ledger: None, site: Callable[..., None]
) -> None:
    from coffeepress.people.models import User
    from coffeepress.support.limits import TooMany

    site(pledges_per_hour=2)
    reader = User.objects.create_user("reader@paper.example")
    for number in range(2):
        begin(f"n{number}", sender=f"s{number}", user=reader)
    with pytest.raises(TooMany):
        begin("n2", sender="s2", user=reader)


def test_pledge_of_an_account_is_its_own_from_the_start(ledger: None) -> None:
    from coffeepress.people.models import User

    reader = User.objects.create_user("reader@paper.example")
    made, _ = begin(user=reader, email="other@paper.example")
    assert made.supporter.user == reader


def test_load_is_seen(ledger: None, site: Callable[..., None]) -> None:
    from coffeepress.support.limits import is_under_load

    site(proof_of_work_above=1)
    begin("n1")
    assert not is_under_load()
    begin("n2")
    assert is_under_load()


def test_what_came_to_nothing_is_forgotten(ledger: None) -> None:
    from coffeepress.support.forget import forget_due
    from coffeepress.support.models import Pledge

    begin("n1")
    begin("n2", provider="bank")
    Pledge.objects.update(begun_at=timezone.now() - timedelta(days=2))
    forget_due()
    assert set(Pledge.objects.values_list("sender", flat=True)) == {""}
    Pledge.objects.update(begun_at=timezone.now() - timedelta(days=31))
    forget_due()
    assert [pledge.provider for pledge in Pledge.objects.all()] == ["bank"]
    Pledge.objects.update(begun_at=timezone.now() - timedelta(days=401))
    forget_due()
    assert Pledge.objects.count() == 0


def test_portal_is_only_for_what_runs(ledger: None) -> None:
    from coffeepress.support import pledge
    from coffeepress.support.providers.contract import NotOffered

    for number, name in enumerate(("stripe", "practice", "bank")):
        made, _ = begin(f"n{number}", provider=name)
        with pytest.raises(NotOffered):
            pledge.portal(made, language="en")
