"""Signing in: what a Reader meets, and what a Stranger cannot learn or do."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client

from coffeepress.people.models import Counter, Device, SignInCode, User
from tests.people.mailbox import mail_server
from tests.people.signing_in import (
    ADDRESS,
    ask,
    confirm,
    handle,
    is_signed_in,
    sent_code,
    sent_link,
    sign_in,
)

pytestmark = pytest.mark.django_db


def told(response: Any) -> str:
    """What a page says, without what differs each time."""
    return re.sub(r'(name="(?:csrfmiddlewaretoken|handle)" value=)"[^"]*"', r"\1", response.content.decode())


def world() -> list[int]:
    return [model.objects.count() for model in (User, SignInCode, Session, Device, Counter)]


def test_code_by_mail_leads_to_the_account_page_and_out_again(newsroom: Any) -> None:
    client = Client()
    response = ask(client)
    assert (response.status_code, response["Location"]) == (303, "/account/code/")
    response = confirm(client)
    assert (response.status_code, response["Location"]) == (302, "/account/")
    assert is_signed_in(client)
    client.post("/account/sign-out/")
    assert not is_signed_in(client)


def test_mail_is_plain_and_goes_to_one_address(newsroom: Any) -> None:
    ask(Client())
    (sent,) = mail.outbox
    assert (sent.to, sent.cc, sent.bcc, getattr(sent, "alternatives", [])) == ([ADDRESS], [], [], [])
    assert sent.extra_headers == {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"}
    assert sent_link() == f"/account/code/{SignInCode.objects.get().handle}/{sent_code()}/?language=en"


def test_known_and_unknown_address_get_the_same_answers(newsroom: Any) -> None:
    User.objects.create_user("known@example.org", "a-long-enough-password")
    answers = []
    for address in ("known@example.org", "other@example.org"):
        client = Client()
        page = told(client.get("/account/sign-in/"))
        asked = ask(client, address)
        typed = told(client.get("/account/code/")).replace(address, "ADDRESS")
        wrong = told(confirm(client, "WRNG-WRNG")).replace(address, "ADDRESS")
        cookies = sorted(client.cookies)
        answers.append(
            (page, asked.status_code, asked["Location"], typed, wrong, cookies, mail.outbox[-1].subject[9:])
        )
    assert answers[0] == answers[1]


def test_asking_looks_at_no_account(newsroom: Any, django_assert_num_queries: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as queries:
        ask(Client())
    assert [query["sql"] for query in queries if "people_user" in query["sql"]] == []


def test_get_signs_in_nobody_and_makes_nothing(newsroom: Any) -> None:
    reader = Client()
    ask(reader)
    before = world()
    for scanner in (Client(), Client(HTTP_USER_AGENT="Barracuda Sentinel")):
        for _ in range(10):
            assert scanner.get(sent_link()).status_code == 200
            assert scanner.head(sent_link()).status_code == 200
            scanner.get("/account/sign-in/")
            scanner.get("/account/code/")
        assert not is_signed_in(scanner)
    assert world() == before
    confirm(reader)
    assert is_signed_in(reader)


def test_link_in_the_browser_that_asked_needs_only_the_button(newsroom: Any) -> None:
    client = Client()
    ask(client)
    html = client.get(sent_link()).content.decode()
    assert (f'value="{sent_code()}"' in html, 'name="email"' in html) == (True, False)
    client.post("/account/code/", {"handle": SignInCode.objects.get().handle, "code": sent_code()})
    assert is_signed_in(client)


def test_link_in_another_browser_asks_for_the_address_too(newsroom: Any) -> None:
    ask(Client())
    other, number = Client(), SignInCode.objects.get().handle
    assert 'name="email"' in other.get(sent_link()).content.decode()
    response = other.post("/account/code/", {"handle": number, "code": sent_code()})
    assert (response.status_code, is_signed_in(other)) == (422, False)
    other.post("/account/code/", {"handle": number, "code": sent_code(), "email": ADDRESS})
    assert is_signed_in(other)


def test_nobody_is_signed_in_to_anothers_account_by_a_link_they_are_sent(newsroom: Any) -> None:
    """A Stranger sends the Reader her own link, so that the Reader would work in the Stranger's account."""
    ask(Client(), "stranger@example.org")
    reader = Client()
    reader.post(
        "/account/code/",
        {"handle": SignInCode.objects.get().handle, "code": sent_code(), "email": ADDRESS},
    )
    assert not is_signed_in(reader)


