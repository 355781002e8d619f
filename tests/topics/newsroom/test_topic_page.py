"""A topic's page at the desk: each decision, and what is said where it cannot be taken."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coffeepress.topics import decide
from coffeepress.topics.close import close_due
from coffeepress.topics.models import Assignment, Topic
from tests.newsroom.characters import EDITOR, make_account
from tests.topics.forms.sending import text_of
from tests.topics.votes import end, make_round, make_supporter, make_topic, vote

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

State = Topic.State


def page_of(topic: Topic) -> str:
    return f"/newsroom/topics/{topic.pk}/"


def decided(editor: Any, topic: Topic, decision: str, **typed: Any) -> Any:
    """Send a decision, and look at the topic again."""
    answer = editor.post(page_of(topic), {"decision": decision, **typed})
    if Topic.objects.filter(pk=topic.pk).exists():
        topic.refresh_from_db()
    return answer


@pytest.fixture
def proposed(newsroom: Newsroom) -> Topic:
    return make_topic("Who owns the ferry?", state=State.PROPOSED)


@pytest.fixture
def chosen(newsroom: Newsroom) -> Topic:
    """A topic that supporters chose."""
    topic, round_ = make_topic("Who owns the ferry?"), make_round()
    vote(round_, make_supporter(), topic)
    end(round_)
    close_due()
    topic.refresh_from_db()
    return topic


def test_accept_puts_it_on_the_ballot(editor: Any, proposed: Topic) -> None:
    assert decided(editor, proposed, "accept").status_code == 302
    assert (proposed.state, proposed.is_public) == (State.ON_BALLOT, True)


def test_ask_back_needs_a_question(editor: Any, proposed: Topic) -> None:
    assert decided(editor, proposed, "ask", question=" ").status_code == 422
    assert proposed.state == State.PROPOSED
    decided(editor, proposed, "ask", question="Which ferry?")
    assert (proposed.state, proposed.asked) == (State.ASKED_BACK, "Which ferry?")


def test_decline_needs_a_public_reason(editor: Any, proposed: Topic) -> None:
    assert decided(editor, proposed, "decline").status_code == 422
    assert proposed.state == State.PROPOSED
    decided(editor, proposed, "decline", reason="It is known.")
    assert (proposed.state, proposed.reason) == (State.DECLINED, "It is known.")


def test_merge_offers_what_is_alike_and_what_is_searched_for(editor: Any, proposed: Topic) -> None:
    alike, other = make_topic("Who owns the ferry company?"), make_topic("Swans in winter?")
    make_topic("Чий пором? ferry", language="uk")
    make_topic("ferry too", state=State.PROPOSED)

    def offered(**asked: str) -> list[int]:
        shown = editor.get(page_of(proposed), asked)
        (offer,) = [each for each in shown.context["offers"] if each.decision.name == "merge"]
        return [each.pk for each in offer.form.fields["into"].queryset]

    assert offered() == [alike.pk]
    assert offered(into="swans") == [other.pk]
    assert offered(into=f"№ {other.pk}") == [other.pk]
    assert offered(into="nothing like it") == []


def test_merge_and_taking_it_apart(editor: Any, proposed: Topic) -> None:
    other = make_topic("Whose is the ferry?")
    assert decided(editor, proposed, "merge", into=other.pk).status_code == 302
    assert (proposed.state, proposed.merged_into) == (State.MERGED, other)
    assert "Who owns the ferry?" in text_of(editor.get(page_of(other)))
    decided(editor, proposed, "unmerge")
    assert (proposed.state, proposed.merged_into) == (State.PROPOSED, None)


@pytest.mark.parametrize("into", ["", "0", "x", "9" * 15])
def test_merge_with_what_is_no_topic_is_refused(editor: Any, proposed: Topic, into: str) -> None:
    assert decided(editor, proposed, "merge", into=into).status_code == 422
    assert proposed.state == State.PROPOSED


def test_merge_with_itself_another_language_or_a_proposal_is_refused(editor: Any, proposed: Topic) -> None:
    foreign, other = make_topic(language="uk"), make_topic(state=State.PROPOSED)
    for into in (proposed, foreign, other):
        assert decided(editor, proposed, "merge", into=into.pk).status_code == 422
        assert proposed.state == State.PROPOSED


def test_reword_keeps_the_old_words_in_the_history(editor: Any, proposed: Topic) -> None:
    decided(editor, proposed, "reword", question="Whose is the ferry?", lines="", links="")
    assert proposed.question == "Whose is the ferry?"
    assert "Who owns the ferry?" in text_of(editor.get(page_of(proposed)))


def test_reword_with_a_bad_link_keeps_what_was_typed(editor: Any, proposed: Topic) -> None:
    answer = decided(editor, proposed, "reword", question="New?", lines="", links="javascript:x")
    assert answer.status_code == 422
    assert "is not a web address" in text_of(answer)
    assert "New?" in answer.content.decode()
    assert proposed.question == "Who owns the ferry?"


def test_delete_is_for_what_readers_never_saw(editor: Any, proposed: Topic) -> None:
    assert decided(editor, proposed, "remove").status_code == 302
    assert not Topic.objects.exists()
    seen = make_topic()
    assert decided(editor, seen, "remove").status_code == 422
    assert seen.state == State.ON_BALLOT


def test_decision_that_comes_too_late_says_who_was_faster_and_keeps_the_words(
    editor: Any, proposed: Topic
) -> None:
    decide.decline(proposed, make_account(EDITOR), "It is known.")
    answer = decided(editor, proposed, "ask", question="Which ferry do you mean?")
    assert answer.status_code == 422
    assert "This cannot be done any more: declined, by Editor Novak." in text_of(answer)
    assert "Which ferry do you mean?" in text_of(answer)


def test_decision_that_there_is_not_is_a_bad_request(editor: Any, proposed: Topic) -> None:
    assert decided(editor, proposed, "burn").status_code == 400


def test_topic_that_is_not_there_is_not_found(editor: Any) -> None:
    assert editor.get("/newsroom/topics/999/").status_code == 404


def test_chosen_topic_is_taken_up_and_dropped_with_a_public_reason(editor: Any, chosen: Topic) -> None:
    decided(editor, chosen, "start")
    assert Assignment.objects.get().state == "in_works"
    assert decided(editor, chosen, "drop").status_code == 422
    decided(editor, chosen, "drop", reason="The ferry sank.")
    assignment = Assignment.objects.get()
    assert (assignment.state, assignment.reason) == ("dropped", "The ferry sank.")
    assert "The ferry sank." in text_of(editor.get("/newsroom/topics/assignments/"))


def test_article_makes_the_topic_published_and_can_be_taken_away(
    editor: Any, chosen: Topic, newsroom: Newsroom
) -> None:
    article = newsroom.article(newsroom.section("city"), "ferry", title="The ferry is ours")
    assert decided(editor, chosen, "article", article="", address="/nowhere/").status_code == 422
    decided(editor, chosen, "article", article="", address=f"https://paper.example{article.permalink}")
    assert Assignment.objects.get().state == "published"
    assert "The ferry is ours" in text_of(editor.get(page_of(chosen)))
    editor.post(page_of(chosen), {"decision": "take_away", "article": article.pk})
    assert not Assignment.objects.get().articles.exists()


def test_draft_makes_the_topic_published_only_when_it_is(
    editor: Any, chosen: Topic, newsroom: Newsroom
) -> None:
    draft = newsroom.draft(newsroom.section("city"), "ferry")
    decided(editor, chosen, "article", article=draft.pk, address="")
    assert Assignment.objects.get().state == "in_works"
    draft.save_revision().publish()
    assert Assignment.objects.get().state == "published"
