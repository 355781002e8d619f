"""Assignments, and the one mail that voters get when their topic is published: through crashes, too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.topics import assign, decide, mails, tell
from coffeepress.topics.close import close_due
from coffeepress.topics.mails import TAKEN_FOR, TRIED_AGAIN_AFTER, message_id, send_waiting
from coffeepress.topics.models import Assignment, Round, Topic, TopicEvent, TopicMail
from coffeepress.topics.tell import tell_voters
from tests.edition.newsroom import Newsroom, publish, unpublish
from tests.topics.votes import end, make_reader, make_round, make_supporter, make_topic, vote

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

State = Assignment.State


@pytest.fixture
def editor(newsroom: Newsroom) -> User:
    return make_reader("editor")


@pytest.fixture
def voters(newsroom: Newsroom) -> list[User]:
    return [make_supporter() for _ in range(5)]


@pytest.fixture
def assignment(voters: list[User]) -> Assignment:
    """A topic that all of them chose, and another one that the last of them named as well."""
    topic, other, round_ = make_topic("Who owns the ferry?"), make_topic(), make_round()
    for voter in voters:
        vote(round_, voter, topic)
    vote(round_, voters[-1], topic, other)
    end(round_)
    close_due()
    return Assignment.objects.get()


def work() -> None:
    """What the worker does until nothing waits."""
    while tell_voters(at_once=2) or Assignment.objects.filter(state=State.PUBLISHED, is_told=False).exists():
        pass
    while send_waiting():
        pass


def told() -> Counter[str]:
    return Counter(address for each in mail.outbox for address in each.to)


def story(newsroom: Newsroom, *, is_published: bool = True) -> Any:
    section = newsroom.section("city")
    return newsroom.article(section, "ferry") if is_published else newsroom.draft(section, "ferry")


def test_article_that_is_added_and_published_publishes_the_topic(
    newsroom: Newsroom, assignment: Assignment, editor: User
) -> None:
    draft = story(newsroom, is_published=False)
    assert assign.add_article(assignment, draft, editor).state == State.IN_THE_WORKS
    publish(draft)
    assignment.refresh_from_db()
    assert (assignment.state, assignment.published_at is not None) == (State.PUBLISHED, True)
    whats = TopicEvent.objects.filter(topic=assignment.topic).values_list("what", flat=True)
    assert list(whats) == ["chosen", "linked", "started", "published"]


def test_published_article_that_is_added_publishes_the_topic_at_once(
    newsroom: Newsroom, assignment: Assignment, editor: User
) -> None:
    assert assign.add_article(assignment, story(newsroom), editor).state == State.PUBLISHED


def test_dropped_topic_needs_a_reason_and_can_be_taken_up_again(assignment: Assignment, editor: User) -> None:
    with pytest.raises(decide.ReasonMissing):
        assign.drop(assignment, editor, " ")
    assert assign.drop(assignment, editor, "It is sold.").state == State.DROPPED
    with pytest.raises(decide.NotInThisState):
        assign.drop(assignment, editor, "Again.")
    found = assign.start(assignment, editor)
    assert (found.state, found.reason) == (State.IN_THE_WORKS, "")
    with pytest.raises(decide.NotInThisState):
        assign.start(assignment, editor)


def test_article_is_not_added_to_a_dropped_topic(
    newsroom: Newsroom, assignment: Assignment, editor: User
) -> None:
    assign.drop(assignment, editor, "It is sold.")
    with pytest.raises(decide.NotInThisState):
        assign.add_article(assignment, story(newsroom), editor)


def test_each_voter_gets_one_mail_however_often_it_is_published(
    newsroom: Newsroom, assignment: Assignment, editor: User, voters: list[User]
) -> None:
    article = story(newsroom)
    assign.add_article(assignment, article, editor)
    work()
    unpublish(article)
    publish(article)
    assign.take_article_away(assignment, article, editor)
    assign.add_article(assignment, article, editor)
    work()
    assert told() == Counter({voter.email: 1 for voter in voters})
    (one,) = {each.body for each in mail.outbox}
    assert article.title in one
    assert f"http://testserver{article.permalink}" in one
    assert mail.outbox[0].subject == "You voted for this: Who owns the ferry? · testserver"


def test_voters_of_earlier_rounds_and_of_merged_topics_and_the_proposer_are_told_once_too(
    newsroom: Newsroom, editor: User
) -> None:
    proposer = make_supporter()
    topic, twin, first = make_topic(proposer=proposer), make_topic(), make_topic()
    early, late, of_twin, of_other = (make_supporter() for _ in range(4))
    before = make_round()
    vote(before, early, topic, first)
    vote(before, of_other, first)
    end(before)
    close_due()
    again = make_round()
    for voter in (late, early):
        vote(again, voter, topic)
    vote(again, proposer, topic, twin)
    vote(again, of_twin, twin)
    decide.merge(twin, topic, editor)
    end(again)
    close_due()
    assert Round.objects.get(pk=again.pk).counts[0] == [topic.pk, 4]
    assign.add_article(Assignment.objects.get(topic=topic), story(newsroom), editor)
    work()
    assert told() == Counter({each.email: 1 for each in (early, late, of_twin, proposer)})


def test_proposer_who_did_not_vote_is_told_that_the_topic_has_become_a_story(
    newsroom: Newsroom, editor: User
) -> None:
    proposer = make_reader()
    topic, round_ = make_topic(proposer=proposer), make_round()
    vote(round_, make_supporter(), topic)
    end(round_)
    close_due()
    assign.add_article(Assignment.objects.get(), story(newsroom), editor)
    work()
    (to_proposer,) = (each for each in mail.outbox if each.to == [proposer.email])
    assert to_proposer.subject.startswith("Your topic has become a story: ")
    assert "Supporters chose a topic that you proposed" in to_proposer.body
    assert "You voted" not in to_proposer.body


def test_voter_who_deleted_the_account_is_not_told_and_stays_counted(
    newsroom: Newsroom, assignment: Assignment, editor: User, voters: list[User]
) -> None:
    from coffeepress.people.farewell import delete_account

    assign.add_article(assignment, story(newsroom), editor)
    tell_voters()
    delete_account(voters[0])
    work()
    assert told() == Counter({voter.email: 1 for voter in voters[1:]})
    assert Round.objects.get().counts[0] == [assignment.topic_id, 5]


@pytest.fixture
def noted(newsroom: Newsroom, assignment: Assignment, editor: User) -> Assignment:
    assign.add_article(assignment, story(newsroom), editor)
    return assignment


class Crash(BaseException):
    """Stands for a process that is killed: nothing catches it."""


@pytest.mark.parametrize("step", range(4))
def test_worker_killed_while_it_notes_voters_notes_each_once(
    noted: Assignment, voters: list[User], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    count = iter(range(100))
    note = tell._note

    def crashing(topic: int, persons: set[int], what: str) -> None:
        note(topic, persons, what)
        if next(count) == step:
            raise Crash  # written, and not committed

    monkeypatch.setattr(tell, "_note", crashing)
    with pytest.raises(Crash):
        while True:
            tell_voters(at_once=2)
    monkeypatch.undo()
    work()
    assert told() == Counter({voter.email: 1 for voter in voters})


@pytest.mark.parametrize("is_handed_over", [False, True])
def test_worker_killed_while_it_sends_sends_the_mail_again_and_only_as_the_same_one(
    noted: Assignment, voters: list[User], monkeypatch: pytest.MonkeyPatch, is_handed_over: bool
) -> None:
    while tell_voters():
        pass
    message = mails._message

    def crashing(waiting: TopicMail, connection: Any) -> Any:
        made = message(waiting, connection)
        if is_handed_over:
            made.send()  # the mail server has it; we were killed before we could note that
        raise Crash

    monkeypatch.setattr(mails, "_message", crashing)
    with pytest.raises(Crash):
        send_waiting()
    monkeypatch.undo()
    work()
    assert len(mail.outbox) == len(voters) - 1 + is_handed_over, (
        "the one it had taken is left alone for a while"
    )
    while send_waiting(now=timezone.now() + 2 * TAKEN_FOR):
        pass
    by_id = {each.message()["Message-ID"]: each.to for each in mail.outbox}
    assert sorted(address for to in by_id.values() for address in to) == sorted(each.email for each in voters)


def test_mail_that_fails_is_tried_again_and_given_up_after_a_day(
    noted: Assignment, monkeypatch: pytest.MonkeyPatch, change_site: Callable[..., None]
) -> None:
    while tell_voters():
        pass
    TopicMail.objects.exclude(pk=TopicMail.objects.order_by("pk").values("pk")[:1]).delete()

    def failing(*_arguments: object) -> Any:
        raise OSError("no mail server")

    monkeypatch.setattr(mails, "_message", failing)
    now = timezone.now()
    for wait in (*TRIED_AGAIN_AFTER, None):
        assert send_waiting(now=now) == 0
        if wait:
            now += wait
    found = TopicMail.objects.get()
    assert (found.attempts, found.given_up_at is not None) == (len(TRIED_AGAIN_AFTER), True)


def test_mail_has_the_language_of_its_reader(newsroom: Newsroom, editor: User) -> None:
    reader = make_reader(language="uk")
    topic = make_topic(state=Topic.State.PROPOSED, proposer=reader)
    decide.accept(topic, editor)
    send_waiting()
    assert message_id(TopicMail.objects.get()) == mail.outbox[0].message()["Message-ID"]
    assert mail.outbox[0].to == [reader.email]


def test_voters_are_not_told_of_a_story_that_was_withdrawn_until_it_is_back(
    newsroom: Newsroom, assignment: Assignment, editor: User, voters: list[User]
) -> None:
    article = story(newsroom)
    assign.add_article(assignment, article, editor)
    unpublish(article)
    work()
    assert told() == Counter()
    publish(article)
    now = timezone.now() + mails.LOOKED_AGAIN_AFTER + TAKEN_FOR
    while send_waiting(now=now):
        pass
    assert told() == Counter({voter.email: 1 for voter in voters})


@pytest.mark.parametrize("what", sorted({*TopicMail.What.values} - {"published", "answered"}))
def test_each_mail_can_be_written(newsroom: Newsroom, what: str) -> None:
    into = make_topic("Whose is it?")
    topic = make_topic("Who & why <b>?", state=Topic.State.MERGED, merged_into=into, is_public=True)
    TopicMail.objects.create(topic=topic, person=make_reader(), what=what, note="Said <so> & so.")
    assert send_waiting() == 1
    assert "Who & why <b>?" in mail.outbox[0].body
    assert "&amp;" not in mail.outbox[0].body
