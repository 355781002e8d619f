"""Somebody's support on the reader's own page: shown, taken along, nobody's once the account is deleted."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from tests.newsroom.characters import READER, address_of, client_of, make_account
from tests.support.test_mails import tell

if TYPE_CHECKING:
    from coffeepress.people.models import User
    from coffeepress.support.models import Pledge

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader(ledger: None) -> User:
    return make_account(READER)


@pytest.fixture
def paid(reader: User, pledge: Callable[..., Pledge]) -> Pledge:
    """The reader's coffee a month, paid."""
    from coffeepress.support.supporters import supporter_of

    own = pledge()
    own.supporter = supporter_of(reader, "en")
    own.save()
    tell(own, "pay")
    own.refresh_from_db()
    return own


def test_account_page_shows_support_and_where_to_change_it(paid: Pledge) -> None:
    text = client_of(READER).get("/account/").content.decode()
    portal = f"/support/portal/{paid.reference}/"
    assert ('id="support"' in text, "€3.50 a month" in text, portal in text) == (True, True, True)


def test_account_page_leaves_support_out_where_there_is_none(reader: User) -> None:
    assert 'id="support"' not in client_of(READER).get("/account/").content.decode()


def test_what_was_begun_and_came_to_nothing_is_not_shown(reader: User, pledge: Callable[..., Pledge]) -> None:
    from coffeepress.support.supporters import supporter_of

    begun = pledge()
    begun.supporter = supporter_of(reader, "en")
    begun.save()
    assert 'id="support"' not in client_of(READER).get("/account/").content.decode()


def test_hint_says_who_supports(paid: Pledge) -> None:
    from coffeepress.people import hint

    supporter = paid.supporter
    assert supporter is not None
    assert supporter.user is not None
    assert (hint.word_for(supporter.user), hint.word_for(make_account("Editor"))) == ("supporter", "reader")


def test_export_holds_the_readers_payments_and_nobody_elses(
    paid: Pledge, pledge: Callable[..., Pledge]
) -> None:
    tell(pledge(email="stranger@paper.example"), "pay")
    tell(pledge(email=address_of(READER)), "pay")
    found = json.loads(client_of(READER).post("/account/export/").content)["support"]
    amounts = [event["amount"] for each in found for own in each["pledges"] for event in own["events"]]
    assert (len(found), found[0]["pledges"][0]["reference"]) == (2, paid.reference)
    assert amounts == ["EUR 3.50"] * 4  # the promise and the payment, twice
    assert [each["address_from_provider"] for each in found] == ["", address_of(READER)]


@pytest.mark.postgres
def test_deleting_the_account_keeps_payments_and_cuts_the_person_off(
    paid: Pledge, pledge: Callable[..., Pledge]
) -> None:
    from coffeepress.people.farewell import delete_account
    from coffeepress.people.models import User
    from coffeepress.support.models import LedgerEvent, Supporter
    from coffeepress.support.verify import differences

    tell(pledge(email=address_of(READER)), "pay")
    before = LedgerEvent.objects.count()
    delete_account(User.objects.get(email=address_of(READER)))
    assert list(Supporter.objects.values_list("user", "email")) == [(None, ""), (None, "")]
    assert (LedgerEvent.objects.count(), list(differences())) == (before, [])


def test_payment_after_the_account_is_gone_names_nobody_again(paid: Pledge) -> None:
    from coffeepress.people.farewell import delete_account
    from coffeepress.people.models import User
    from coffeepress.support.models import Supporter

    delete_account(User.objects.get(email=address_of(READER)))
    tell(paid, "pay")
    assert list(Supporter.objects.values_list("user", "email")) == [(None, "")]


@pytest.mark.parametrize("path", ["/account/", "/account/delete/"])
def test_many_pledges_cost_no_more_queries(
    paid: Pledge, path: str, pledge: Callable[..., Pledge], django_assert_max_num_queries: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of(READER)
    client.get(path)
    with CaptureQueriesContext(connection) as one:
        client.get(path)
    for _n in range(3):
        more = pledge()
        more.supporter = paid.supporter
        more.save()
        tell(more, "pay")
    with django_assert_max_num_queries(len(one)):
        client.get(path)


def deletion() -> str:
    """The page on which an account is deleted."""
    return client_of(READER).get("/account/delete/").content.decode()


def test_page_of_deletion_tells_what_goes_on_and_leads_to_ending_it(paid: Pledge) -> None:
    text = deletion()
    assert "Deleting your account does not end your support" in text
    assert f'action="/support/portal/{paid.reference}/"' in text
    refused = client_of(READER).post("/account/delete/")
    assert (refused.status_code, paid.reference in refused.content.decode()) == (422, True)


@pytest.mark.parametrize("what", ["end", "cancel", "refund"])
def test_page_of_deletion_says_nothing_of_what_has_ended(paid: Pledge, what: str) -> None:
    last = paid.events.get(kind="charged")
    more = {"payment_id": last.payment_id} if what == "refund" else {"ends_at": paid.paid_until}
    tell(paid, what, **more)
    text = deletion()
    assert ("Delete your account" in text, paid.reference in text) == (True, False)


def test_page_of_deletion_names_the_bank_for_standing_orders(
    reader: User, pledge: Callable[..., Pledge]
) -> None:
    from coffeepress.support.supporters import supporter_of
    from tests.support.paying import paid as has_paid

    own = pledge("bank")
    own.supporter = supporter_of(reader, "en")
    own.save()
    has_paid(own, own.begun_at)
    assert "change the standing order at your bank" in deletion()
