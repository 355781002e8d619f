"""When a pledge counted: the second projection, of the same events, agrees with the first at every moment."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.support.events import Event, Interval, Kind, months_later
from coffeepress.support.money import Money
from coffeepress.support.projection import GRACE, Contradiction, project
from coffeepress.support.spans import Span, spans
from tests.support.test_projection import FIRST, ONCE, PLEDGED, SECOND, START, event

MONTH = months_later(START, 1)


def test_nothing_happened_and_a_promise_without_payment_count_for_nothing() -> None:
    assert spans([]) == spans([PLEDGED]) == []


def test_payments_in_a_row_are_one_span_that_ends_when_the_pledge_stops_counting() -> None:
    state = project([PLEDGED, FIRST, SECOND])
    assert state.counts_until is not None
    assert spans([SECOND, FIRST, PLEDGED, FIRST]) == [
        Span(START, state.counts_until, Money(350, "EUR"), Interval.MONTH)
    ]


def test_late_renewal_within_the_grace_leaves_no_gap_and_a_later_one_does() -> None:
    in_time = event(Kind.CHARGED, "2", days=28 + 7, payment="2")
    late = event(Kind.CHARGED, "2", days=28 + 8, payment="2")
    assert len(spans([FIRST, in_time])) == 1
    assert [(span.begins_at, span.ends_at) for span in spans([FIRST, late])] == [
        (START, MONTH + GRACE),
        (late.occurred_at, months_later(late.occurred_at, 1) + GRACE),
    ]


def test_changed_amount_begins_a_new_span() -> None:
    changed = event(Kind.CHANGED, "1", days=10, amount=900)
    found = spans([PLEDGED, FIRST, changed])
    assert [(span.amount.minor, span.begins_at) for span in found] == [
        (350, START),
        (900, changed.occurred_at),
    ]
    assert found[0].ends_at == found[1].begins_at


def test_part_of_a_payment_at_a_change_is_not_taken_for_the_promise() -> None:
    part = event(Kind.CHARGED, "part", days=10, amount=120, payment="part")
    assert [span.amount.minor for span in spans([PLEDGED, FIRST, part])] == [350]


def test_payment_that_was_taken_back_never_counted() -> None:
    refund = event(Kind.REFUNDED, "r", days=3, payment="in1")
    assert spans([PLEDGED, FIRST, refund]) == []


def test_ended_pledge_counts_for_what_was_paid_and_not_longer() -> None:
    end = event(Kind.CANCELLED, "1", days=5)
    assert [span.ends_at for span in spans([PLEDGED, FIRST, end])] == [MONTH]


def test_one_off_payment_counts_a_month_and_recurs_not() -> None:
    assert [(span.ends_at - span.begins_at, span.interval) for span in spans([ONCE])] == [
        (timedelta(days=31), Interval.ONCE)
    ]


def test_contradiction_is_refused() -> None:
    with pytest.raises(Contradiction):
        spans([FIRST, event(Kind.CHARGED, "in1", payment="in1", amount=1)])


KINDS = st.sampled_from(list(Kind))
steps = st.lists(
    st.tuples(
        KINDS,
        st.integers(0, 400),
        st.sampled_from([350, 350, 900]),
        st.integers(0, 3),
        st.sampled_from(list(Interval)),
    ),
    max_size=12,
)


@given(steps=steps, chance=st.randoms(use_true_random=False))
def test_spans_and_state_agree_and_order_does_not_matter(
    steps: list[tuple[Kind, int, int, int, Interval]], chance: random.Random
) -> None:
    events = [
        Event(
            provider="stripe",
            id=f"{number}",
            kind=kind,
            occurred_at=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=days),
            amount=Money(amount, "EUR"),
            interval=interval,
            payment_id=f"pay-{payment}",
        )
        for number, (kind, days, amount, payment, interval) in enumerate(steps)
    ]
    found, state = spans(events), project(events)
    assert spans(chance.sample(events, len(events))) == found
    assert all(span.begins_at < span.ends_at for span in found)
    assert all(one.ends_at <= other.begins_at for one, other in pairwise(found))
    last = max((each.occurred_at for each in events), default=START)
    for moment in (last, last + timedelta(days=20), last + timedelta(days=200)):
        counts = state.counts_until is not None and state.counts_until > moment
        assert any(span.begins_at <= moment < span.ends_at for span in found) == counts
