"""Accounts are known by their e-mail address: signing in, a new password, and the administrator's forms."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

SignedIn = Callable[[str], Client]
pytestmark = pytest.mark.postgres


def sign_in(address: str, password: str) -> Client:
    client = Client()
    client.post("/newsroom/login/", {"username": address, "password": password})
    return client


def is_in(client: Client) -> bool:
    return client.get("/newsroom/").status_code == 200


@pytest.mark.parametrize("address", ["editor@example.org", "Editor@Example.org"])
def test_one_signs_in_by_the_address_in_whatever_case(newsroom: Newsroom, address: str) -> None:
    from tests.newsroom.characters import PASSWORD, make_account

    make_account("Editor")
    assert is_in(sign_in(address, PASSWORD))


def test_a_wrong_password_is_refused_in_words_of_an_address(newsroom: Newsroom) -> None:
    from tests.newsroom.characters import make_account

    make_account("Editor")
    response = Client().post("/newsroom/login/", {"username": "editor@example.org", "password": "wrong"})
    assert response.context["form"].non_field_errors() == [
        "Your e-mail address and password didn't match. Please try again."
    ]


def test_a_reader_who_signs_in_does_not_get_into_the_newsroom(newsroom: Newsroom) -> None:
    from tests.newsroom.characters import PASSWORD, make_account

    make_account("Reader")
    assert not is_in(sign_in("reader@example.org", PASSWORD))


def test_a_forgotten_password_is_replaced_by_mail(newsroom: Newsroom) -> None:
    from tests.newsroom.characters import make_account

    make_account("Writer")
    client = Client()
    client.post("/newsroom/password_reset/", {"email": "writer@example.org"})
    (letter,) = mail.outbox
    assert letter.to == ["writer@example.org"]
    link = re.search(r"http://testserver(/newsroom/password_reset/confirm/\S+)", str(letter.body))
    assert link, letter.body
    form = client.get(link[1], follow=True)
    path = form.redirect_chain[-1][0]
    client.post(path, {"new_password1": "another-long-one", "new_password2": "another-long-one"})
    assert is_in(sign_in("writer@example.org", "another-long-one"))


def account_form(**written: str) -> dict[str, str]:
    return {
        "email": "new.writer@example.org",
        "first_name": "Nora",
        "last_name": "Lind",
        "password1": "a-good-long-one",
        "password2": "a-good-long-one",
        **written,
    }


def test_an_administrator_makes_an_account_with_a_role(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from coffeepress.people.models import User

    writers = str(Group.objects.get(name="Writer").pk)
    form = account_form(email="New.Writer@Example.org", groups=writers)
    response = signed_in("administrator").post("/newsroom/users/new/", form)
    assert response.status_code == 302
    account = User.objects.get(email="new.writer@example.org")
    assert [group.name for group in account.groups.all()] == ["Writer"]
    assert is_in(sign_in("new.writer@example.org", "a-good-long-one"))


def test_a_second_account_with_the_same_address_is_refused(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from tests.newsroom.characters import make_account

    make_account("Writer")
    response = signed_in("administrator").post(
        "/newsroom/users/new/", account_form(email="WRITER@example.org")
    )
    assert response.context["form"].errors["email"] == ["This address has an account already."]


def test_an_administrator_changes_an_account(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from tests.newsroom.characters import make_account

    account = make_account("Writer")
    form = {"email": "w@example.org", "first_name": "Wera", "last_name": "Novak", "is_active": "on"}
    response = signed_in("administrator").post(f"/newsroom/users/edit/{account.pk}/", form)
    assert response.status_code == 302
    account.refresh_from_db()
    assert (account.email, account.first_name) == ("w@example.org", "Wera")


def test_an_editor_cannot_make_accounts(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from coffeepress.people.models import User

    signed_in("Editor").post("/newsroom/users/new/", account_form())
    assert not User.objects.filter(email="new.writer@example.org").exists()
