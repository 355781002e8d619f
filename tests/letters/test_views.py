"""Readers ask for letters, say yes, and leave; a GET changes nothing, and nobody learns whose address is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from coffeepress.letters import limits
from coffeepress.letters.asking import ask_waiting
from coffeepress.letters.models import Letter, SignUp, Subscriber, Subscription
from coffeepress.letters.sign_up import confirm, subscribe
from coffeepress.letters.tokens import leave_url
from tests.letters.readers import FORM, SUBSCRIBE, ask, number
from tests.letters.world import new_letter
from tests.newsroom.characters import READER, address_of, client_of

pytestmark = pytest.mark.usefixtures("newsroom")


def running(email: str = "anna@example.org") -> list[tuple[str, str]]:
    rows = Subscription.objects.filter(subscriber__email=email, ended_at=None)
    return sorted(rows.values_list("kind", "language"))


def asked(token: str | None = None) -> SignUp:
    return SignUp.objects.get(token=token) if token else SignUp.objects.get()


# Asking


def test_form_without_a_number_is_shown_once_more_to_be_checked(client: Client) -> None:
    answer = ask(client, token=None)
    assert (answer.status_code, SignUp.objects.count()) == (200, 0)
    assert 'value="anna@example.org"' in answer.content.decode()


def test_asking_subscribes_nobody_and_sends_one_question(client: Client, mailoutbox: list[Any]) -> None:
    answer = ask(client, letters=["daily", "weekly"], language="uk")
    assert (answer.status_code, answer["Location"]) == (303, "/letters/asked/?language=uk")
    assert "Set-Cookie" not in answer.headers
    assert running() == []
    assert (ask_waiting(), ask_waiting()) == (1, 0)
    assert [message.to for message in mailoutbox] == [["anna@example.org"]]
    assert f"http://testserver/letters/confirm/{asked().token}/" in mailoutbox[0].body


def test_answer_is_the_same_whether_an_address_is_known_stopped_or_new(client: Client) -> None:
    subscribe("known@example.org", "en", ["daily"])
    subscribe("stopped@example.org", "en", ["daily"])
    Subscriber.objects.filter(email="stopped@example.org").update(stopped_at=timezone.now())
    answers = {
        (answer.status_code, answer["Location"], answer.content)
        for who in ("known", "stopped", "new")
        for answer in [ask(client, email=f"{who}@example.org")]
    }
    assert len(answers) == 1


def test_known_subscriber_is_told_so_in_the_mailbox_only(client: Client, mailoutbox: list[Any]) -> None:
    subscribe("anna@example.org", "en", ["daily"])
    ask(client)
    ask_waiting()
    assert "You get them already" in mailoutbox[0].body
    assert "/confirm/" not in mailoutbox[0].body


def test_same_form_sent_twice_asks_once(client: Client) -> None:
    this = number()
    assert [ask(client, of=this).status_code for _ in range(2)] == [303, 303]
    assert SignUp.objects.count() == 1


def test_mailbox_is_asked_three_times_a_day_and_the_answer_does_not_tell(
    client: Client, mailoutbox: list[Any]
) -> None:
    places = [ask(client, address=f"203.0.113.{n}").status_code for n in range(5)]
    ask_waiting()
    assert places == [303] * 5
    assert len(mailoutbox) == limits.MAILS_A_DAY


def test_one_computer_may_not_ask_too_often(client: Client, change_site: Callable[..., None]) -> None:
    change_site(sign_ups_per_hour=2)
    for n in range(2):
        assert ask(client, email=f"reader-{n}@example.org").status_code == 303
    answer = ask(client, email="third@example.org")
    assert (answer.status_code, SignUp.objects.count()) == (429, 2)
    assert int(answer["Retry-After"]) >= 60
    assert ask(client, email="third@example.org", address="198.51.100.1").status_code == 303


def test_under_load_a_browser_has_to_work(client: Client, change_site: Callable[..., None]) -> None:
    change_site(proof_of_work_above=0)
    ask(client)
    answer = ask(client, email="boris@example.org", address="198.51.100.1")
    assert (answer.status_code, SignUp.objects.count()) == (503, 1)
    assert "data-challenge" in answer.content.decode()
    assert client.get("/letters/token/").json()["challenge"] is not None


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"website": "spam"}, 422),
        ({"email": "no address"}, 422),
        ({"email": "a" * 250 + "@example.org"}, 422),
        ({"email": "anna@example.org\r\nBcc: boris@example.org"}, 422),
        ({"letters": []}, 422),
        ({"letters": ["hourly"]}, 422),
        ({"seconds_ago": 1}, 422),
        ({"seconds_ago": 90_000}, 422),
        ({"token": "forged"}, 200),
    ],
)
def test_what_no_person_sends_is_refused(client: Client, fields: dict[str, Any], status: int) -> None:
    answer = ask(client, of=number(seconds_ago=fields.pop("seconds_ago", 60)), **fields)
    assert (answer.status_code, SignUp.objects.count()) == (status, 0)


def test_other_sites_form_is_refused(client: Client) -> None:
    answer = client.post(SUBSCRIBE, "email=a", content_type=FORM, headers={"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, SignUp.objects.count()) == (403, 0)


def test_where_no_letters_are_offered_none_is_taken(client: Client, change_site: Callable[..., None]) -> None:
    change_site(letters=[])
    assert ask(client).status_code == 404


# Saying yes


def test_opening_the_link_changes_nothing_and_the_button_subscribes(client: Client) -> None:
    ask(client, letters=["daily", "breaking"], language="uk")
    url = reverse("letters:confirm", args=[asked().token])
    assert client.get(url).status_code == client.head(url).status_code == 200
    assert running() == []
    answer = client.post(url)
    assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
    assert running() == [("breaking", "uk"), ("daily", "uk")]
    assert client.post(url).status_code == 200
    assert Subscription.objects.count() == 2


def test_saying_yes_a_second_time_does_not_undo_that_somebody_left(client: Client) -> None:
    ask(client)
    confirm(asked().token)
    Subscription.objects.update(ended_at=timezone.now())
    client.post(reverse("letters:confirm", args=[asked().token]))
    assert running() == []


def test_link_that_is_too_old_or_wrong_is_refused(client: Client) -> None:
    ask(client)
    SignUp.objects.update(asked_at=timezone.now() - timedelta(days=8))
    for token in (asked().token, "wrong"):
        answer = client.post(reverse("letters:confirm", args=[token]))
        assert answer.status_code == 404
    assert Subscriber.objects.count() == 0


def test_stopped_address_that_says_yes_gets_letters_again(client: Client) -> None:
    subscribe("anna@example.org", "en", ["daily"])
    Subscriber.objects.update(stopped_at=timezone.now(), stopped_why="bounced", soft_bounces=5)
    ask(client)
    confirm(asked().token)
    anna = Subscriber.objects.get()
    assert (anna.stopped_at, anna.stopped_why, anna.soft_bounces) == (None, "", 0)


# Leaving


def leaving() -> tuple[str, Letter]:
    anna = subscribe("anna@example.org", "en", ["daily", "weekly"])
    letter = new_letter()
    return leave_url(anna.pk, letter.pk).removeprefix("http://testserver"), letter


def test_opening_the_address_for_leaving_changes_nothing() -> None:
    url, _letter = leaving()
    client = Client(enforce_csrf_checks=True)
    assert client.get(url).status_code == 200
    assert running() == [("daily", "en"), ("weekly", "en")]


def test_one_click_leaves_this_letter_without_cookie_or_token() -> None:
    """RFC 8058: the mailbox's provider posts this body, as a form of either sort."""
    for content_type in (FORM, None):
        url, letter = leaving()
        client = Client(enforce_csrf_checks=True)
        told = {"List-Unsubscribe": "One-Click"}
        if content_type:
            answer = client.post(url, "List-Unsubscribe=One-Click", content_type=content_type)
        else:
            answer = client.post(url, told)
        assert (answer.status_code, answer.headers.get("Set-Cookie")) == (200, None)
        assert running() == [("weekly", "en")]
        client.post(url, told)
        letter.refresh_from_db()
        assert letter.unsubscribed == 1
        Subscription.objects.all().delete()


