"""Reports about the same passage are one group, counted by its readers."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeepress.articles.models import Article
from coffeepress.corrections import grouping
from coffeepress.corrections.models import Report
from tests.corrections.reports import as_stored, letter, report_on
from tests.edition.newsroom import Newsroom

pytestmark = pytest.mark.postgres


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return newsroom.article(newsroom.section("city"), body=[("text", "<p>one two three four five six</p>")])


def group(report: Report) -> tuple[int | None, int]:
    now = as_stored(report)
    return now.leader_id, now.readers


def test_an_overlapping_report_follows_the_first(article: Article) -> None:
    first, second, third = (report_on(article, words) for words in ("one two", "two three", "one"))
    assert [group(each) for each in (first, second, third)] == [(None, 3), (first.pk, 1), (first.pk, 1)]


def test_reports_beside_each_other_do_not_overlap(article: Article) -> None:
    first, second = report_on(article, "one"), report_on(article, " two")
    assert [group(each) for each in (first, second)] == [(None, 1), (None, 1)]


def test_a_report_that_overlaps_only_a_follower_leads(article: Article) -> None:
    report_on(article, "one two")
    report_on(article, "two three")
    assert group(report_on(article, "three four")) == (None, 1)


def test_reports_of_other_articles_and_without_a_passage_are_no_group(
    article: Article, newsroom: Newsroom
) -> None:
    report_on(article, "one")
    other = newsroom.article(newsroom.section("town"), body=[("text", "<p>one two</p>")])
    assert group(report_on(other, "one")) == (None, 1)
    assert grouping.join(letter()) is None


def test_a_report_counted_twice_counts_for_its_leader(article: Article) -> None:
    first = report_on(article, "one two", readers=3)
    report_on(article, "two", readers=2)
    assert group(first) == (None, 5)


def test_a_leader_that_follows_takes_its_followers_along(article: Article) -> None:
    first, second = report_on(article, "one two"), report_on(article, "two")
    other = report_on(article, "five")
    grouping.follow(as_stored(first), other)
    assert [group(each) for each in (other, first, second)] == [(None, 3), (other.pk, 1), (other.pk, 1)]
    grouping.leave(as_stored(first))
    assert [group(each) for each in (other, first, second)] == [(None, 2), (None, 1), (other.pk, 1)]


@pytest.mark.parametrize("number", [2, 30])
def test_joining_takes_as_many_queries_among_many_as_among_few(
    article: Article, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        report_on(article, "one two")
    alone = report_on(article, "five")
    Report.objects.filter(pk=alone.pk).update(now_start=0)
    alone = as_stored(alone)
    with django_assert_num_queries(8):
        grouping.join(alone)


PLACES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 8), st.booleans(), st.integers(1, 3)), min_size=1, max_size=8
)


@given(before=PLACES, moves=st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=8))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_groups_made_anew_hold_what_overlaps_and_count_all_readers(
    article: Article, before: list[tuple[int, int, bool, int]], moves: list[tuple[int, int]]
) -> None:
    Report.objects.all().delete()
    for start, length, has_place, readers in before:
        report = report_on(article, "one", readers=readers)
        grouping.leave(report)
        Report.objects.filter(pk=report.pk).update(
            now_start=start if has_place else None, now_end=start + length if has_place else None
        )
        grouping.join(as_stored(report))
    for report, (start, length) in zip(Report.objects.order_by("pk"), moves, strict=False):
        Report.objects.filter(pk=report.pk).update(now_start=start, now_end=start + length)
    grouping.regroup(article.pk)
    rows = {row.pk: row for row in Report.objects.order_by("created_at", "pk")}
    leaders = [row for row in rows.values() if row.leader_id is None]
    for row in rows.values():
        if row.leader_id is not None:
            assert rows[row.leader_id].leader_id is None
        if row.now_start is not None:
            assert row.leader_id == first_over(row, leaders)
    assert sum(row.readers for row in leaders) == sum(readers for *_, readers in before)
    grouping.regroup(article.pk)
    assert {row.pk: (row.leader_id, row.readers) for row in Report.objects.all()} == {
        pk: (row.leader_id, row.readers) for pk, row in rows.items()
    }


def first_over(row: Report, leaders: list[Report]) -> int | None:
    """The first leader whose passage overlaps; None for one that leads."""
    for leader in leaders:
        if leader.pk == row.pk:
            return None
        if leader.now_start is not None and leader.now_start < row.now_end and leader.now_end > row.now_start:
            return leader.pk
    raise AssertionError("It leads nobody and follows nobody.")
