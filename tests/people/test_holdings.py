"""Whatever is held about a person is taken along and forgotten, and a model that refers to one is not overlooked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db.models import EmailField, Field, Model
from django.test import Client

from coffeepress.people import holdings
from coffeepress.people.holdings import Holding, HoldingRegisteredTwice
from coffeepress.people.models import Device, SignInCode, User
from tests.newsroom.characters import READER, address_of, client_of, make_account

# What refers to a person and is no reader's holding: each with its reason.
NOT_HELD = {
    "account.EmailAddress.user": "allauth's table of addresses stays empty: the account's own field is the only one",
    "account.EmailAddress.email": "as above",
    "people.Person.email": "a public address that bylines name; a person is no account",
}


def persons_fields() -> Iterator[str]:
    """Every field of an installed model that points to an account, or holds an e-mail address."""
    for model in apps.get_models(include_auto_created=False):
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many):
            if points_to_account(field) or isinstance(field, EmailField):
                yield f"{model._meta.label}.{field.name}"


def points_to_account(field: Field[Any, Any]) -> bool:
    related = field.related_model
    return isinstance(related, type) and issubclass(related, Model) and related._meta.label == "people.User"


def test_whatever_refers_to_a_person_is_held_or_has_a_reason_not_to_be() -> None:
    overlooked = set(persons_fields()) - holdings.covered() - NOT_HELD.keys()
    assert sorted(overlooked) == [], (
        "These refer to a person. Cover them by a Holding (coffeepress.people.holdings), so that they are taken along"
        " and forgotten; or say in NOT_HELD why not."
    )


def test_every_holding_and_every_reason_is_of_a_field_that_is_there() -> None:
    there = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in (*model._meta.fields, *model._meta.many_to_many)
    }
    assert sorted((holdings.covered() | NOT_HELD.keys()) - there) == []


def test_a_new_model_that_refers_to_a_person_is_found() -> None:
    assert points_to_account(Device._meta.get_field("user"))
    assert {
        "people.Device.user",
        "mfa.Authenticator.user",
        "wagtailcore.Revision.user",
        "people.User.email",
    } <= set(persons_fields())


def test_holding_registered_twice_is_refused() -> None:
    there = holdings.registered()[0]
    with pytest.raises(HoldingRegisteredTwice):
        holdings.register(there)
    again = Holding(
        "other", "Other", ("people.Device.user",), export=lambda user: [], forget=lambda user: None
    )
    with pytest.raises(HoldingRegisteredTwice):
        holdings.register(again)


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A capability that holds something about every account, as one above people would."""
    from coffeepress.people.holdings import Shown

    kept: list[str] = ["first letter"]
    monkeypatch.setattr(holdings, "_holdings", dict(holdings._holdings))
    holdings.register(
        Holding(
            name="clippings",
            title="Letters",
            covers=(),
            export=lambda user: [{"title": title} for title in kept],
            forget=lambda user: kept.clear(),
            show=lambda user: Shown("people/deleted.html", {"outlet": {"home_url": "/"}}),
            order=50,
        )
    )
    return kept


@pytest.mark.django_db
def test_export_holds_everything(newsroom: Any, letters: list[str]) -> None:
    client = client_of(READER)
    SignInCode.objects.create(handle="h", address=_digest(address_of(READER)), code="c")
    response = client.post("/account/export/")
    assert response["Content-Disposition"].startswith('attachment; filename="account-')
    assert response["Content-Type"] == "application/json"
    found = json.loads(response.content)
    assert sorted(found) == sorted(["site", "made_at", *(holding.name for holding in holdings.registered())])
    assert (found["account"]["email"], found["account"]["first_name"]) == (address_of(READER), "Reader")
    assert (len(found["devices"]), len(found["sign_in_codes"]), found["clippings"]) == (
        1,
        1,
        [{"title": "first letter"}],
    )


@pytest.mark.django_db
def test_export_of_staff_names_their_work(newsroom: Any) -> None:
    editor = make_account("Editor")
    draft = newsroom.draft(newsroom.section("city"), "ferry", owner=editor)
    draft.save_revision(user=editor, log_action=True)
    found = json.loads(client_of("Editor").post("/account/export/").content)["newsroom"]
    assert {"wagtailcore.Page.owner", "wagtailcore.Revision.user", "wagtailcore.PageLogEntry.user"} <= set(
        found
    )


@pytest.mark.django_db
def test_export_tells_nothing_of_others_and_no_secret(newsroom: Any) -> None:
    other = make_account("Supporter")
    client = client_of(READER)
    text = client.post("/account/export/").content.decode()
    session = client.session.session_key
    secrets = (
        other.email,
        'password": "',
        str(User.objects.get(email=address_of(READER)).password),
        str(session),
    )
    assert [secret for secret in secrets if secret in text] == []


@pytest.mark.django_db
@pytest.mark.postgres
def test_deleting_forgets_everything(newsroom: Any, letters: list[str]) -> None:
    client, elsewhere = client_of(READER), client_of(READER)
    other = make_account("Supporter")
    assert client.post("/account/delete/", {"sure": "yes"}).status_code == 200
    assert list(User.objects.values_list("email", flat=True)) == [other.email]
    assert (Device.objects.count(), letters) == (0, [])
    assert [browser.get("/account/").status_code for browser in (client, elsewhere)] == [302, 302]


@pytest.mark.django_db
def test_deleting_wants_to_be_sure(newsroom: Any) -> None:
    client = client_of(READER)
    assert client.get("/account/delete/").status_code == 200
    assert client.post("/account/delete/").status_code == 422
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("character", ["Writer", "Editor", "administrator"])
def test_staff_cannot_delete_themselves(newsroom: Any, character: str) -> None:
    client = client_of(character)
    response = client.post("/account/delete/", {"sure": "yes"})
    assert (response.status_code, "an administrator has to delete" in response.content.decode()) == (
        403,
        True,
    )
    assert User.objects.filter(email=address_of(character)).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["export/", "delete/"])
def test_an_open_browser_is_not_enough(newsroom: Any, path: str) -> None:
    client = client_of(READER)
    session = client.session
    session["signed_in_at"] -= 21 * 60
    session.save()
    response = client.post(f"/account/{path}", {"sure": "yes"})
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/account/again/")
    assert User.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["", "again/", "delete/", "passkeys/add/", "second-factor/"])
def test_stranger_is_asked_to_sign_in(newsroom: Any, path: str) -> None:
    response = Client().get(f"/account/{path}")
    assert response["Location"].startswith("/account/sign-in/?next=%2Faccount%2F")


@pytest.mark.django_db
def test_an_account_that_fails_to_be_forgotten_is_left_whole(
    newsroom: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from coffeepress.people.farewell import delete_account

    def fail(user: User) -> None:
        raise OSError("full disk")

    monkeypatch.setattr(holdings, "_holdings", dict(holdings._holdings))
    holdings.register(Holding("failing", "", (), export=lambda user: [], forget=fail, order=0))
    client_of(READER)
    with pytest.raises(OSError, match="full disk"):
        delete_account(User.objects.get())
    assert (User.objects.count(), Device.objects.count()) == (1, 1)


def _digest(address: str) -> str:
    from coffeepress.people.limits import digest

    return digest(address)
