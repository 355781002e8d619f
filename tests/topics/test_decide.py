"""What editors decide: each state, each refusal, what proposers are told, and that it can be done once."""

from __future__ import annotations

from typing import Any

import pytest

from coffeepress.people.models import User
from coffeepress.topics import decide
from coffeepress.topics.models import Topic, TopicEvent, TopicMail
from tests.topics.votes import make_reader, make_topic

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

State = Topic.State


@pytest.fixture
def editor() -> User:
    return make_reader("editor")


def told() -> list[tuple[str, str]]:
    return list(TopicMail.objects.order_by("pk").values_list("what", "note"))


def test_accepted_topic_is_on_the_ballot_public_and_its_proposer_told(editor: User) -> None:
    topic = make_topic(state=State.PROPOSED, proposer=make_reader())
    found = decide.accept(topic, editor, "Good question.")
    assert (found.state, found.is_public, found.accepted_at is not None) == (State.ON_BALLOT, True, True)
    assert told() == [("accepted", "Good question.")]
    assert list(TopicEvent.objects.values_list("what", "by")) == [("accepted", editor.pk)]


def test_asked_back_topic_is_not_public_and_its_proposer_told_the_question(editor: User) -> None:
    topic = make_topic(state=State.PROPOSED, proposer=make_reader())
    found = decide.ask_back(topic, editor, " Which ferry? ")
    assert (found.state, found.asked, found.is_public) == (State.ASKED_BACK, "Which ferry?", False)
    assert told() == [("asked_back", "Which ferry?")]


def test_declined_topic_is_public_with_its_reason_and_can_be_accepted_after_all(editor: User) -> None:
    topic = make_topic(state=State.PROPOSED, proposer=make_reader())
    found = decide.decline(topic, editor, "We told it in May.")
    assert (found.state, found.reason, found.is_public) == (State.DECLINED, "We told it in May.", True)
    again = decide.accept(topic, editor)
    assert (again.state, again.reason) == (State.ON_BALLOT, "")
    assert [what for what, _note in told()] == ["declined", "accepted"]


def test_merged_topic_remembers_what_it_was_and_its_proposer_is_told(editor: User) -> None:
    into = make_topic()
    topic = make_topic(state=State.PROPOSED, proposer=make_reader())
    assert decide.merge(topic, into, editor).merged_into == into
    assert [what for what, _note in told()] == ["merged"]
    found = decide.unmerge(topic, editor)
    assert (found.state, found.merged_into) == (State.PROPOSED, None)


@pytest.mark.parametrize("state", [State.PROPOSED, State.ASKED_BACK, State.DECLINED])
def test_topic_is_not_merged_into_one_that_cannot_be_voted_for(editor: User, state: str) -> None:
    with pytest.raises(decide.CannotMerge):
        decide.merge(make_topic(), make_topic(state=state), editor)


def test_topic_is_not_merged_into_itself_another_language_or_one_that_is_merged(editor: User) -> None:
    topic, gone = make_topic(), make_topic()
    decide.merge(gone, make_topic(), editor)
    for into in (topic, make_topic(language="uk"), gone):
        with pytest.raises(decide.CannotMerge):
            decide.merge(topic, into, editor)


def test_topic_is_merged_into_one_that_was_chosen(editor: User) -> None:
    assert decide.merge(make_topic(), make_topic(state=State.CHOSEN), editor).state == State.MERGED


WAYS: dict[str, Any] = {
    "accept": {},
    "ask_back": {"question": "Which?"},
    "decline": {"reason": "No."},
    "unmerge": {},
}
ALLOWED = {
    "accept": {State.PROPOSED, State.ASKED_BACK, State.DECLINED},
    "ask_back": {State.PROPOSED, State.ASKED_BACK},
    "decline": {State.PROPOSED, State.ASKED_BACK, State.ON_BALLOT},
    "unmerge": {State.MERGED},
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("state", State.values)
def test_each_decision_is_taken_from_its_states_only(editor: User, way: str, state: str) -> None:
    fields = {"merged_into": make_topic(), "state_before_merge": "on_ballot"} if state == State.MERGED else {}
    topic = make_topic(state=state, **fields)
    if state in ALLOWED[way]:
        getattr(decide, way)(topic, by=editor, **WAYS[way])
        return
    with pytest.raises(decide.NotInThisState):
        getattr(decide, way)(topic, by=editor, **WAYS[way])
    topic.refresh_from_db()
    assert topic.state == state
    assert not TopicEvent.objects.exists()


def test_decision_without_words_is_refused(editor: User) -> None:
    topic = make_topic(state=State.PROPOSED)
    for act in (decide.decline, decide.ask_back):
        with pytest.raises(decide.ReasonMissing):
            act(topic, editor, "  ")
    topic.refresh_from_db()
    assert topic.state == State.PROPOSED


def test_reworded_topic_keeps_its_old_words_in_the_log(editor: User) -> None:
    topic = make_topic("Ferry?")
    decide.reword(topic, editor, question="Who owns the ferry?", lines="", links="")
    assert list(TopicEvent.objects.values_list("what", "note")) == [("edited", "Ferry?")]


def test_proposal_can_be_removed_until_anybody_has_seen_it(editor: User) -> None:
    decide.remove(make_topic(state=State.PROPOSED, proposer=make_reader()))
    assert not Topic.objects.exists()
    assert told() == []
    for topic in (make_topic(), make_topic(state=State.PROPOSED, is_public=True)):
        with pytest.raises(decide.NotInThisState):
            decide.remove(topic)


def test_topic_of_the_newsroom_has_nobody_to_be_told(editor: User) -> None:
    decide.accept(make_topic(state=State.PROPOSED), editor)
    assert told() == []
