"""Editors write, look, test, schedule, send, stop; they see subscribers; nobody else does."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coffeepress.corrections.models import Correction
from coffeepress.letters import dispatch
from coffeepress.letters.begin import begin
from coffeepress.letters.bring_in import NotReadable, bring_in, preview, read
from coffeepress.letters.dispatch import NotNow
from coffeepress.letters.models import CorrectionOffer, Delivery, Letter, Subscriber, Subscription
from coffeepress.letters.offers import open_offers
from coffeepress.letters.send import recount, send_due
from coffeepress.letters.sign_up import subscribe
from tests.edition.newsroom import Newsroom, on
from tests.letters.world import many_subscribers, new_letter
from tests.newsroom.characters import EDITOR, MODERATOR, PHOTOGRAPHER, WRITER, address_of, client_of

pytestmark = pytest.mark.usefixtures("newsroom")

LETTERS, SUBSCRIBERS = "/newsroom/letters/", "/newsroom/subscribers/"


def act(letter: Letter, what: str, **fields: str) -> int:
    answer = client_of(EDITOR).post(f"{LETTERS}{letter.pk}/", {"act": what, **fields})
    letter.refresh_from_db()
    return answer.status_code


def draft(**fields: Any) -> Letter:
    return new_letter(state=Letter.State.DRAFT, **fields)


def test_editor_composes_edits_and_sends(newsroom: Newsroom, mailoutbox: list[Any]) -> None:
    article = newsroom.article(
        newsroom.section("city"), title="Ferry", at=timezone.now() - timedelta(hours=1)
    )
    subscribe("anna@example.org", "en", ["daily"])
    editor = client_of(EDITOR)
    answer = editor.post(f"{LETTERS}new/", {"kind": "daily", "language": "en", "filled": "composed"})
    letter = Letter.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{LETTERS}{letter.pk}/edit/")
    assert letter.articles == [article.pk]
    assert editor.get(f"{LETTERS}{letter.pk}/edit/").status_code == 200
    answer = editor.post(
        f"{LETTERS}{letter.pk}/edit/",
        {
            "subject": "Fog",
            "preheader": "",
            "opening": json.dumps({"blocks": [], "entityMap": {}}),
            "content-count": "1",
            "content-0-deleted": "",
            "content-0-order": "0",
            "content-0-type": "article",
            "content-0-id": "",
            "content-0-value": str(article.pk),
        },
    )
    assert (answer.status_code, answer["Location"]) == (302, f"{LETTERS}{letter.pk}/")
    page = editor.get(f"{LETTERS}{letter.pk}/").content.decode()
    assert "It would go to 1 reader now." in page
    assert act(letter, "send") == 302
    assert letter.state == Letter.State.SCHEDULED
    send_due()
    assert [(message.to, message.subject) for message in mailoutbox] == [(["anna@example.org"], "Fog")]
    assert editor.get(f"{LETTERS}{letter.pk}/edit/").status_code == 302
    assert "The letter’s HTML" in editor.get(f"{LETTERS}{letter.pk}/").content.decode()


def test_preview_may_fetch_pictures_and_run_nothing() -> None:
    answer = client_of(EDITOR).get(f"{LETTERS}{draft().pk}/preview/")
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups" in policy
    assert "letters.invalid" not in answer.content.decode()


def test_test_goes_to_the_editor_alone(mailoutbox: list[Any]) -> None:
    many_subscribers(2)
    letter = draft()
    act(letter, "test")
    assert [message.to for message in mailoutbox] == [[address_of(EDITOR)]]
    assert mailoutbox[0].subject == "Test: The river rises"
    assert (letter.state, Delivery.objects.count()) == (Letter.State.DRAFT, 0)


def test_letter_is_scheduled_taken_back_and_deleted() -> None:
    letter = draft()
    later = timezone.localtime(timezone.now() + timedelta(days=1))
    act(letter, "send", send_at=f"{later:%Y-%m-%d %H:%M}")
    assert letter.state == Letter.State.SCHEDULED
    assert send_due() == 0
    act(letter, "unschedule")
    assert (letter.state, letter.send_at) == (Letter.State.DRAFT, None)
    client_of(EDITOR).post(f"{LETTERS}{letter.pk}/", {"act": "remove"})
    assert Letter.objects.count() == 0


def test_moment_that_has_passed_is_refused() -> None:
    letter = draft()
    act(letter, "send", send_at="2020-01-01 10:00")
    assert letter.state == Letter.State.DRAFT


def test_what_a_letters_state_does_not_allow_is_refused() -> None:
    letter = draft()
    empty = draft(content=[])
    for what in (dispatch.unschedule, dispatch.stop, dispatch.go_on, dispatch.send_unknown_again):
        with pytest.raises(NotNow):
            what(letter.pk)
    with pytest.raises(NotNow):
        dispatch.schedule(empty.pk)
    dispatch.schedule(letter.pk)
    begin(letter.pk)
    for what in (dispatch.schedule, dispatch.unschedule, dispatch.remove):
        with pytest.raises(NotNow):
            what(letter.pk)
    dispatch.stop(letter.pk)
    dispatch.go_on(letter.pk)
    assert client_of(EDITOR).post(f"{LETTERS}{letter.pk}/", {"act": "explode"}).status_code == 400


def test_who_is_no_editor_sees_neither_letters_nor_subscribers() -> None:
    letter = draft()
    for character in (WRITER, PHOTOGRAPHER, MODERATOR):
        client = client_of(character)
        for path in (LETTERS, f"{LETTERS}{letter.pk}/", f"{LETTERS}{letter.pk}/preview/", SUBSCRIBERS):
            assert client.get(path).status_code == 302, (character, path)
        client.post(f"{LETTERS}{letter.pk}/", {"act": "send"})
        client.post(f"{SUBSCRIBERS}reader/", {"act": "forget", "email": "anna@example.org"})
    letter.refresh_from_db()
    assert letter.state == Letter.State.DRAFT


@pytest.mark.parametrize("path", [LETTERS, SUBSCRIBERS])
def test_lists_run_as_many_queries_for_one_row_as_for_many(path: str) -> None:
    editor = client_of(EDITOR)
    counts = []
    for number in (1, 8):
        for _ in range(number):
            new_letter(state=Letter.State.SENT, begun_at=timezone.now(), numbers={"sent": 3})
            subscribe(f"reader-{Subscriber.objects.count()}@example.org", "en", ["daily", "weekly"])
        editor.get(path)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert editor.get(path).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Corrections of articles that went out


def test_correction_of_an_article_that_went_out_is_offered_once_and_becomes_a_note(
    newsroom: Newsroom, letter: Callable[..., Letter], mailoutbox: list[Any]
) -> None:
    section = newsroom.section("city")
    article, other = (newsroom.article(section, at=on(2026, 11)) for _ in range(2))
    many_subscribers(2)
    sent = letter(content=[("article", article)])
    draft(content=[("article", other)])
    send_due()
    subscribe("new@example.org", "en", ["daily"])
    for about in (article, other):
        Correction.objects.create(
            article=about, language="en", said="Forty <b>metres</b>", says="Fourteen", note="Oh"
        )
    (offer,) = open_offers()
    assert (offer.letter_id, offer.correction.article_id) == (sent.pk, article.pk)
    editor = client_of(EDITOR)
    assert "Forty" in editor.get(f"{LETTERS}corrections/").content.decode()
    for _twice in range(2):
        editor.post(f"{LETTERS}corrections/", {"offer": str(offer.pk), "act": "write"})
    (note,) = Letter.objects.exclude(about=None)
    assert (note.about_id, note.state, note.articles) == (sent.pk, Letter.State.DRAFT, [article.pk])
    mailoutbox.clear()
    dispatch.schedule(note.pk)
    send_due()
    assert sorted(message.to[0] for message in mailoutbox) == ["reader-1@example.org", "reader-2@example.org"]
    assert "It said: Forty <b>metres</b>" in mailoutbox[0].body
    assert list(open_offers()) == []


def test_offer_that_is_declined_stays_declined(newsroom: Newsroom, letter: Callable[..., Letter]) -> None:
    article = newsroom.article(newsroom.section("city"), at=on(2026, 11))
    sent = letter(content=[("article", article)])
    begin(sent.pk)
    Correction.objects.create(article=article, language="en", note="Oh")
    offer = CorrectionOffer.objects.get()
    editor = client_of(EDITOR)
    editor.post(f"{LETTERS}corrections/", {"offer": str(offer.pk), "act": "decline"})
    editor.post(f"{LETTERS}corrections/", {"offer": str(offer.pk), "act": "write"})
    assert (list(open_offers()), Letter.objects.count()) == ([], 1)
    assert editor.post(f"{LETTERS}corrections/", {"offer": "x"}).status_code == 404


# Subscribers


def test_export_is_safe_from_formulas() -> None:
    for email in ("=cmd@example.org", "anna@example.org"):
        subscribe(email, "en", ["daily"])
    body = b"".join(client_of(EDITOR).get(f"{SUBSCRIBERS}export/")).decode("utf-8-sig")
    lines = [line.split(",")[:3] for line in body.splitlines()]
    assert lines == [
        ["email", "language", "letter"],
        ["'=cmd@example.org", "en", "daily"],
        ["anna@example.org", "en", "daily"],
    ]


CSV = (
    "\ufeffName;Email\r\nAnna;ANNA@example.org\r\nTwice;anna@example.org\r\n"
    "Bad;no address\r\nLeft;left@example.org\r\n"
)


def left_and_stopped() -> None:
    subscribe("left@example.org", "en", ["daily"])
    Subscription.objects.update(ended_at=timezone.now())
    subscribe("stopped@example.org", "en", ["weekly"])
    Subscriber.objects.filter(email="stopped@example.org").update(
        stopped_at=timezone.now(), stopped_why="bounced"
    )


def test_file_is_looked_at_first_and_brought_in_by_a_second_button() -> None:
    left_and_stopped()
    editor = client_of(EDITOR)
    file = SimpleUploadedFile("people.csv", CSV.encode())
    told = {"file": file, "kinds": ["daily"], "language": "en", "have_said_yes": "on"}
    page = editor.post(f"{SUBSCRIBERS}bring-in/", told)
    assert (page.context["outcome"].new, page.context["outcome"].refused) == (1, 1)
    assert (page.context["found"].doubled, page.context["found"].faulty) == (1, 1)
    assert not Subscriber.objects.filter(email="anna@example.org").exists()
    editor.post(f"{SUBSCRIBERS}bring-in/", {"checked": page.context["checked"]})
    running = Subscription.objects.filter(ended_at=None, kind="daily").values_list(
        "subscriber__email", flat=True
    )
    assert list(running) == ["anna@example.org"]
    editor.post(f"{SUBSCRIBERS}bring-in/", {"checked": page.context["checked"][:-1] + "x"})
    assert Subscriber.objects.count() == 3


def test_bringing_in_twice_changes_nothing_and_never_who_left_or_is_stopped() -> None:
    left_and_stopped()
    emails = [f"{who}@example.org" for who in ("anna", "left", "stopped")]
    first, second = (bring_in(emails, ["daily"], "en") for _ in range(2))
    assert (first.new, first.known, first.refused) == (1, 0, 2)
    assert (second.new, second.known, second.refused) == (0, 1, 2)
    assert preview(emails, ["daily", "weekly"], "en").new == 1


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"name\nAnna\n", "column"),
        (b"", "column"),
        (b"email\n\xff\xfe\n", "encoding"),
        (io.BytesIO(b"email\n" + b"a" * (10 * 1024 * 1024)).getvalue(), "size"),
    ],
)
def test_file_without_addresses_is_refused(content: bytes, why: str) -> None:
    with pytest.raises(NotReadable, match=why):
        read(content)


def test_without_the_promise_that_they_said_yes_nothing_is_looked_at() -> None:
    file = SimpleUploadedFile("people.csv", CSV.encode())
    told = {"file": file, "kinds": ["daily"], "language": "en"}
    page = client_of(EDITOR).post(f"{SUBSCRIBERS}bring-in/", told)
    assert "have_said_yes" in page.context["form"].errors


def test_one_readers_data_is_given_out_stopped_and_forgotten(letter: Callable[..., Letter]) -> None:
    subscribe("anna@example.org", "en", ["daily"])
    sent = letter()
    send_due()
    editor = client_of(EDITOR)
    found = editor.post(f"{SUBSCRIBERS}reader/", {"email": "Anna@example.org", "act": "export"}).json()
    assert [each["letter"] for each in found["subscriber"]["subscriptions"]] == ["daily"]
    assert [each["state"] for each in found["subscriber"]["letters"]] == ["sent"]
    editor.post(f"{SUBSCRIBERS}reader/", {"email": "anna@example.org", "act": "stop"})
    assert Subscriber.objects.get().stopped_why == "staff"
    editor.post(f"{SUBSCRIBERS}reader/", {"email": "anna@example.org", "act": "forget"})
    assert Subscriber.objects.count() == 0
    recount(sent)
    assert sent.numbers == {"sent": 1}
    page = editor.post(f"{SUBSCRIBERS}reader/", {"email": "anna@example.org", "act": "export"})
    assert "email" in page.context["form"].errors
