"""What readers meet who vote, propose, and look for their ballot: by the forms, as a browser sends them."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from lxml import html

from coffeepress.people.models import User
from coffeepress.topics import decide
from coffeepress.topics.close import close_due
from coffeepress.topics.models import Ballot, Topic
from coffeepress.topics.receipt import hash_of, read_receipt
from tests.newsroom.characters import EDITOR, make_account
from tests.topics.votes import end, make_reader, make_round, make_supporter, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("newsroom")]


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(response: Any) -> str:
    return " ".join(html.document_fromstring(response.content).text_content().split())


def field(response: Any, name: str) -> str:
    found = html.document_fromstring(response.content).xpath(f"//input[@name='{name}']/@value")
    return str(found[0])


def send_vote(client: Client, *topics: Topic, slip: str = "", language: str = "en") -> Any:
    """Open the form and send it."""
    slip = slip or field(client.get("/topics/vote/", {"language": language}), "slip")
    return client.post(
        "/topics/vote/", {"slip": slip, "topic": [each.pk for each in topics], "language": language}
    )


def receipt_in(response: Any) -> str:
    (found,) = html.document_fromstring(response.content).xpath("//code[@class='receipt']/text()")
    return read_receipt(str(found))


def test_supporter_votes_changes_and_finds_the_ballot_by_the_newest_receipt() -> None:
    a, b = make_topic("Who owns the ferry?"), make_topic("Why is the harbour closed?")
    make_round()
    client = client_of(make_supporter())
    first = send_vote(client, a)
    assert (first.status_code, "Who owns the ferry?" in words(first)) == (200, True)
    form = client.get("/topics/vote/")
    assert html.document_fromstring(form.content).xpath("//input[@checked]/@value") == [str(a.pk)]
    second = send_vote(client, b)
    assert Ballot.objects.get().receipt_hash == hash_of(receipt_in(second))
    stranger = Client()
    found = stranger.post("/topics/receipt/", {"receipt": receipt_in(second)})
    assert (found.status_code, "Why is the harbour closed?" in words(found)) == (200, True)
    assert stranger.post("/topics/receipt/", {"receipt": receipt_in(first)}).status_code == 404


def test_answer_is_kept_by_nobody() -> None:
    topic = make_topic()
    make_round()
    client = client_of(make_supporter())
    for response in (send_vote(client, topic), client.get("/topics/vote/"), client.get("/topics/receipt/")):
        assert response["Cache-Control"] == "no-store"


def test_form_sent_twice_answers_with_the_same_receipt() -> None:
    topic, _round = make_topic(), make_round()
    client = client_of(make_supporter())
    slip = field(client.get("/topics/vote/"), "slip")
    first, again = send_vote(client, topic, slip=slip), send_vote(client, topic, slip=slip)
    assert receipt_in(first) == receipt_in(again)
    assert Ballot.objects.count() == 1


def test_replayed_form_is_refused_in_plain_words_after_a_change() -> None:
    a, b, _round = make_topic(), make_topic(), make_round()
    client = client_of(make_supporter())
    slip = field(client.get("/topics/vote/"), "slip")
    send_vote(client, a, slip=slip)
    send_vote(client, b)
    replayed = send_vote(client, a, slip=slip)
    assert (replayed.status_code, "Your last vote stays as it is." in words(replayed)) == (409, True)
    assert Ballot.objects.get().choices == [b.pk]


def test_stranger_is_asked_to_sign_in() -> None:
    make_round()
    for response in (Client().get("/topics/vote/"), Client().post("/topics/vote/", {"topic": "1"})):
        assert (response.status_code, "Please sign in first" in words(response)) == (403, True)


def test_reader_without_support_is_refused_in_plain_words() -> None:
    topic, _round = make_topic(), make_round()
    client = client_of(make_reader())
    response = client.get("/topics/vote/")
    assert (response.status_code, "Voting is for those who support us now." in words(response)) == (403, True)
    assert html.document_fromstring(response.content).xpath("//a[@class='act']/@href") == ["/support/"]
    assert client.post("/topics/vote/", {"slip": "x", "topic": topic.pk}).status_code == 400


def test_supporter_of_a_lapsed_pledge_is_refused_and_told_that_the_ballot_stays() -> None:
    topic, other, _round = make_topic(), make_topic(), make_round()
    voter = make_supporter()
    client = client_of(voter)
    slip = field(client.get("/topics/vote/"), "slip")
    send_vote(client, topic)
    voter.supporter.counts_until = timezone.now()
    voter.supporter.save()
    response = send_vote(client, other, slip=slip)
    assert (response.status_code, "stays as it is" in words(response)) == (403, True)
    assert Ballot.objects.get().choices == [topic.pk]


def test_forged_slip_and_one_of_somebody_else_are_refused_in_plain_words() -> None:
    topic, _round = make_topic(), make_round()
    other = field(client_of(make_supporter()).get("/topics/vote/"), "slip")
    client = client_of(make_supporter())
    assert send_vote(client, topic, slip="1.1.AAAA:forged").status_code == 400
    response = send_vote(client, topic, slip=other)
    assert (response.status_code, "for another reader" in words(response)) == (409, True)
    assert not Ballot.objects.exists()


def test_too_many_votes_come_back_with_all_ticks_and_the_same_slip() -> None:
    topics, _round = [make_topic() for _ in range(4)], make_round(votes=2)
    client = client_of(make_supporter())
    slip = field(client.get("/topics/vote/"), "slip")
    response = send_vote(client, *topics[:3], slip=slip)
    assert (response.status_code, "You have 2 votes." in words(response)) == (422, True)
    assert len(html.document_fromstring(response.content).xpath("//input[@checked]")) == 3
    assert field(response, "slip") == slip


def test_nothing_chosen_and_a_topic_that_is_gone_are_told() -> None:
    topic, _round = make_topic(), make_round()
    client = client_of(make_supporter())
    assert "Please choose at least one topic." in words(send_vote(client))
    slip = field(client.get("/topics/vote/"), "slip")
    decide.decline(topic, make_account(EDITOR), "No.")
    assert "no longer on the ballot" in words(send_vote(client, topic, slip=slip))


@pytest.mark.parametrize("typed", ["", "abc", "-1", "9" * 400, "１", "1\x00"])
def test_hostile_numbers_of_topics_are_no_error(typed: str) -> None:
    make_topic(), make_round()
    client = client_of(make_supporter())
    slip = field(client.get("/topics/vote/"), "slip")
    response = client.post("/topics/vote/", {"slip": slip, "topic": typed})
    assert response.status_code in (200, 422)


def test_vote_after_the_close_is_refused_in_plain_words() -> None:
    topic, round_ = make_topic(), make_round()
    client = client_of(make_supporter())
    slip = field(client.get("/topics/vote/"), "slip")
    end(round_)
    close_due()
    response = send_vote(client, topic, slip=slip)
    assert (response.status_code, "No vote is open just now." in words(response)) == (409, True)
    assert client.get("/topics/vote/").status_code == 409


def test_post_from_another_site_is_refused() -> None:
    make_topic(), make_round()
    client = Client(enforce_csrf_checks=True)
    client.force_login(make_supporter())
    assert client.post("/topics/vote/", {"topic": "1"}).status_code == 403


def test_voting_form_takes_the_same_queries_with_many_topics(django_assert_num_queries: Any) -> None:
    make_topic(), make_round()
    client = client_of(make_supporter())
    client.get("/topics/vote/")
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as few:
        client.get("/topics/vote/")
    for _ in range(20):
        make_topic()
    with django_assert_num_queries(len(few)):
        client.get("/topics/vote/")


@pytest.mark.parametrize("typed", ["", "7K3MX", "<script>", "Z" * 21])
def test_what_is_no_receipt_is_told(typed: str) -> None:
    response = Client().post("/topics/receipt/", {"receipt": typed})
    assert (response.status_code, "does not look like a receipt" in words(response)) == (422, True)


def test_receipt_that_nobody_has_is_told() -> None:
    response = Client().post("/topics/receipt/", {"receipt": "Z" * 20})
    assert (response.status_code, "There is no ballot with this receipt." in words(response)) == (404, True)


def test_reader_proposes_a_topic_once_however_often_the_form_is_sent() -> None:
    client = client_of(make_reader())
    form = client.get("/topics/propose/")
    sent = {
        "token": field(form, "token"),
        "question": "Who owns\nthe ferry?",
        "lines": "It is late.",
        "links": "",
    }
    for _ in range(2):
        response = client.post("/topics/propose/", sent)
        assert (response.status_code, "has reached the newsroom" in words(response)) == (200, True)
    topic = Topic.objects.get()
    assert (topic.question, topic.state, topic.is_public) == ("Who owns the ferry?", "proposed", False)


def test_similar_topic_is_shown_once_before_a_proposal_is_taken() -> None:
    there = make_topic("Who owns the ferry company?")
    client = client_of(make_reader())
    sent = {"token": field(client.get("/topics/propose/"), "token"), "question": "Who owns the ferry?"}
    first = client.post("/topics/propose/", sent)
    assert html.document_fromstring(first.content).xpath("//section//a/@href")[0] == f"/topics/{there.pk}/"
    assert Topic.objects.count() == 1
    client.post("/topics/propose/", {**sent, "seen": field(first, "seen")})
    assert Topic.objects.count() == 2


def test_script_is_answered_with_what_there_is() -> None:
    there = make_topic("Who owns the ferry company?")
    make_topic("Who owns the ferry too?", state=Topic.State.PROPOSED)
    client = client_of(make_reader())
    found = client.get("/topics/similar/", {"question": "the ferry: who owns it?"}).json()
    assert [each["url"] for each in found["topics"]] == [f"/topics/{there.pk}/"]
    assert Client().get("/topics/similar/", {"question": "ferry"}).status_code == 403


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("question", "", "This field cannot be blank."),
        ("question", "x" * 161, "at most 160"),
        ("lines", "x" * 1001, "at most 1000"),
        ("links", "javascript:alert(1)", "is not a web address"),
        ("links", "https://user:password@example.org/", "is not a web address"),
        ("links", "\n".join(f"https://example.org/{n}" for n in range(6)), "at most 5 links"),
    ],
)
def test_wrong_proposal_comes_back_with_what_is_wrong(name: str, value: str, said: str) -> None:
    client = client_of(make_reader())
    sent = {
        "token": field(client.get("/topics/propose/"), "token"),
        "question": "Who?",
        "lines": "",
        "links": "",
    }
    response = client.post("/topics/propose/", {**sent, name: value})
    assert (response.status_code, said in words(response)) == (422, True)
    assert not Topic.objects.exists()


def test_who_may_propose_is_a_setting(change_site: Callable[..., None]) -> None:
    change_site(topics_propose="supporters")
    assert client_of(make_reader()).get("/topics/propose/").status_code == 403
    assert client_of(make_supporter()).get("/topics/propose/").status_code == 200
    assert Client().get("/topics/propose/").status_code == 403


def test_more_proposals_than_a_week_takes_are_refused_in_plain_words(
    change_site: Callable[..., None],
) -> None:
    change_site(proposals_per_week=1)
    client = client_of(make_reader())
    statuses = []
    for number in range(2):
        token = field(client.get("/topics/propose/"), "token")
        response = client.post("/topics/propose/", {"token": token, "question": f"Question {number * 77}?"})
        statuses.append(response.status_code)
    assert statuses == [200, 429]


def test_proposal_without_its_number_is_asked_for_again() -> None:
    client = client_of(make_reader())
    response = client.post("/topics/propose/", {"question": "Who?", "token": "forged"})
    assert response.status_code == 422
    assert not Topic.objects.exists()


def test_proposer_answers_what_was_asked_back_and_nobody_else_can() -> None:
    proposer = make_reader()
    topic = make_topic("Ferry?", state=Topic.State.PROPOSED, proposer=proposer)
    decide.ask_back(topic, make_account(EDITOR), "Which ferry?")
    address = f"/topics/propose/{topic.pk}/"
    assert client_of(make_reader()).get(address).status_code == 404
    assert Client().get(address).status_code == 403
    client = client_of(proposer)
    assert "Which ferry?" in words(client.get(address))
    client.post(address, {"question": "Who owns the ferry to the island?"})
    topic.refresh_from_db()
    assert (topic.question, topic.state) == ("Who owns the ferry to the island?", "proposed")
    assert client.get(address).status_code == 404


def test_forms_speak_the_language_that_is_asked_for() -> None:
    make_topic(language="uk"), make_round(language="uk")
    client = client_of(make_supporter())
    response = client.get("/topics/vote/", {"language": "uk"})
    assert re.search(rb'<html[^>]* lang="uk"', response.content)
