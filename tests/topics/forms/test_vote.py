"""The voting form: what is shown, what is taken, and how each refusal is said."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.topics import decide, slips
from coffeepress.topics.close import close_due
from coffeepress.topics.models import Ballot, Round, Topic
from coffeepress.topics.receipt import hash_of, read_receipt
from tests.topics.forms.sending import field_in, send, text_of, ticked_in
from tests.topics.votes import HOUR, end, make_reader, make_round, make_supporter, make_topic, vote

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

pytestmark = pytest.mark.usefixtures("newsroom")

PATH = "/topics/vote/"


def slip_in(response: Any) -> str:
    """The slip of a form that was shown."""
    return field_in(response, "slip")


def receipt_in(response: Any) -> str:
    """The receipt that a page shows."""
    found = re.search(r'data-plain="([0-9A-Z-]+)"', response.content.decode())
    assert found
    return read_receipt(found[1])


@pytest.fixture
def topics() -> list[Topic]:
    return [make_topic(f"Who owns ferry {each}?", lines="It matters.") for each in "ABCD"]


@pytest.fixture
def round_(topics: list[Topic]) -> Round:
    return make_round(votes=2)


@pytest.fixture
def voter() -> User:
    return make_supporter("voter")


@pytest.fixture
def client(voter: User) -> Client:
    found = Client()
    found.force_login(voter)
    return found


def test_form_lists_each_topic_on_the_ballot_of_its_language(
    client: Client, topics: list[Topic], round_: Round
) -> None:
    make_topic("Fremd?", language="uk")
    make_topic("Proposed?", state=Topic.State.PROPOSED)
    shown = client.get(PATH)
    assert shown.status_code == 200
    assert sorted(
        map(int, re.findall(r'name="topic" id="vote-\d+" value="(\d+)"', shown.content.decode()))
    ) == [each.pk for each in topics]
    assert ticked_in(shown) == []
    assert shown["Cache-Control"] == "no-store"


def test_cast_is_answered_with_the_receipt_of_the_ballot(
    client: Client, topics: list[Topic], round_: Round, voter: User
) -> None:
    slip = slip_in(client.get(PATH))
    answer = send(client, PATH, {"slip": slip, "topic": [topics[0].pk, topics[2].pk]})
    assert answer.status_code == 200
    ballot = Ballot.objects.get()
    assert ballot.choices == [topics[0].pk, topics[2].pk]
    assert ballot.voter == voter
    assert ballot.receipt_hash == hash_of(receipt_in(answer))


def test_form_shows_the_present_ballot_and_changes_it(
    client: Client, topics: list[Topic], round_: Round
) -> None:
    send(client, PATH, {"slip": slip_in(client.get(PATH)), "topic": [topics[0].pk]})
    shown = client.get(PATH)
    assert ticked_in(shown) == [topics[0].pk]
    answer = send(client, PATH, {"slip": slip_in(shown), "topic": [topics[1].pk]})
    assert Ballot.objects.get().choices == [topics[1].pk]
    assert Ballot.objects.get().receipt_hash == hash_of(receipt_in(answer))


def test_same_form_sent_twice_gets_the_same_receipt(
    client: Client, topics: list[Topic], round_: Round
) -> None:
    form = {"slip": slip_in(client.get(PATH)), "topic": [topics[0].pk]}
    first, second = send(client, PATH, form), send(client, PATH, form)
    assert receipt_in(first) == receipt_in(second)
    assert Ballot.objects.count() == 1


def test_form_replayed_after_a_change_is_refused_and_shows_what_counts(
    client: Client, topics: list[Topic], round_: Round
) -> None:
    old = {"slip": slip_in(client.get(PATH)), "topic": [topics[0].pk]}
    send(client, PATH, old)
    send(client, PATH, {"slip": slip_in(client.get(PATH)), "topic": [topics[1].pk]})
    answer = send(client, PATH, old)
    assert answer.status_code == 409
    assert "sent before" in text_of(answer)
    assert ticked_in(answer) == [topics[1].pk]
    assert Ballot.objects.get().choices == [topics[1].pk]


def test_topic_of_the_address_is_ticked_beside_the_ballot(
    client: Client, topics: list[Topic], round_: Round, voter: User
) -> None:
    vote(round_, voter, topics[3])
    assert ticked_in(client.get(f"{PATH}?topic={topics[1].pk}&topic=x&topic=999")) == [
        topics[1].pk,
        topics[3].pk,
    ]


def test_merged_topic_is_ticked_as_what_it_became_and_told(
    client: Client, topics: list[Topic], round_: Round, voter: User
) -> None:
    vote(round_, voter, topics[0])
    decide.merge(topics[0], topics[1], by=voter)
    shown = client.get(PATH)
    assert ticked_in(shown) == [topics[1].pk]
    assert "has become one with “Who owns ferry B?”" in text_of(shown)


def test_form_with_a_topic_merged_meanwhile_votes_for_what_it_became(
    client: Client, topics: list[Topic], round_: Round, voter: User
) -> None:
    slip = slip_in(client.get(PATH))
    decide.merge(topics[0], topics[1], by=voter)
    answer = send(client, PATH, {"slip": slip, "topic": [topics[0].pk, topics[1].pk]})
    assert answer.status_code == 200
    assert Ballot.objects.get().choices == [topics[1].pk]
    assert "You have 1 vote left." in text_of(answer)


def test_stranger_is_asked_to_sign_in_and_comes_back_with_the_choice(
    topics: list[Topic], round_: Round
) -> None:
    answer = Client().get(f"{PATH}?topic={topics[0].pk}")
    assert answer.status_code == 403
    assert "Please sign in to vote" in text_of(answer)
    back = f"/account/sign-in/?next=%2Ftopics%2Fvote%2F%3Ftopic%3D{topics[0].pk}&amp;language=en"
    assert f'href="{back}"' in answer.content.decode()


def test_stranger_who_sends_a_form_comes_back_with_the_choice(
    client: Client, topics: list[Topic], round_: Round
) -> None:
    slip = slip_in(client.get(PATH))
    answer = send(Client(enforce_csrf_checks=True), PATH, {"slip": slip, "topic": [topics[1].pk]})
    assert answer.status_code == 403
    assert f"topic%3D{topics[1].pk}" in answer.content.decode()
    assert not Ballot.objects.exists()


def test_reader_without_support_is_told_and_shown_the_way(topics: list[Topic], round_: Round) -> None:
    client = Client()
    client.force_login(make_reader())
    answer = client.get(PATH)
    assert answer.status_code == 403
    assert "we know of no support of yours" in text_of(answer)
    assert 'href="/support/"' in answer.content.decode()


def test_reader_without_support_cannot_cast(topics: list[Topic], round_: Round) -> None:
    reader, client = make_reader(), Client()
    client.force_login(reader)
    answer = send(client, PATH, {"slip": slips.new_slip(round_, reader).signed, "topic": [topics[0].pk]})
    assert answer.status_code == 403
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("kept", "stays counted; you cannot change it"),
        ("dropped", "is not counted unless you support us again"),
    ],
)
def test_supporter_whose_pledge_lapsed_is_told_when_and_what_of_the_ballot(
    topics: list[Topic], round_: Round, change_site: Any, setting: str, words: str
) -> None:
    change_site(topics_lapsed=setting)
    voter, client = make_supporter(), Client()
    vote(round_, voter, topics[0])
    voter.supporter.counts_until = timezone.now() - timedelta(seconds=1)
    voter.supporter.save()
    client.force_login(voter)
    answer = send(client, PATH, {"slip": slips.new_slip(round_, voter).signed, "topic": [topics[1].pk]})
    assert answer.status_code == 403
    assert "Your support ended on" in text_of(answer)
    assert words in text_of(answer)
    assert Ballot.objects.get().choices == [topics[0].pk]


def test_closed_round_takes_nothing_and_says_when_it_closed(
    client: Client, topics: list[Topic], round_: Round, voter: User
) -> None:
    slip = slip_in(client.get(PATH))
    vote(round_, voter, topics[3])
    end(round_)
    late = send(client, PATH, {"slip": slip, "topic": [topics[0].pk]})
    assert late.status_code == 410
    assert "closed on" in text_of(late)
    assert "The ballot that you cast before is." in text_of(late)
    close_due()
    assert send(client, PATH, {"slip": slip, "topic": [topics[0].pk]}).status_code == 410
    assert Ballot.objects.get().choices == [topics[3].pk]


def test_without_an_open_round_the_next_is_named(client: Client, topics: list[Topic]) -> None:
    assert client.get(PATH).status_code == 404
    make_round(title="Winter", opens=24 * HOUR, closes=48 * HOUR)
    answer = client.get(PATH)
    assert answer.status_code == 404
    assert "The next one, “Winter”, opens on" in text_of(answer)


@pytest.mark.parametrize("slip", ["", "1.2.AAAA:forged", "x" * 5000])
def test_forged_form_is_refused_and_the_choice_kept(
    client: Client, topics: list[Topic], round_: Round, slip: str
) -> None:
    answer = send(client, PATH, {"slip": slip, "topic": [topics[0].pk]})
    assert answer.status_code == 403
    assert "was not made by us" in text_of(answer)
    assert f'href="{PATH}?topic={topics[0].pk}"' in answer.content.decode()
    assert not Ballot.objects.exists()


def test_form_of_another_account_is_refused(client: Client, topics: list[Topic], round_: Round) -> None:
    slip = slips.new_slip(round_, make_supporter()).signed
    answer = send(client, PATH, {"slip": slip, "topic": [topics[0].pk]})
    assert answer.status_code == 403
    assert "another account" in text_of(answer)
    assert not Ballot.objects.exists()


def test_form_of_a_round_that_is_not_there_is_refused(
    client: Client, voter: User, topics: list[Topic]
) -> None:
    gone = signing.Signer(salt="coffeepress.topics.slip").sign(f"999.{voter.pk}.{'A' * 20}")
    answer = send(client, PATH, {"slip": gone, "topic": [topics[0].pk]})
    assert answer.status_code == 410


def test_form_sent_from_another_site_is_refused(client: Client, topics: list[Topic], round_: Round) -> None:
    slip = slip_in(client.get(PATH))
    answer = client.post(
        PATH, {"slip": slip, "topic": [topics[0].pk]}, headers={"sec-fetch-site": "cross-site"}
    )
    assert answer.status_code == 403
    assert not Ballot.objects.exists()


def test_too_many_votes_are_refused_with_all_ticks_kept(
    client: Client, topics: list[Topic], round_: Round
) -> None:
    chosen = [each.pk for each in topics[:3]]
    answer = send(client, PATH, {"slip": slip_in(client.get(PATH)), "topic": chosen})
    assert answer.status_code == 422
    assert "You have 2 votes, and chose 3 topics." in text_of(answer)
    assert ticked_in(answer) == chosen
    assert not Ballot.objects.exists()


def test_first_ballot_without_a_topic_is_refused(client: Client, topics: list[Topic], round_: Round) -> None:
    answer = send(client, PATH, {"slip": slip_in(client.get(PATH))})
    assert answer.status_code == 422
    assert "Please choose at least one topic." in text_of(answer)


def test_ballot_can_be_emptied(client: Client, topics: list[Topic], round_: Round, voter: User) -> None:
    vote(round_, voter, topics[0])
    answer = send(client, PATH, {"slip": slip_in(client.get(PATH))})
    assert answer.status_code == 200
    assert "Your ballot is empty now" in text_of(answer)
    assert Ballot.objects.get().choices == []


def test_topic_declined_meanwhile_is_named_and_the_rest_kept(
    client: Client, topics: list[Topic], round_: Round, voter: User
) -> None:
    slip = slip_in(client.get(PATH))
    decide.decline(topics[1], by=voter, reason="It is known.")
    answer = send(client, PATH, {"slip": slip, "topic": [topics[0].pk, topics[1].pk]})
    assert answer.status_code == 409
    assert "Not on the ballot (any more): “Who owns ferry B?”." in text_of(answer)
    assert ticked_in(answer) == [topics[0].pk]
    assert not Ballot.objects.exists()


def test_ballot_changed_too_often_is_refused(
    client: Client, topics: list[Topic], round_: Round, voter: User
) -> None:
    vote(round_, voter, topics[0])
    Ballot.objects.update(used=[f"{each:016}" for each in range(100)])
    answer = send(client, PATH, {"slip": slip_in(client.get(PATH)), "topic": [topics[1].pk]})
    assert answer.status_code == 429
    assert Ballot.objects.get().choices == [topics[0].pk]


def test_round_for_all_languages_shows_each_topic_in_its_own(client: Client, topics: list[Topic]) -> None:
    make_topic("Чия це гора?", language="uk")
    make_round(language="")
    shown = client.get(f"{PATH}?language=uk").content.decode()
    questions = re.findall(r'dir="auto">([^<]+)</label>', shown)
    assert questions[0] == "Чия це гора?"
    assert len(questions) == 5
    assert shown.count('<div lang="en">') == 4


def test_order_is_the_same_for_a_voter_and_not_for_all(topics: list[Topic], round_: Round) -> None:
    orders = set()
    for _each in range(12):
        client = Client()
        client.force_login(make_supporter())
        first, second = (
            re.findall(r'id="vote-(\d+)" value', client.get(PATH).content.decode()) for _look in range(2)
        )
        assert first == second
        orders.add(tuple(first))
    assert len(orders) > 1


@pytest.mark.parametrize("number", [3, 30])
def test_queries_do_not_grow_with_topics(
    client: Client, newsroom: Newsroom, django_assert_max_num_queries: Any, number: int
) -> None:
    for _each in range(number):
        make_topic()
    make_round()
    client.get(PATH)
    with django_assert_max_num_queries(8):
        client.get(PATH)


@pytest.mark.parametrize("typed", ["", "abc", "-1", "9" * 400, "１", "1\x00", "0"])
def test_hostile_numbers_of_topics_are_nothing_that_was_chosen(
    client: Client, topics: list[Topic], round_: Round, typed: str
) -> None:
    answer = send(client, PATH, {"slip": slip_in(client.get(PATH)), "topic": typed})
    assert answer.status_code == 422
    assert not Ballot.objects.exists()


def test_language_is_the_readers_own_unless_another_is_asked_for(topics: list[Topic], round_: Round) -> None:
    make_round(language="uk")
    client = Client()
    client.force_login(make_supporter(language="uk"))
    assert '<html lang="uk"' in client.get(PATH).content.decode()
    assert '<html lang="en"' in client.get(f"{PATH}?language=en").content.decode()
