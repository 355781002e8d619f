"""`coffeepress accounts`: an administrator helps somebody who has lost their second factor."""

from __future__ import annotations

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner

from coffeepress.people.commands import reset_second_factor
from tests.newsroom.characters import address_of, client_of, make_account

pytestmark = pytest.mark.django_db


def test_second_factor_is_taken_away_and_its_owner_signed_out(newsroom: Any) -> None:
    user, other = make_account("Editor"), make_account("Writer")
    for each in (user, other):
        Authenticator.objects.create(user=each, type="totp", data={"secret": "x"})
    client = client_of("Editor")
    done = CliRunner().invoke(reset_second_factor, [address_of("Editor").upper()])
    assert (done.exit_code, "1 taken away" in done.output) == (0, True)
    assert [key.user for key in Authenticator.objects.all()] == [other]
    assert client.get("/account/").status_code == 302


def test_unknown_address_is_told(newsroom: Any) -> None:
    done = CliRunner().invoke(reset_second_factor, ["nobody@example.org"])
    assert (done.exit_code, done.output) == (
        1,
        "Error: There is no account with the address nobody@example.org.\n",
    )
