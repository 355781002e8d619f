"""What is held about who proposes and votes: taken along, and cut from the person, whose vote stays counted."""

from __future__ import annotations

import json
from typing import Any

import pytest

from coffeepress.people import holdings
from coffeepress.people.farewell import delete_account
from coffeepress.topics.close import close_due
from coffeepress.topics.models import Ballot, Round, Topic, TopicMail
from coffeepress.topics.receipt import hash_of
from tests.newsroom.characters import EDITOR, make_account
from tests.topics.forms.sending import client_of, text_of
from tests.topics.votes import end, make_reader, make_round, make_supporter, make_topic, vote

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("newsroom")]


def test_proposals_votes_and_mails_are_taken_along() -> None:
    voter = make_supporter()
    topic = make_topic("Who owns the ferry?", state=Topic.State.PROPOSED, proposer=voter)
    receipt = vote(make_round(), voter, other := make_topic()).receipt
    TopicMail.objects.create(topic=topic, person=voter, what="accepted")
    found = json.loads(json.dumps(holdings.exported(voter)["topics"]))
    assert [each["question"] for each in found["proposed"]] == ["Who owns the ferry?"]
    (ballot,) = found["ballots"]
    assert (ballot["topics"], ballot["receipt_sha256"]) == ([other.pk], hash_of(receipt))
    assert [each["what"] for each in found["mails"]] == ["accepted"]


def test_vote_of_a_deleted_account_stays_counted_without_the_person() -> None:
    voter, round_, topic = make_supporter(), make_round(), make_topic()
    receipt = vote(round_, voter, topic).receipt
    delete_account(voter)
    ballot = Ballot.objects.get()
    assert (ballot.voter, ballot.receipt_hash) == (None, hash_of(receipt))
    end(round_)
    close_due()
    assert Round.objects.get().counts == [[topic.pk, 1]]


def test_proposal_that_nobody_saw_goes_with_the_account_and_a_public_one_stays_without_it() -> None:
    reader = make_reader()
    make_topic(state=Topic.State.PROPOSED, proposer=reader)
    public = make_topic(proposer=reader)
    TopicMail.objects.create(topic=public, person=reader, what="accepted")
    delete_account(reader)
    assert list(Topic.objects.values_list("pk", "proposer")) == [(public.pk, None)]
    assert not TopicMail.objects.exists()


def test_own_page_shows_what_was_proposed_and_that_there_is_a_vote_but_not_for_what() -> None:
    from coffeepress.topics import decide

    voter = make_supporter()
    asked: Any = make_topic("Ferry?", state=Topic.State.PROPOSED, proposer=voter)
    decide.ask_back(asked, make_account(EDITOR), "Which ferry?")
    vote(make_round(title="Autumn"), voter, make_topic("Why is the harbour closed?"))
    page = text_of(client_of(voter).get("/account/"))
    assert ("Which ferry?" in page, "Autumn" in page, "harbour" in page) == (True, True, False)
