"""Casting: who may, when, for what; twice; changed; replayed."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from coffeepress.topics import cast as casting
from coffeepress.topics.cast import cast
from coffeepress.topics.close import close_due
from coffeepress.topics.models import Ballot, Topic
from coffeepress.topics.receipt import hash_of
from coffeepress.topics.slips import Forged, new_slip, read_slip
from tests.topics.votes import HOUR, end, make_reader, make_round, make_supporter, make_topic, vote

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_supporter_casts_a_ballot_of_which_only_the_hash_of_its_receipt_is_stored() -> None:
    round_, voter, topics = make_round(), make_supporter(), [make_topic() for _ in range(3)]
    done = vote(round_, voter, topics[2], topics[0])
    ballot = Ballot.objects.get()
    assert (ballot.voter, ballot.round, ballot.choices) == (voter, round_, [topics[0].pk, topics[2].pk])
    assert ballot.receipt_hash == hash_of(done.receipt)
    assert done.receipt not in str(Ballot.objects.values())


def test_eligibility_is_recorded_at_the_cast() -> None:
    until = timezone.now() + 3 * HOUR
    vote(make_round(), make_supporter(until=until), make_topic())
    assert Ballot.objects.get().supported_until == until


def test_ballot_of_a_new_account_is_noted_as_such() -> None:
    round_, topic = make_round(), make_topic()
    vote(round_, make_supporter("new", date_joined=timezone.now() - HOUR), topic)
    vote(round_, make_supporter("old"), topic)
    assert [each.by_new_account for each in Ballot.objects.order_by("pk")] == [True, False]


def test_ballot_is_changed_until_the_close_and_gets_another_receipt() -> None:
    round_, voter, a, b = make_round(), make_supporter(), make_topic(), make_topic()
    first = vote(round_, voter, a)
    second = vote(round_, voter, b)
    ballot = Ballot.objects.get()
    assert ballot.choices == [b.pk]
    assert ballot.receipt_hash == hash_of(second.receipt) != hash_of(first.receipt)


def test_ballot_can_be_emptied_but_not_begun_empty() -> None:
    round_, voter = make_round(), make_supporter()
    with pytest.raises(casting.NothingChosen):
        vote(round_, voter)
    vote(round_, voter, make_topic())
    vote(round_, voter)
    assert Ballot.objects.get().choices == []


def test_same_form_sent_twice_is_one_ballot_with_the_same_receipt() -> None:
    round_, voter, topic = make_round(), make_supporter(), make_topic()
    slip = new_slip(round_, voter)
    first = cast(slip, [topic.pk], voter=voter)
    again = cast(slip, [topic.pk], voter=voter)
    assert (first.was_there, again.was_there) == (False, True)
    assert first.receipt == again.receipt
    assert Ballot.objects.count() == 1


def test_same_form_sent_again_after_the_close_or_the_end_of_support_still_tells_its_receipt() -> None:
    round_, voter, topic = make_round(), make_supporter(), make_topic()
    slip = new_slip(round_, voter)
    cast(slip, [topic.pk], voter=voter)
    voter.supporter.delete()
    end(round_)
    close_due()
    assert cast(slip, [topic.pk], voter=voter).was_there


def test_form_gone_back_to_and_sent_with_other_topics_changes_the_ballot() -> None:
    round_, voter, a, b = make_round(), make_supporter(), make_topic(), make_topic()
    slip = new_slip(round_, voter)
    cast(slip, [a.pk], voter=voter)
    cast(slip, [b.pk], voter=voter)
    assert Ballot.objects.get().choices == [b.pk]


def test_form_replayed_after_a_change_is_refused_and_changes_nothing() -> None:
    round_, voter, a, b = make_round(), make_supporter(), make_topic(), make_topic()
    slip = new_slip(round_, voter)
    cast(slip, [a.pk], voter=voter)
    vote(round_, voter, b)
    with pytest.raises(casting.UsedBefore):
        cast(slip, [a.pk], voter=voter)
    assert Ballot.objects.get().choices == [b.pk]


def test_topic_named_twice_counts_as_one_vote() -> None:
    topic = make_topic()
    vote(make_round(votes=1), make_supporter(), topic, topic)
    assert Ballot.objects.get().choices == [topic.pk]


def test_reader_without_support_is_refused() -> None:
    with pytest.raises(casting.NotASupporter):
        vote(make_round(), make_reader(), make_topic())
    assert not Ballot.objects.exists()


def test_supporter_whose_support_has_lapsed_is_refused_and_keeps_the_ballot_already_cast() -> None:
    round_, voter, a, b = make_round(), make_supporter(), make_topic(), make_topic()
    vote(round_, voter, a)
    voter.supporter.counts_until = timezone.now() - timedelta(seconds=1)
    voter.supporter.save()
    with pytest.raises(casting.NotASupporter):
        vote(round_, voter, b)
    assert Ballot.objects.get().choices == [a.pk]


def test_more_topics_than_votes_are_refused() -> None:
    with pytest.raises(casting.TooManyVotes):
        vote(make_round(votes=2), make_supporter(), *[make_topic() for _ in range(3)])


@pytest.mark.parametrize(
    "state", [each for each in Topic.State.values if each not in ("on_ballot", "merged")]
)
def test_topic_that_is_not_on_the_ballot_is_refused(state: str) -> None:
    with pytest.raises(casting.NotOnBallot):
        vote(make_round(), make_supporter(), make_topic(state=state))


def test_topic_of_another_language_and_one_that_is_not_there_are_refused() -> None:
    round_, voter = make_round(language="en"), make_supporter()
    for choice in (make_topic(language="uk"), 999_999):
        with pytest.raises(casting.NotOnBallot):
            vote(round_, voter, choice)


def test_round_for_all_languages_takes_topics_of_each() -> None:
    en, uk = make_topic(language="en"), make_topic(language="uk")
    vote(make_round(language=""), make_supporter(), en, uk)
    assert Ballot.objects.get().choices == [en.pk, uk.pk]


@pytest.mark.parametrize(("opens", "closes"), [(HOUR, 2 * HOUR), (-2 * HOUR, -HOUR)])
def test_round_that_is_not_open_takes_no_ballot(opens: timedelta, closes: timedelta) -> None:
    with pytest.raises(casting.NotOpen):
        vote(make_round(opens=opens, closes=closes), make_supporter(), make_topic())


def test_round_whose_time_is_over_takes_no_ballot_though_nobody_has_closed_it_yet() -> None:
    round_ = make_round()
    end(round_)
    with pytest.raises(casting.NotOpen):
        vote(round_, make_supporter(), make_topic())


def test_form_of_somebody_else_is_refused() -> None:
    round_, topic = make_round(), make_topic()
    slip = new_slip(round_, make_supporter())
    with pytest.raises(casting.NotYours):
        cast(slip, [topic.pk], voter=make_supporter())


def test_ballot_changed_too_many_times_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casting, "MOST_CHANGES", 2)
    round_, voter, topics = make_round(), make_supporter(), [make_topic() for _ in range(4)]
    for topic in topics[:3]:
        vote(round_, voter, topic)
    with pytest.raises(casting.TooManyChanges):
        vote(round_, voter, topics[3])


@pytest.mark.parametrize("token", ["", "1.2.AAAA", "1.2.AAAA:forged", "x" * 1000])
def test_forged_slip_is_refused(token: str) -> None:
    with pytest.raises(Forged):
        read_slip(token)


def test_slip_comes_back_as_it_was_given() -> None:
    slip = new_slip(make_round(), make_supporter())
    assert read_slip(slip.signed) == slip


def test_casting_takes_the_same_queries_with_many_ballots(django_assert_num_queries: object) -> None:
    round_, topics = make_round(), [make_topic() for _ in range(30)]
    for _ in range(5):
        vote(round_, make_supporter(), *topics[:3])
    voter = make_supporter()
    with django_assert_num_queries(8, exact=False):  # type: ignore[operator]
        vote(round_, voter, *topics[:3])
