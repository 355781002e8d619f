"""Rounds: planned, opened, counted and closed by their schedule; what is chosen then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from coffeepress.topics.ballot_file import read
from coffeepress.topics.close import close_due, open_due
from coffeepress.topics.count import count_open
from coffeepress.topics.models import Assignment, Ballot, BallotFile, Round, Seat, Topic
from coffeepress.topics.plan import AlreadyUnderWay, EndsBeforeItBegins, Overlaps, Plan, call_off, plan
from coffeepress.topics.recount import problems
from tests.topics.votes import HOUR, end, make_round, make_supporter, make_topic, stored_ballot, vote

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def wanted(**changes: object) -> Plan:
    now = timezone.now()
    made = Plan(title="Autumn", language="en", opens_at=now + HOUR, closes_at=now + 24 * HOUR)
    return replace(made, **changes)  # type: ignore[arg-type]


def test_round_is_opened_and_closed_by_its_schedule() -> None:
    planned = plan(wanted())
    assert (open_due(), open_due(now=timezone.now() + 2 * HOUR)) == (0, 1)
    assert Seat.objects.get().language == "en"
    assert (close_due(), close_due(now=timezone.now() + 25 * HOUR)) == (0, 1)
    planned.refresh_from_db()
    assert (planned.state, Seat.objects.count()) == (Round.State.CLOSED, 0)


@pytest.mark.parametrize(
    ("first", "second", "fits"),
    [("en", "en", False), ("en", "uk", True), ("", "en", False), ("en", "", False), ("", "", False)],
)
def test_rounds_of_one_language_do_not_overlap_nor_one_for_all_with_any(
    first: str, second: str, fits: bool
) -> None:
    plan(wanted(language=first))
    if fits:
        plan(wanted(language=second))
        return
    with pytest.raises(Overlaps):
        plan(wanted(language=second))


def test_round_after_another_is_planned() -> None:
    one = plan(wanted())
    plan(wanted(opens_at=one.closes_at, closes_at=one.closes_at + HOUR))
    assert Round.objects.count() == 2


def test_round_that_would_end_before_it_begins_or_has_ended_is_refused() -> None:
    now = timezone.now()
    for opens, closes in ((now + 2 * HOUR, now + HOUR), (now - 2 * HOUR, now - HOUR)):
        with pytest.raises(EndsBeforeItBegins):
            plan(wanted(opens_at=opens, closes_at=closes))


def test_open_round_keeps_what_voters_were_promised_but_may_close_at_another_time() -> None:
    planned = plan(wanted(opens_at=timezone.now() - HOUR))
    open_due()
    same = wanted(opens_at=planned.opens_at)
    with pytest.raises(AlreadyUnderWay):
        plan(replace(same, votes=5), round_=planned)
    later = timezone.now() + 48 * HOUR
    assert plan(replace(same, closes_at=later), round_=planned).closes_at == later
    with pytest.raises(AlreadyUnderWay):
        call_off(planned)


def test_planned_round_can_be_called_off_and_a_closed_one_never_changed() -> None:
    call_off(plan(wanted()))
    assert not Round.objects.exists()
    round_ = make_round()
    end(round_)
    close_due()
    with pytest.raises(AlreadyUnderWay):
        plan(wanted(), round_=round_)


def test_database_refuses_a_second_open_round_of_a_language() -> None:
    make_round()
    other = Round.objects.create(
        title="Other", language="en", opens_at=timezone.now() - HOUR, closes_at=timezone.now() + HOUR
    )
    assert open_due() == 0
    with pytest.raises(IntegrityError), transaction.atomic():
        Seat.objects.create(language="en", round=other)


def test_database_refuses_a_second_ballot_of_a_person_but_keeps_those_of_nobody() -> None:
    round_, topic, voter = make_round(), make_topic(), make_supporter()
    vote(round_, voter, topic)
    with pytest.raises(IntegrityError), transaction.atomic():
        stored_ballot(round_, topic, voter=voter)
    stored_ballot(round_, topic)
    stored_ballot(round_, topic)
    assert Ballot.objects.count() == 3


def test_chosen_topics_become_assignments_and_others_stay_on_the_ballot() -> None:
    a, b, c = make_topic(), make_topic(), make_topic()
    round_ = make_round(places=2)
    for topic in (a, a, a, b, b, c):
        stored_ballot(round_, topic)
    end(round_)
    close_due()
    assert list(Assignment.objects.order_by("-votes").values_list("topic", "votes", "state")) == [
        (a.pk, 3, "chosen"),
        (b.pk, 2, "chosen"),
    ]
    assert dict(Topic.objects.values_list("pk", "state")) == {
        a.pk: "chosen",
        b.pk: "chosen",
        c.pk: "on_ballot",
    }


def test_round_in_which_nobody_voted_closes_with_nothing_chosen() -> None:
    make_topic()
    round_ = make_round()
    end(round_)
    assert close_due() == 1
    assert not Assignment.objects.exists()
    assert list(problems(BallotFile.objects.get().text)) == []


def test_what_changes_after_the_close_changes_no_result() -> None:
    from coffeepress.topics import decide

    a, b = make_topic(), make_topic()
    round_ = make_round()
    stored_ballot(round_, a)
    end(round_)
    close_due()
    before = list(Round.objects.values()), BallotFile.objects.get().text
    decide.merge(b, a, make_supporter())
    assert close_due() == 0
    assert (list(Round.objects.values()), BallotFile.objects.get().text) == before


@pytest.mark.parametrize(("setting", "votes"), [("kept", 3), ("dropped", 2)])
def test_ballot_of_who_stopped_supporting_is_kept_or_dropped_by_the_setting(
    change_site: Callable[..., None], setting: str, votes: int
) -> None:
    change_site(topics_lapsed=setting)
    topic, round_ = make_topic(), make_round()
    staying, stopping = make_supporter(), make_supporter()
    vote(round_, staying, topic)
    vote(round_, stopping, topic)
    stored_ballot(round_, topic)  # of a deleted account: stays counted either way
    stopping.supporter.counts_until = timezone.now() - timedelta(seconds=30)
    stopping.supporter.save()
    end(round_)
    close_due()
    round_.refresh_from_db()
    assert round_.counts == [[topic.pk, votes]]
    found = read(BallotFile.objects.get().text)
    assert len(found.ballots) == 3
    assert sum(each.is_lapsed for each in found.ballots) == 3 - votes
    assert list(problems(BallotFile.objects.get().text, round_.commitment)) == []


def test_open_round_is_counted_when_ballots_came_in_and_says_nothing_new_otherwise() -> None:
    from coffeepress.edition.models import Change

    topic, round_ = make_topic(), make_round()
    count_open()
    Change.objects.all().delete()
    assert count_open() == 0
    vote(round_, make_supporter(), topic)
    assert count_open() == 1
    assert list(Change.objects.values_list("key", flat=True)) == [f"round:{round_.pk}"]
    round_.refresh_from_db()
    assert (round_.turnout, round_.supporters, round_.counts) == (1, 1, [[topic.pk, 1]])


def test_closing_takes_the_same_queries_with_many_ballots(django_assert_num_queries: object) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def closing(ballots: int) -> int:
        topic, round_ = make_topic(), make_round()
        for _ in range(ballots):
            stored_ballot(round_, topic)
        end(round_)
        with CaptureQueriesContext(connection) as found:
            close_due()
        return len(found)

    assert closing(1) == closing(40)