def test_address_typed_in_another_browsers_form_does_not_beat_the_cookie(newsroom: Any) -> None:
    client = Client()
    ask(client)
    confirm(client, email="victim@example.org")
    assert [user.email for user in User.objects.all()] == [ADDRESS]


@pytest.mark.parametrize(
    "onward",
    [
        "https://evil.example/",
        "//evil.example/",
        "/\\evil.example/",
        "\\\\evil.example",
        "javascript:alert(1)",
        "http:evil.example",
        "/\t/evil.example/",
        "evil.example",
    ],
)
def test_sign_in_leads_nowhere_else(newsroom: Any, onward: str) -> None:
    assert sign_in(Client(), next=onward)["Location"] == "/account/"


def test_sign_in_leads_back(newsroom: Any) -> None:
    assert sign_in(Client(), next="/support/?tier=2")["Location"] == "/support/?tier=2"


def test_forms_of_other_sites_are_refused(newsroom: Any) -> None:
    strict = Client(enforce_csrf_checks=True)
    paths = ["sign-in/", "code/", "again/", "sign-out/", "save/", "devices/end/", "export/", "delete/"]
    paths += [
        "passkeys/sign-in/",
        "passkeys/add/",
        "passkeys/1/remove/",
        "second-factor/",
        "second-factor/app/",
    ]
    refused = [strict.post(f"/account/{path}", {"email": ADDRESS}).status_code for path in paths]
    assert (refused, mail.outbox) == ([403] * len(paths), [])


def test_session_that_a_stranger_has_planted_is_not_the_one_that_is_signed_in(newsroom: Any) -> None:
    client = Client()
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    sign_in(client)
    assert client.cookies["sessionid"].value != session.session_key
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_signing_in_as_another_leaves_nothing_of_the_first(newsroom: Any) -> None:
    first = Client()
    sign_in(first)
    session = first.session
    session["secret"] = "of the first"
    session.save()
    ask(elsewhere := Client(), "second@example.org")
    number = handle(elsewhere)
    first.post("/account/code/", {"handle": number, "code": sent_code(), "email": "second@example.org"})
    assert (first.session.get("secret"), "second@example.org" in first.get("/account/").content.decode()) == (
        None,
        True,
    )


def test_closed_account_is_told_to_its_owner_only(newsroom: Any) -> None:
    User.objects.create_user(ADDRESS, None, is_active=False)
    client = Client()
    assert ask(client).status_code == 303
    response = confirm(client)
    assert (response.status_code, "This account is closed" in response.content.decode()) == (422, True)
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    "typed", ["", "nobody", "a@b", "a@b.c\nBcc: x@y.org", "x" * 250 + "@example.org", "a@@b.org"]
)
def test_what_is_no_address_is_told(newsroom: Any, typed: str) -> None:
    response = ask(Client(), typed)
    assert (response.status_code, mail.outbox, SignInCode.objects.count()) == (422, [], 0)


def test_fifth_code_for_an_address_within_ten_minutes_is_refused_known_or_not(newsroom: Any) -> None:
    User.objects.create_user("known@example.org", None)
    for address in ("known@example.org", "other@example.org"):
        answers = [ask(Client(REMOTE_ADDR=f"192.0.2.{number}"), address) for number in range(5)]
        assert [answer.status_code for answer in answers] == [303] * 4 + [429]
        assert "wait ten minutes" in answers[-1].content.decode()


