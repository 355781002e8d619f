"""What the newsroom decides: states, histories, groups, rights; and what readers' pages learn of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied

from coffeepress.articles.models import Article
from coffeepress.corrections import decide
from coffeepress.corrections.announce import NotAboutAnArticle, NothingSaid
from coffeepress.corrections.decide import Announced, Decided, NoAnswer, OfItself, StillOpen
from coffeepress.corrections.models import Correction, Numbers, Report, ReportEvent
from coffeepress.edition.models import Change
from coffeepress.people.models import User
from tests.corrections.reports import as_stored, letter, report_on
from tests.edition.newsroom import Newsroom
from tests.newsroom.characters import EDITOR, MODERATOR, READER, WRITER, make_account

pytestmark = pytest.mark.postgres

State = Report.State


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return newsroom.article(
        newsroom.section("city"), body=[("text", "<p>The bridge is old, and it is long.</p>")]
    )


@pytest.fixture
def moderator(newsroom: Newsroom) -> User:
    return make_account(MODERATOR)


DECISIONS: dict[str, tuple[Callable[..., Report], tuple[Any, ...], State]] = {
    "declined": (decide.decline, ("It is so.",), State.DECLINED),
    "fixed": (decide.mark_fixed, (), State.FIXED),
    "answered": (decide.answer, ("Thank you.",), State.ANSWERED),
    "spam": (decide.spam, (), State.SPAM),
    "clarified": (decide.clarify, ("Long means long.",), State.CLARIFIED),
    "corrected": (decide.correct_with_note, ("It was new.",), State.CORRECTED),
}
each_decision = pytest.mark.parametrize(("act", "words", "state"), DECISIONS.values(), ids=DECISIONS)


@each_decision
def test_a_decision_is_written_down_with_who_made_it(
    article: Article, moderator: User, act: Callable[..., Report], words: tuple[Any, ...], state: State
) -> None:
    report = act(report_on(article, "old"), moderator, *words)
    stored = as_stored(report)
    assert (stored.state, stored.decided_by) == (state, moderator)
    assert stored.decided_at == report.decided_at is not None
    event = stored.events.get(what=ReportEvent.What.DECIDED)
    assert (event.state, event.by, event.note) == (state, moderator, stored.reason)


@each_decision
def test_who_may_not_decide_is_refused(
    article: Article, act: Callable[..., Report], words: tuple[Any, ...], state: State
) -> None:
    report = report_on(article, "old")
    for character in (WRITER, READER):
        with pytest.raises(PermissionDenied):
            act(report, make_account(character), *words)
    assert as_stored(report).state == State.RECEIVED
    assert not ReportEvent.objects.exists()


@each_decision
def test_what_is_decided_is_not_decided_again(
    article: Article, moderator: User, act: Callable[..., Report], words: tuple[Any, ...], state: State
) -> None:
    report = report_on(article, "old")
    decide.decline(report, make_account(EDITOR), "No.")
    with pytest.raises(Decided) as raised:
        act(report, moderator, *words)
    assert raised.value.report.decided_by == make_account(EDITOR)
    assert "Declined" in str(raised.value)


@each_decision
def test_the_numbers_are_counted_anew(
    article: Article, moderator: User, act: Callable[..., Report], words: tuple[Any, ...], state: State
) -> None:
    Change.objects.all().delete()
    act(report_on(article, "old"), moderator, *words)
    assert Numbers.objects.get().received == (state != State.SPAM)
    assert Change.objects.filter(key="correction-numbers:en").exists()


@pytest.mark.parametrize("act", [decide.decline, decide.answer])
def test_a_reader_is_owed_words(article: Article, moderator: User, act: Callable[..., Report]) -> None:
    report = report_on(article, "old")
    with pytest.raises(NoAnswer):
        act(report, moderator, " \n")
    assert as_stored(report).is_open


def test_a_clarification_is_public(article: Article, moderator: User) -> None:
    report = decide.clarify(report_on(article, "old", name="Ada", wants_credit=True), moderator, " Of 1901. ")
    correction = Correction.objects.get()
    assert (correction.kind, correction.note, correction.credit) == ("clarification", "Of 1901.", "Ada")
    assert (correction.report, correction.article, correction.by) == (report, article, moderator)


def test_a_correction_with_a_note_is_public_and_says_which_pages_change(
    article: Article, moderator: User
) -> None:
    Change.objects.all().delete()
    decide.correct_with_note(report_on(article, "old"), moderator, "It was wrong.", said="old", says="new")
    correction = Correction.objects.get()
    assert (correction.said, correction.says, correction.note) == ("old", "new", "It was wrong.")
    keys = set(Change.objects.values_list("key", flat=True))
    month = f"{correction.published_at:%Y-%m}"
    assert keys == {
        f"corrections-of:{article.pk}",
        "corrections:en",
        f"corrections:en:{month}",
        "correction-numbers:en",
    }


def test_a_correction_says_something(article: Article, moderator: User) -> None:
    report = report_on(article, "old")
    with pytest.raises(NothingSaid):
        decide.correct_with_note(report, moderator, " ")
    with pytest.raises(NothingSaid):
        decide.clarify(report, moderator, " ")


def test_a_letter_is_answered_and_not_corrected(moderator: User) -> None:
    report = letter()
    with pytest.raises(NotAboutAnArticle):
        decide.correct_with_note(report, moderator, "Sorry.")
    with pytest.raises(NotAboutAnArticle):
        decide.clarify(report, moderator, "Sorry.")
    assert decide.answer(report, moderator, "Thank you.").reason == "Thank you."


# Groups


def test_followers_are_decided_with_their_leader(article: Article, moderator: User) -> None:
    leader, follower = report_on(article, "is old"), report_on(article, "old")
    alone = report_on(article, "long")
    decide.decline(leader, moderator, "It is so.")
    stored = as_stored(follower)
    assert (stored.state, stored.reason, stored.decided_by) == (State.DECLINED, "It is so.", moderator)
    assert stored.events.get().state == State.DECLINED
    assert as_stored(alone).is_open


def test_followers_may_be_left_out_and_then_one_of_them_leads(article: Article, moderator: User) -> None:
    leader, second, third = (report_on(article, "is old") for _ in range(3))
    decide.decline(leader, moderator, "It is so.", with_followers=False)
    assert as_stored(second).is_open
    assert as_stored(second).leader is None
    assert as_stored(second).readers == 2
    assert as_stored(third).leader == second
    assert as_stored(leader).readers == 1


def test_a_follower_may_be_decided_alone(article: Article, moderator: User) -> None:
    leader, follower = report_on(article, "is old"), report_on(article, "old")
    decide.decline(follower, moderator, "It is so.")
    assert as_stored(leader).is_open


def test_spam_takes_no_follower_with_it(article: Article, moderator: User) -> None:
    leader, follower = report_on(article, "is old"), report_on(article, "old")
    decide.spam(leader, moderator)
    assert as_stored(follower).is_open
    assert as_stored(follower).leader is None


def test_a_duplicate_follows_the_other_with_its_followers(article: Article, moderator: User) -> None:
    other = report_on(article, "long")
    report, follower = report_on(article, "is old"), report_on(article, "old")
    decide.duplicate(report, other, moderator)
    for each in (report, follower):
        assert (as_stored(each).state, as_stored(each).leader) == (State.DUPLICATE, other)
    assert as_stored(other).readers == 3


def test_a_duplicate_of_a_follower_follows_its_leader(article: Article, moderator: User) -> None:
    other = report_on(article, "is long")
    second = report_on(article, "long")
    report = decide.duplicate(report_on(article, "old"), second, moderator)
    assert as_stored(report).leader == other


def test_nothing_is_a_duplicate_of_itself_or_of_another_articles_report(
    article: Article, moderator: User, newsroom: Newsroom
) -> None:
    report, follower = report_on(article, "is old"), report_on(article, "old")
    elsewhere = report_on(newsroom.article(newsroom.section("town")), "Body")
    for other in (report, follower, elsewhere):
        with pytest.raises(OfItself):
            decide.duplicate(report, other, moderator)
    with pytest.raises(PermissionDenied):
        decide.duplicate(report, elsewhere, make_account(WRITER))


# Readers are told


def test_each_reader_who_left_an_address_is_told_once(article: Article, moderator: User) -> None:
    leader = report_on(article, "is old", email="ada@example.org")
    report_on(article, "old", email="bob@example.org")
    report_on(article, "old")
    decide.decline(leader, moderator, "It is so.")
    assert sorted(to for message in mail.outbox for to in message.to) == [
        "ada@example.org",
        "bob@example.org",
    ]


def test_who_sent_a_duplicate_is_told_when_the_other_is_decided(article: Article, moderator: User) -> None:
    other = report_on(article, "long")
    decide.duplicate(report_on(article, "old", email="ada@example.org"), other, moderator)
    assert mail.outbox == []
    decide.mark_fixed(other, moderator)
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_who_sent_a_duplicate_of_what_is_decided_is_told_at_once(article: Article, moderator: User) -> None:
    other = decide.mark_fixed(report_on(article, "long"), moderator)
    decide.duplicate(report_on(article, "old", email="ada@example.org"), other, moderator)
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_nobody_is_told_of_spam(article: Article, moderator: User) -> None:
    decide.spam(report_on(article, "old", email="ada@example.org"), moderator)
    assert mail.outbox == []


# Who looks at it


def test_a_report_is_assigned_and_given_back(article: Article, moderator: User) -> None:
    report = report_on(article, "old")
    editor = make_account(EDITOR)
    decide.assign(report, editor, moderator)
    assert (as_stored(report).state, as_stored(report).assignee) == (State.LOOKING, editor)
    decide.release(report, moderator)
    assert (as_stored(report).state, as_stored(report).assignee) == (State.RECEIVED, None)
    assert [(event.what, event.note) for event in report.events.all()] == [
        ("assigned", "Editor Novak"),
        ("released", ""),
    ]


def test_a_report_is_assigned_only_to_and_by_those_who_may_decide(article: Article, moderator: User) -> None:
    report, writer = report_on(article, "old"), make_account(WRITER)
    for to, by in ((writer, moderator), (moderator, writer)):
        with pytest.raises(PermissionDenied):
            decide.assign(report, to, by)
    with pytest.raises(PermissionDenied):
        decide.release(report, writer)


# Opened again


def test_a_decision_is_taken_back(article: Article, moderator: User) -> None:
    report = decide.decline(report_on(article, "old"), moderator, "No.")
    decide.reopen(report, moderator)
    stored = as_stored(report)
    assert (stored.state, stored.reason, stored.decided_by, stored.decided_at) == (
        State.RECEIVED,
        "",
        None,
        None,
    )
    assert [event.what for event in stored.events.all()] == ["decided", "reopened"]
    assert Numbers.objects.get().decided == 0


def test_a_report_opened_again_joins_those_that_came_meanwhile(article: Article, moderator: User) -> None:
    report = decide.decline(report_on(article, "old"), moderator, "No.")
    later = report_on(article, "is old")
    decide.reopen(report, moderator)
    assert as_stored(report).leader == later
    assert as_stored(later).readers == 2


def test_what_was_published_is_not_taken_back(article: Article, moderator: User) -> None:
    report = decide.clarify(report_on(article, "old"), moderator, "Of 1901.")
    with pytest.raises(Announced):
        decide.reopen(report, moderator)


def test_what_is_open_is_not_opened(article: Article, moderator: User) -> None:
    with pytest.raises(StillOpen):
        decide.reopen(report_on(article, "old"), moderator)


def test_a_writer_opens_nothing(article: Article, moderator: User) -> None:
    report = decide.decline(report_on(article, "old"), moderator, "No.")
    with pytest.raises(PermissionDenied):
        decide.reopen(report, make_account(WRITER))


@pytest.mark.parametrize("followers", [1, 6])
def test_a_decision_takes_as_many_queries_for_many_followers_as_for_one(
    article: Article, moderator: User, followers: int, django_assert_max_num_queries: Any
) -> None:
    leader = report_on(article, "is old")
    for _ in range(followers):
        report_on(article, "old")
    with django_assert_max_num_queries(40):
        decide.decline(leader, moderator, "It is so.")
