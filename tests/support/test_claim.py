"""Support that began elsewhere becomes an account's only when the person behind its address says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.core import mail

from tests.support.providers.test_contract import patreon_message
from tests.support.test_webhooks import send

if TYPE_CHECKING:
    from coffeepress.people.models import User
    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


@pytest.fixture
def reader(ledger: None) -> User:
    from coffeepress.people.models import User

    return User.objects.create_user("reader@paper.example")


@pytest.fixture
def patron(reader: User) -> Pledge:
    """A member at Patreon with the reader's address."""
    from coffeepress.support.models import Pledge
    from coffeepress.support.process import process_waiting

    told = {
        "email": "Reader@paper.example",
        "pledge_relationship_start": "2026-01-01T00:00:00+00:00",
        "last_charge_date": "2099-01-01T00:00:00+00:00",
        "last_charge_status": "Paid",
    }
    assert send("patreon", *patreon_message(**told)) == 200
    process_waiting()
    return Pledge.objects.get()


def link() -> str:
    from coffeepress.support.mails import send_waiting

    send_waiting()
    message = next(each for each in mail.outbox if each.subject.startswith("Is this your support?"))
    return message.body.split("/support/claim/")[1].split("/")[0]


def test_same_address_is_no_proof(patron: Pledge, reader: User) -> None:
    from coffeepress.support.supporters import is_supporter

    assert patron.status == "active"
    assert patron.supporter is not None
    assert (patron.supporter.email, patron.supporter.user) == ("reader@paper.example", None)
    assert not is_supporter(reader)


def test_address_is_asked_once_and_whoever_reads_its_mail_may_claim(patron: Pledge, reader: User) -> None:
    from coffeepress.support.claim import claim
    from coffeepress.support.models import Supporter
    from coffeepress.support.supporters import count_supporters, is_supporter
    from coffeepress.support.verify import differences

    token = link()
    assert count_supporters() == 1
    supporter = claim(token, reader)
    assert (supporter.user, Supporter.objects.count(), count_supporters()) == (reader, 1, 1)
    assert is_supporter(reader)
    assert list(differences()) == []


def test_looking_at_a_link_changes_nothing(patron: Pledge, reader: User) -> None:
    from coffeepress.support.claim import claimable
    from coffeepress.support.supporters import is_supporter

    assert claimable(link()) == patron
    assert not is_supporter(reader)


def test_link_is_good_once(patron: Pledge, reader: User) -> None:
    from coffeepress.people.models import User
    from coffeepress.support.claim import CannotClaim, claim

    token = link()
    claim(token, reader)
    with pytest.raises(CannotClaim):
        claim(token, User.objects.create_user("stranger@paper.example"))


@pytest.mark.parametrize("token", ["", "x", "WyJDUCIsICJhIl0:1:x"])
def test_link_that_is_not_ours_is_refused(reader: User, token: str) -> None:
    from coffeepress.support.claim import CannotClaim, claim

    with pytest.raises(CannotClaim):
        claim(token, reader)


def test_link_is_good_for_a_month(patron: Pledge, monkeypatch: pytest.MonkeyPatch) -> None:
    from coffeepress.support import claim

    token = link()
    monkeypatch.setattr(claim, "KEPT_SECONDS", -1)
    with pytest.raises(claim.CannotClaim):
        claim.claimable(token)


def test_supporter_with_an_account_keeps_both_supports(
    patron: Pledge, reader: User, pledge: Callable[..., Pledge]
) -> None:
    from coffeepress.support.claim import claim
    from coffeepress.support.supporters import supporter_of

    own = supporter_of(reader, "en")
    other = pledge("stripe")
    other.supporter = own
    other.save()
    claim(link(), reader)
    assert own.pledges.count() == 2


def test_thanks_tell_how_to_have_the_support_in_an_account(
    reader: User, pledge: Callable[..., Pledge]
) -> None:
    from coffeepress.support.claim import claim
    from coffeepress.support.mails import send_waiting
    from coffeepress.support.supporters import is_supporter
    from tests.support.test_mails import tell

    tell(pledge(email="reader@paper.example"), "pay")
    send_waiting()
    claim(mail.outbox[0].body.split("/support/claim/")[1].split("/")[0], reader)
    assert is_supporter(reader)
