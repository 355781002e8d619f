"""The form for a proposal: what is taken, what is offered before, and how each refusal is said."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from coffeepress.people.models import User
from coffeepress.topics import decide
from coffeepress.topics.models import Topic
from coffeepress.topics.similar import LEAST_LETTERS
from tests.newsroom.characters import EDITOR, make_account
from tests.topics.forms.sending import client_of, field_in, links_in, send, text_of
from tests.topics.votes import make_reader, make_supporter, make_topic

pytestmark = pytest.mark.usefixtures("newsroom")

PATH = "/topics/propose/"


@pytest.fixture
def reader() -> User:
    return make_reader("proposer")


@pytest.fixture
def client(reader: User) -> Client:
    return client_of(reader)


def filled_in(client: Client, **typed: str) -> dict[str, str]:
    """A form as a reader sends it."""
    form = {
        "token": field_in(client.get(PATH), "token"),
        "question": "Who owns\nthe ferry?",
        "lines": "",
        "links": "",
    }
    return {**form, **typed}


def test_proposal_is_stored_once_however_often_the_form_is_sent(client: Client, reader: User) -> None:
    form = filled_in(client, lines="It is late.", links="https://paper.example/\n")
    first, second = send(client, PATH, form), send(client, PATH, form)
    topic = Topic.objects.get()
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"] == f"{PATH}{topic.pk}/"
    assert (topic.question, topic.lines, topic.links) == (
        "Who owns the ferry?",
        "It is late.",
        "https://paper.example/",
    )
    assert (topic.proposer, topic.state, topic.is_public) == (reader, "proposed", False)
    assert "We have it, and the newsroom will read it." in text_of(client.get(first["Location"]))


def test_language_of_the_question_can_be_another_than_the_pages(client: Client) -> None:
    send(client, PATH, filled_in(client, question="Чий це пором?", of="uk"))
    assert Topic.objects.get().language == "uk"


def test_similar_is_shown_before_anything_is_sent_and_a_vote_offered_instead(client: Client) -> None:
    there = make_topic("Who owns the ferry company?")
    form = filled_in(client, question="Who owns the ferry?", lines="Kept.")
    answer = send(client, PATH, form)
    assert answer.status_code == 200
    assert Topic.objects.count() == 1
    assert links_in(answer)[:2] == [f"/topics/{there.pk}/", f"/topics/vote/?topic={there.pk}"]
    assert "Nothing is sent yet" in text_of(answer)
    assert "Kept." in text_of(answer)
    assert field_in(answer, "token") == form["token"]
    again = send(client, PATH, {**form, "seen": field_in(answer, "seen")})
    assert again.status_code == 303
    assert Topic.objects.count() == 2


def test_similar_is_shown_anew_for_another_question(client: Client) -> None:
    make_topic("Who owns the ferry company?")
    seen = field_in(send(client, PATH, filled_in(client, question="Who owns the ferry?")), "seen")
    answer = send(client, PATH, filled_in(client, question="Who owns that ferry?", seen=seen))
    assert "Nothing is sent yet" in text_of(answer)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("question", "", "Please write what you would like us to find out."),
        ("question", "x" * 161, "This is longer than 160 letters"),
        ("lines", "x" * 1001, "This is longer than 1000 letters"),
        ("links", "javascript:alert(1)", "is not a web address"),
        ("links", "https://user:password@example.org/", "is not a web address"),
        ("links", "\n".join(f"https://example.org/{n}" for n in range(6)), "at most 5 links"),
    ],
)
def test_wrong_proposal_comes_back_with_what_is_wrong_and_all_that_was_typed(
    client: Client, name: str, value: str, said: str
) -> None:
    form = filled_in(client, **{"question": "Who?", "lines": "Kept.", name: value})
    answer = send(client, PATH, form)
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert field_in(answer, "question") == form["question"]
    assert field_in(answer, "token") == form["token"]
    assert not Topic.objects.exists()


def test_stranger_is_asked_to_sign_in_and_keeps_what_was_typed(client: Client) -> None:
    stranger = Client()
    assert stranger.get(PATH).status_code == 403
    answer = send(stranger, PATH, filled_in(client, question="Who <b>owns</b> it?"))
    assert answer.status_code == 403
    assert "Who <b>owns</b> it?" in text_of(answer)
    assert links_in(answer) == ["/account/sign-in/?next=%2Ftopics%2Fpropose%2F&language=en"]
    assert not Topic.objects.exists()


def test_who_may_propose_is_a_setting(client: Client, change_site: Callable[..., None]) -> None:
    form = filled_in(client)
    change_site(topics_propose="supporters")
    for answer in (client.get(PATH), send(client, PATH, form)):
        assert answer.status_code == 403
        assert "Here those who support us propose topics." in text_of(answer)
        assert "/support/" in links_in(answer)
    assert not Topic.objects.exists()
    assert client_of(make_supporter()).get(PATH).status_code == 200


def test_more_than_a_week_takes_is_refused_and_what_was_typed_given_back(
    client: Client, change_site: Callable[..., None]
) -> None:
    change_site(proposals_per_week=1)
    send(client, PATH, filled_in(client, question="Who mends the bridge?"))
    answer = send(client, PATH, filled_in(client, question="Where do swans go?"))
    assert answer.status_code == 429
    assert "You have proposed 1 topic within seven days" in text_of(answer)
    assert "Where do swans go?" in text_of(answer)
    assert Topic.objects.count() == 1


def test_newsroom_proposes_as_many_as_it_likes_and_supports_nobody(change_site: Callable[..., None]) -> None:
    change_site(topics_propose="supporters", proposals_per_week=1)
    editor = client_of(make_account(EDITOR))
    for question in ("Who mends the bridge?", "Where do swans go?"):
        assert send(editor, PATH, filled_in(editor, question=question)).status_code == 303
    assert Topic.objects.filter(state=Topic.State.PROPOSED).count() == 2


@pytest.mark.parametrize("token", ["", "forged", "x" * 5000])
def test_forged_form_comes_back_with_a_number_of_ours(client: Client, token: str) -> None:
    answer = send(client, PATH, filled_in(client, token=token))
    assert answer.status_code == 422
    assert "Nothing is lost: please send it again." in text_of(answer)
    again = send(client, PATH, filled_in(client, token=field_in(answer, "token")))
    assert again.status_code == 303


def test_form_of_another_account_proposes_nothing(client: Client) -> None:
    form = filled_in(client)
    send(client, PATH, form)
    answer = send(client_of(make_reader()), PATH, form)
    assert answer.status_code == 403
    assert Topic.objects.count() == 1


def test_post_from_another_site_is_refused(reader: User) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(reader)
    assert send(client, PATH, {"question": "Who?"}).status_code == 403
    assert not Topic.objects.exists()


def test_own_topic_is_the_proposers_alone(client: Client, reader: User) -> None:
    topic = make_topic("Ferry?", state=Topic.State.PROPOSED, proposer=reader)
    address = f"{PATH}{topic.pk}/"
    assert client.get(address).status_code == 200
    assert client_of(make_reader()).get(address).status_code == 404
    stranger = Client().get(address)
    assert stranger.status_code == 403
    assert links_in(stranger) == [f"/account/sign-in/?next=%2Ftopics%2Fpropose%2F{topic.pk}%2F&language=en"]


def test_what_was_asked_back_is_answered_by_the_proposer(client: Client, reader: User) -> None:
    topic = make_topic("Ferry?", state=Topic.State.PROPOSED, proposer=reader)
    decide.ask_back(topic, make_account(EDITOR), "Which ferry?")
    address = f"{PATH}{topic.pk}/"
    assert "Which ferry?" in text_of(client.get(address))
    answer = send(client, address, {"question": "Who owns the island’s ferry?", "lines": "", "links": ""})
    assert answer.status_code == 303
    topic.refresh_from_db()
    assert (topic.question, topic.state) == ("Who owns the island’s ferry?", "proposed")


def test_answer_that_is_too_late_is_told_and_given_back(client: Client, reader: User) -> None:
    topic = make_topic("Ferry?", state=Topic.State.PROPOSED, proposer=reader)
    answer = send(client, f"{PATH}{topic.pk}/", {"question": "Which one now?", "lines": "", "links": ""})
    assert answer.status_code == 409
    assert "was not taken; it is still below" in text_of(answer)
    assert "Which one now?" in text_of(answer)
    topic.refresh_from_db()
    assert topic.question == "Ferry?"


def test_wrong_answer_comes_back(client: Client, reader: User) -> None:
    topic = make_topic("Ferry?", state=Topic.State.PROPOSED, proposer=reader)
    decide.ask_back(topic, make_account(EDITOR), "Which ferry?")
    answer = send(client, f"{PATH}{topic.pk}/", {"question": "", "lines": "x", "links": ""})
    assert answer.status_code == 422
    topic.refresh_from_db()
    assert topic.state == "asked_back"


def test_own_topics_stand_on_the_account_page(client: Client, reader: User) -> None:
    make_topic("My ferry?", state=Topic.State.PROPOSED, proposer=reader)
    assert "My ferry?" in text_of(client.get("/account/"))


def test_script_is_answered_with_a_piece_of_the_form(client: Client) -> None:
    there = make_topic("Who owns the ferry company?")
    hidden = make_topic("Who owns the ferry too?", state=Topic.State.PROPOSED)
    answer = client.get("/topics/similar/", {"question": "the ferry: who owns it?", "language": "en"})
    text = answer.content.decode()
    assert f'href="/topics/{there.pk}/"' in text
    assert hidden.question not in text
    assert answer["Cache-Control"] == "no-store"


def test_script_is_answered_with_nothing_where_nothing_is_alike(client: Client) -> None:
    make_topic("Who owns the ferry company?")
    for question in ("Swans in winter", "x" * (LEAST_LETTERS - 1), ""):
        assert client.get("/topics/similar/", {"question": question}).content.strip() == b""


def test_script_of_a_stranger_is_refused() -> None:
    assert Client().get("/topics/similar/", {"question": "ferry"}).status_code == 403


def test_script_that_asks_too_often_is_refused_and_the_form_still_works(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any
) -> None:
    monkeypatch.setattr("coffeepress.topics.forms.similar.LOOKS_A_MINUTE", 0)
    make_topic("Who owns the ferry company?")
    assert client.get("/topics/similar/", {"question": "Who owns the ferry?"}).status_code == 429
    assert send(client, PATH, filled_in(client)).status_code == 303
