"""The projection: the same events in any order, any of them twice, come to the same state."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.support.events import Event, Interval, Kind, months_later
from coffeepress.support.money import Money
from coffeepress.support.projection import GRACE, Contradiction, State, Status, Totals, project

START = datetime(2026, 1, 31, 10, tzinfo=UTC)


def event(
    kind: Kind, number: str, *, days: float = 0, amount: int = 350, payment: str = "", **more: object
) -> Event:
    return Event(
        provider="stripe",
        id=f"{kind}-{number}",
        kind=kind,
        occurred_at=START + timedelta(days=days),
        amount=Money(amount, "EUR"),
        interval=more.pop("interval", Interval.MONTH),  # type: ignore[arg-type]
        payment_id=payment,
        **more,  # type: ignore[arg-type]
    )


PLEDGED = event(Kind.PLEDGED, "1")
FIRST = event(Kind.CHARGED, "in1", payment="in1")
SECOND = event(Kind.CHARGED, "in2", days=28, payment="in2")
ONCE = event(Kind.CHARGED, "pi1", payment="pi1", interval=Interval.ONCE)


def status(*events: Event) -> Status:
    return project(events).status


def test_nothing_happened_yet() -> None:
    assert project([]) == State()


def test_promise_waits_for_its_payment() -> None:
    assert status(PLEDGED) == Status.WAITING


def test_paid_promise_is_active_for_its_month_and_counts_a_week_longer() -> None:
    state = project([PLEDGED, FIRST])
    assert (state.status, state.amount, state.interval) == (Status.ACTIVE, Money(350, "EUR"), Interval.MONTH)
    assert state.paid_until == datetime(2026, 2, 28, 10, tzinfo=UTC)
    assert state.counts_until == state.paid_until + GRACE
    assert state.totals == {"EUR": Totals(charged=350)}


def test_failed_payment_is_past_due_until_it_is_made() -> None:
    failed = event(Kind.FAILED, "in2-1", days=28, payment="in2")
    assert status(PLEDGED, FIRST, failed) == Status.PAST_DUE
    assert (
        status(PLEDGED, FIRST, failed, replace(SECOND, occurred_at=START + timedelta(days=30)))
        == Status.ACTIVE
    )


def test_failed_payment_is_forgotten_once_a_later_one_is_made() -> None:
    failed = event(Kind.FAILED, "in2-1", days=28, payment="in2")
    third = event(Kind.CHARGED, "in3", days=59, payment="in3")
    assert status(PLEDGED, FIRST, failed, third) == Status.ACTIVE


def test_cancelled_pledge_counts_for_what_is_paid_and_no_grace() -> None:
    state = project([PLEDGED, FIRST, event(Kind.CANCELLED, "sub", days=5)])
    assert state.status == Status.CANCELLED
    assert state.counts_until == state.paid_until == datetime(2026, 2, 28, 10, tzinfo=UTC)
    assert state.cancelled_at == START + timedelta(days=5)


def test_payment_that_arrives_after_the_end_counts_as_money_and_revives_nothing() -> None:
    state = project([PLEDGED, event(Kind.CANCELLED, "sub", days=5), FIRST])
    assert (state.status, state.totals["EUR"].kept) == (Status.CANCELLED, 350)


def test_pledge_that_begins_again_is_active() -> None:
    again = event(Kind.PLEDGED, "2", days=40)
    paid = event(Kind.CHARGED, "in9", days=40, payment="in9")
    assert status(PLEDGED, FIRST, event(Kind.CANCELLED, "sub", days=5), again, paid) == Status.ACTIVE


def test_wish_to_end_shows_until_it_is_taken_back() -> None:
    wish = event(Kind.CHANGED, "e1", days=1, ends_at=START + timedelta(days=28))
    back = event(Kind.CHANGED, "e2", days=2)
    assert status(PLEDGED, FIRST, wish) == Status.ENDING
    assert project([PLEDGED, FIRST, wish]).ends_at == START + timedelta(days=28)
    assert status(PLEDGED, FIRST, wish, back) == Status.ACTIVE


def test_change_changes_the_amount() -> None:
    more = event(Kind.CHANGED, "e1", days=1, amount=900, interval=Interval.YEAR)
    state = project([PLEDGED, FIRST, more])
    assert (state.amount, state.interval) == (Money(900, "EUR"), Interval.YEAR)


def test_refund_in_full_takes_the_month_away() -> None:
    state = project([PLEDGED, FIRST, event(Kind.REFUNDED, "re1", days=2, payment="in1")])
    assert (state.status, state.paid_until, state.payments) == (Status.REFUNDED, None, 0)
    assert state.totals == {"EUR": Totals(charged=350, refunded=350)}


def test_refund_in_part_leaves_the_month() -> None:
    state = project([PLEDGED, FIRST, event(Kind.REFUNDED, "re1", days=2, amount=100, payment="in1")])
    assert (state.status, state.totals["EUR"].kept) == (Status.ACTIVE, 250)


def test_refund_that_failed_is_undone() -> None:
    refund = event(Kind.REFUNDED, "re1", days=2, payment="in1")
    undone = event(Kind.REFUNDED, "re1:undone", days=2, amount=-350, payment="in1")
    assert project([PLEDGED, FIRST, refund, undone]).totals == {"EUR": Totals(charged=350)}
    assert status(PLEDGED, FIRST, refund, undone) == Status.ACTIVE


def test_dispute_takes_the_month_away_until_it_is_won() -> None:
    dispute = event(Kind.DISPUTED, "dp1", days=3, payment="in1")
    won = event(Kind.DISPUTED, "dp1:undone", days=3, amount=-350, payment="in1")
    assert status(PLEDGED, FIRST, dispute) == Status.DISPUTED
    assert status(PLEDGED, FIRST, dispute, won) == Status.ACTIVE


def test_dispute_of_an_old_payment_leaves_the_present_one() -> None:
    assert (
        status(PLEDGED, FIRST, SECOND, event(Kind.DISPUTED, "dp1", days=40, payment="in1")) == Status.ACTIVE
    )


def test_one_off_is_paid_for_a_month_without_grace() -> None:
    state = project([ONCE])
    assert state.status == Status.PAID
    assert state.counts_until == START + timedelta(days=31)
    assert status(event(Kind.FAILED, "x", payment="pi1", interval=Interval.ONCE)) == Status.FAILED


def test_currencies_are_summed_apart() -> None:
    yen = replace(SECOND, amount=Money(500, "JPY"))
    assert project([FIRST, yen]).totals == {"EUR": Totals(charged=350), "JPY": Totals(charged=500)}


def test_free_month_counts() -> None:
    assert status(PLEDGED, replace(FIRST, amount=Money(0, "EUR"))) == Status.ACTIVE


def test_same_id_with_other_contents_is_refused() -> None:
    with pytest.raises(Contradiction):
        project([FIRST, replace(FIRST, amount=Money(1, "EUR"))])


@pytest.mark.parametrize(
    ("moment", "months", "later"),
    [
        (datetime(2026, 1, 31, tzinfo=UTC), 1, datetime(2026, 2, 28, tzinfo=UTC)),
        (datetime(2028, 1, 31, tzinfo=UTC), 1, datetime(2028, 2, 29, tzinfo=UTC)),
        (datetime(2026, 12, 15, tzinfo=UTC), 1, datetime(2027, 1, 15, tzinfo=UTC)),
        (datetime(2028, 2, 29, tzinfo=UTC), 12, datetime(2029, 2, 28, tzinfo=UTC)),
    ],
)
def test_a_month_later(moment: datetime, months: int, later: datetime) -> None:
    assert months_later(moment, months) == later


#: Few moments, so that many events share one; few payments, so that refunds meet charges.
any_event = st.builds(
    lambda kind, number, days, amount, payment, interval, ends: event(
        kind,
        str(number),
        days=days,
        amount=amount,
        payment=payment if kind in (Kind.CHARGED, Kind.FAILED, Kind.REFUNDED, Kind.DISPUTED) else "",
        interval=interval,
        ends_at=START + timedelta(days=90) if ends and kind == Kind.CHANGED else None,
        remote_pledge=f"sub{days}",
    ),
    st.sampled_from(Kind),
    st.integers(0, 1000),
    st.integers(0, 3),
    st.integers(-400, 400),
    st.sampled_from(["in1", "in2", "in3"]),
    st.sampled_from(Interval),
    st.booleans(),
)


@given(st.lists(any_event, unique_by=lambda each: each.id, max_size=12), st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing(events: list[Event], chance: random.Random) -> None:
    state = project(events)
    again = events + [chance.choice(events) for _ in events]
    chance.shuffle(again)
    assert project(again) == state
    kept = sum(sums.kept for sums in state.totals.values())
    signs = {Kind.CHARGED: 1, Kind.REFUNDED: -1, Kind.DISPUTED: -1}
    assert kept == sum(signs.get(each.kind, 0) * each.amount.minor for each in events if each.amount)