def test_eleventh_code_from_a_computer_is_refused(newsroom: Any) -> None:
    answers = [ask(Client(), f"reader{number}@example.org").status_code for number in range(11)]
    assert answers == [303] * 10 + [429]
    assert ask(Client(REMOTE_ADDR="192.0.2.7"), "reader11@example.org").status_code == 303


def test_one_subscriber_is_one_computer(newsroom: Any) -> None:
    answers = [
        ask(Client(REMOTE_ADDR=f"2001:db8:1:2::{number:x}"), f"reader{number}@example.org").status_code
        for number in range(11)
    ]
    assert answers[-1] == 429


def test_guessing_from_one_computer_is_refused(newsroom: Any) -> None:
    client = Client()
    answers = [
        client.post(
            "/account/code/", {"handle": f"h{number}", "code": "WRNG-WRNG", "email": ADDRESS}
        ).status_code
        for number in range(31)
    ]
    assert answers == [422] * 30 + [429]


def test_counters_hold_no_address(newsroom: Any) -> None:
    sign_in(Client(REMOTE_ADDR="192.0.2.77"))
    kept = " ".join(f"{counter.cache_key} {counter.value}" for counter in Counter.objects.all())
    assert kept
    assert [word for word in (ADDRESS, "reader", "192.0.2.77", "192.0.2") if word in kept] == []


def test_mail_server_that_is_down_is_told(newsroom: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 9, 2
    response = ask(Client())
    assert (response.status_code, SignInCode.objects.count()) == (503, 0)
    assert "could not be sent" in response.content.decode()


def test_mail_arrives_over_smtp(newsroom: Any, settings: Any) -> None:
    from tests.people.mailbox import code_in

    with mail_server() as (mailbox, port):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", port, False
        client = Client()
        ask(client)
    (sent,) = mailbox.mails
    assert (sent["To"], sent.get_content_type()) == (ADDRESS, "text/plain")
    confirm(client, code_in(sent.get_content()))
    assert is_signed_in(client)


def test_page_and_mail_are_in_the_readers_language(newsroom: Any) -> None:
    client = Client()
    assert '<html lang="uk"' in client.get("/account/sign-in/?language=uk").content.decode()
    ask(client, language="uk")
    assert '<html lang="uk"' in client.get("/account/code/").content.decode()
    confirm(client)
    assert '<html lang="uk"' in client.get("/account/?language=en").content.decode()
    client.post("/account/save/", {"language": "en"})
    assert '<html lang="en"' in client.get("/account/?language=uk").content.decode()


def test_account_pages_are_kept_and_indexed_by_nobody(newsroom: Any, signed_in: Any) -> None:
    client = signed_in("Reader")
    for path in ("", "sign-in/", "code/", "again/", "delete/", "passkeys/add/"):
        response = client.get(f"/account/{path}")
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex"), path


def test_staff_may_sign_in_by_a_code(newsroom: Any) -> None:
    from tests.newsroom.characters import EDITOR, address_of, make_account

    make_account(EDITOR)
    client = Client()
    sign_in(client, address_of(EDITOR))
    assert client.get("/newsroom/").status_code == 200


def test_signing_in_again_is_for_ones_own_address(newsroom: Any, signed_in: Any) -> None:
    client = signed_in("Reader")
    session = client.session
    session["signed_in_at"] = 0.0
    session.save()
    assert client.get("/account/delete/")["Location"] == "/account/again/?next=%2Faccount%2Fdelete%2F"
    client.post("/account/again/", {"next": "/account/delete/", "email": "victim@example.org"})
    assert (mail.outbox[-1].to, is_signed_in(client)) == ([ADDRESS], False)
    assert confirm(client)["Location"] == "/account/delete/"
    assert client.get("/account/delete/").status_code == 200