def test_all_letters_can_be_left_and_this_one_taken_again() -> None:
    url, _letter = leaving()
    client = Client(enforce_csrf_checks=True)
    client.post(url, {"what": "all"})
    assert running() == []
    client.post(url, {"what": "again"})
    assert running() == [("daily", "en")]


def test_address_that_we_did_not_sign_is_refused() -> None:
    url, _letter = leaving()
    client = Client()
    for wrong in (url.replace("1.", "2.", 1), "/letters/leave/1.1/", f"/letters/leave/{'a' * 300}/"):
        assert client.post(wrong).status_code == 404
    assert running() == [("daily", "en"), ("weekly", "en")]


def test_address_for_leaving_works_when_subscriber_and_letter_are_gone() -> None:
    url, letter = leaving()
    Subscriber.objects.all().delete()
    letter.delete()
    client = Client()
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 200


# The account's page


def test_reader_chooses_letters_on_the_account_page() -> None:
    client = client_of(READER)
    page = client.get("/account/letters/")
    assert (page.status_code, page["Cache-Control"]) == (200, "no-store")
    client.post("/account/letters/", {"letters": ["daily-en", "weekly-uk", "hourly-en"]})
    assert running(address_of(READER)) == [("daily", "en"), ("weekly", "uk")]
    client.post("/account/letters/", {"letters": ["weekly-uk"]})
    assert running(address_of(READER)) == [("weekly", "uk")]
    assert "Weekly (Українська)" in client.get("/account/").content.decode()


def test_stranger_has_no_letters_page() -> None:
    assert Client().get("/account/letters/").status_code == 302
    assert (
        Client(enforce_csrf_checks=True).post("/account/letters/", {"letters": ["daily-en"]}).status_code
        == 403
    )
