"""Staff's second factor: who is asked for it, where, and that nobody gets round it."""

from __future__ import annotations

import json
import time
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core import mail
from django.test import Client

from coffeepress.people.models import User
from tests.newsroom.characters import PASSWORD, address_of, client_of, make_account
from tests.people.signing_in import ask, confirm

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
DOOR = "/account/second-factor/?next=%2Fnewsroom%2F"


def shown_code(secret: str = SECRET) -> str:
    """What the app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(character: str) -> User:
    """A character who has an app that shows codes."""
    user = make_account(character)
    TOTP.activate(user, SECRET)
    return user


def by_password(character: str) -> Client:
    """A browser in which the character has signed in to the newsroom by password."""
    client = Client()
    client.post("/newsroom/login/", {"username": address_of(character), "password": PASSWORD})
    return client


def test_password_is_enough_while_it_is_not_required(newsroom: Any) -> None:
    make_account("Editor")
    assert by_password("Editor").get("/newsroom/").status_code == 200


@pytest.mark.parametrize("path", ["/newsroom/", "/newsroom/pages/", "/documents/1/x.pdf", "/media/x.jpg"])
def test_required_and_missing_leads_to_setting_it_up(newsroom: Any, change_site: Any, path: str) -> None:
    change_site(staff_second_factor=True)
    make_account("Editor")
    response = by_password("Editor").get(path)
    assert (response.status_code, response["Location"].split("?")[0]) == (302, "/account/second-factor/")


def test_page_of_who_has_none_leads_to_both_kinds(newsroom: Any, change_site: Any) -> None:
    change_site(staff_second_factor=True)
    make_account("Editor")
    html = by_password("Editor").get(DOOR).content.decode()
    assert ["/account/passkeys/add/" in html, "/account/second-factor/app/" in html] == [True, True]


def test_app_is_set_up_then_asked_for_then_opens_the_newsroom(newsroom: Any, change_site: Any) -> None:
    change_site(staff_second_factor=True)
    editor = make_account("Editor")
    client = by_password("Editor")
    client.get("/account/second-factor/app/")
    secret = client.session["mfa.totp.secret"]
    response = client.post("/account/second-factor/app/", {"code": shown_code(secret)})
    assert response["Location"] == "/account/second-factor/recovery-codes/"
    codes = RecoveryCodes(Authenticator.objects.get(user=editor, type="recovery_codes")).get_unused_codes()
    assert codes[0] in client.get(response["Location"]).content.decode()
    assert client.get("/newsroom/")["Location"] == DOOR
    assert client.post(DOOR, {"code": codes[0], "next": "/newsroom/"})["Location"] == "/newsroom/"
    assert client.get("/newsroom/").status_code == 200


def test_who_has_one_is_asked_even_if_it_is_not_required(newsroom: Any) -> None:
    with_app("Editor")
    client = by_password("Editor")
    assert client.get("/newsroom/")["Location"] == DOOR
    client.post(DOOR, {"code": shown_code(), "next": "/newsroom/"})
    assert client.get("/newsroom/").status_code == 200


def test_wrong_code_opens_nothing_and_attempts_are_counted(newsroom: Any) -> None:
    with_app("Editor")
    client = by_password("Editor")
    wrong = "000000" if shown_code() != "000000" else "111111"
    answers = [client.post(DOOR, {"code": wrong}) for _ in range(7)]
    assert [answer.status_code for answer in answers] == [422] * 7
    assert client.post(DOOR, {"code": shown_code()}).status_code == 422
    assert client.get("/newsroom/").status_code == 302


def test_code_of_the_app_works_once(newsroom: Any) -> None:
    with_app("Editor")
    code = shown_code()
    by_password("Editor").post(DOOR, {"code": code})
    assert by_password("Editor").post(DOOR, {"code": code}).status_code == 422


def test_recovery_code_works_once(newsroom: Any) -> None:
    user = with_app("Editor")
    (code, *_others) = RecoveryCodes.activate(user).get_unused_codes()
    assert by_password("Editor").post(DOOR, {"code": code}).status_code == 302
    assert by_password("Editor").post(DOOR, {"code": code}).status_code == 422


def test_mailed_code_is_not_enough_for_staff_who_have_one(newsroom: Any) -> None:
    with_app("Editor")
    client = Client()
    ask(client, address_of("Editor"), next="/newsroom/")
    assert confirm(client)["Location"] == "/account/second-factor/sign-in/"
    assert [client.get(path).status_code for path in ("/newsroom/", "/account/")] == [302, 302]
    assert "sessionid" in client.cookies
    assert client.get("/account/second-factor/sign-in/").status_code == 200
    assert client.post("/account/second-factor/sign-in/", {"code": shown_code()})["Location"] == "/newsroom/"
    assert client.get("/newsroom/").status_code == 200


def test_readers_passkey_is_no_lock(newsroom: Any) -> None:
    reader = make_account("Reader")
    Authenticator.objects.create(user=reader, type="webauthn", data={"name": "Phone", "credential": {}})
    client = Client()
    ask(client, reader.email)
    assert confirm(client)["Location"] == "/account/"


def test_newsroom_can_be_left_at_the_door(newsroom: Any, change_site: Any) -> None:
    change_site(staff_second_factor=True)
    make_account("Editor")
    client = by_password("Editor")
    assert client.get("/newsroom/login/").status_code != 500
    client.post("/newsroom/logout/")
    assert client.get("/account/").status_code == 302


def test_door_leads_nowhere_else(newsroom: Any) -> None:
    with_app("Editor")
    client = by_password("Editor")
    response = client.post("/account/second-factor/", {"code": shown_code(), "next": "https://evil.example/"})
    assert response["Location"] == "/account/"


def test_a_post_is_stopped_at_the_door_too(newsroom: Any, change_site: Any) -> None:
    change_site(staff_second_factor=True)
    make_account("administrator")
    client = by_password("administrator")
    client.post(
        "/newsroom/users/new/", {"email": "evil@example.org", "password1": PASSWORD, "password2": PASSWORD}
    )
    assert not User.objects.filter(email="evil@example.org").exists()


def test_reader_has_no_second_factor(newsroom: Any) -> None:
    client = client_of("Reader")
    assert [client.get(f"/account/second-factor/{path}").status_code for path in ("", "app/")] == [403, 403]


def test_taking_it_away_needs_a_fresh_sign_in_and_is_told(
    newsroom: Any, django_capture_on_commit_callbacks: Any
) -> None:
    user = with_app("Editor")
    client = client_of("Editor")
    session = client.session
    session["signed_in_at"] = 0.0
    session.save()
    client.post("/account/second-factor/app/remove/")
    assert Authenticator.objects.filter(user=user).exists()
    client = client_of("Editor")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/second-factor/app/remove/")
    assert not Authenticator.objects.filter(user=user).exists()
    assert (mail.outbox[-1].to, "was removed" in str(mail.outbox[-1].body)) == ([user.email], True)


def test_newsroom_password_is_not_guessed_for_long(newsroom: Any) -> None:
    make_account("Editor")
    client = Client()
    for _ in range(10):
        client.post("/newsroom/login/", {"username": address_of("Editor"), "password": "wrong"})
    response = client.post("/newsroom/login/", {"username": address_of("Editor"), "password": PASSWORD})
    assert "wait ten minutes" in response.content.decode()
    assert client.get("/newsroom/").status_code == 302
    other = Client(REMOTE_ADDR="192.0.2.9")
    other.post("/newsroom/login/", {"username": address_of("Editor"), "password": "wrong"})
    assert (
        "wait ten minutes"
        in other.post(
            "/newsroom/login/", {"username": address_of("Editor"), "password": PASSWORD}
        ).content.decode()
    )


def test_door_costs_no_query(newsroom: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_of("Editor")
    client.get("/newsroom/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/newsroom/")
    assert [
        query["sql"]
        for query in queries
        if "mfa_authenticator" in query["sql"] or "people_device" in query["sql"]
    ] == []


def test_passkey_question_is_asked_of_scripts_only(newsroom: Any) -> None:
    client = Client()
    assert client.get("/account/passkeys/sign-in/")["Location"] == "/account/sign-in/"
    question = json.loads(
        client.get("/account/passkeys/sign-in/", headers={"Accept": "application/json"}).content
    )
    assert (question["request_options"]["publicKey"]["userVerification"]) == "required"


@pytest.mark.parametrize(
    "credential", ["", "{}", "[]", "null", '{"response": {"userHandle": "!"}}', "nonsense"]
)
def test_nonsense_is_no_passkey(newsroom: Any, credential: str) -> None:
    client = Client()
    client.get("/account/passkeys/sign-in/", headers={"Accept": "application/json"})
    response = client.post("/account/passkeys/sign-in/", {"credential": credential})
    assert (response.status_code, response["Location"]) == (302, "/account/sign-in/")
    assert client.get("/account/").status_code == 302


def test_closed_account_is_not_opened_by_a_passkey(newsroom: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from allauth.mfa.webauthn.forms import LoginWebAuthnForm

    user = make_account("Reader")
    User.objects.update(is_active=False)
    user.refresh_from_db()
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Phone", "credential": {}})
    monkeypatch.setattr(LoginWebAuthnForm, "clean_credential", lambda form: key)
    client = Client()
    response = client.post("/account/passkeys/sign-in/", {"credential": '{"id": 1}'}, follow=True)
    assert ("This account is closed" in response.content.decode(), client.get("/account/").status_code) == (
        True,
        302,
    )
