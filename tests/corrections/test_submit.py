"""A report is taken once, with its passage looked up; equal ones are counted."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from coffeepress.articles.passages import said
from coffeepress.corrections.limits import TooMany
from coffeepress.corrections.models import Report, ReportEvent, Submission
from coffeepress.corrections.past_texts import keep
from coffeepress.corrections.submit import ArticleGone, as_read
from tests.corrections.readers import take
from tests.edition.newsroom import Newsroom, publish, unpublish

BODY = (
    "<p>The bridge 🌉 is <b>forty</b> metres <a href='https://example.org/'>long</a>.</p>"
    "<p>It was built in 1904.</p>"
)


@pytest.fixture
def article(newsroom: Newsroom) -> Any:
    return newsroom.article(
        newsroom.section("city"), "bridge", title="The bridge", standfirst="Old.", body=[("text", BODY)]
    )


def selected(article: Any, exact: str) -> dict[str, Any]:
    from tests.corrections.readers import selected as fields_of

    fields = fields_of(article, exact)
    return {
        "exact": exact,
        "start": int(fields["start"]),
        "end": int(fields["end"]),
        "digest": fields["digest"],
        "revision_id": article.live_revision_id,
    }


def test_a_selected_passage_is_stored_with_its_place_in_code_points(article: Any) -> None:
    report = take(article, **selected(article, "forty metres long"))
    text = said(article).text
    start = text.index("forty")
    assert (report.kind, report.standing) == (Report.Kind.PASSAGE, Report.Standing.THERE)
    assert (report.start, report.end) == (start, start + len("forty metres long"))
    assert (report.now_start, report.now_end) == (report.start, report.end)
    assert text[report.start : report.end] == "forty metres long"
    assert (report.prefix, report.suffix) == (
        text[start - 32 if start > 32 else 0 : start],
        text[report.end :][:32],
    )
    assert report.revision_id == article.live_revision_id
    assert report.text_digest == said(article).digest


def test_a_passage_over_two_paragraphs_is_stored_with_its_line_break(article: Any) -> None:
    report = take(article, **selected(article, "long.\nIt was built"))
    assert (report.exact, report.standing) == ("long.\nIt was built", Report.Standing.THERE)


def test_a_typed_passage_is_found_and_named_as_the_text_has_it(article: Any) -> None:
    report = take(article, exact=" It was  built in 1904. ")
    text = said(article).text
    assert (report.exact, report.standing) == ("It was built in 1904.", Report.Standing.THERE)
    assert report.start == text.index("It was built")
    assert report.text_digest == said(article).digest


def test_a_passage_typed_with_a_slip_is_found_where_it_differs_a_little(article: Any) -> None:
    report = take(article, exact="It was bilt in 1904.")
    text = said(article).text
    assert (report.exact, report.standing, report.start) == ("It was bilt in 1904.", "changed", None)
    assert text[report.now_start : report.now_end] == "It was built in 1904."


def test_a_typed_passage_that_is_nowhere_is_kept_all_the_same(article: Any) -> None:
    report = take(article, exact="Nothing of the sort stands there")
    assert (report.standing, report.start, report.now_start) == (Report.Standing.GONE, None, None)


def test_a_place_that_holds_other_words_is_not_believed(article: Any) -> None:
    report = take(article, **{**selected(article, "forty"), "exact": "built in 1904"})
    assert (report.standing, report.start) == (Report.Standing.THERE, report.now_start)
    assert said(article).text[report.start : report.end] == "built in 1904"


def test_a_passage_of_a_text_that_was_replaced_meanwhile_is_carried_over(article: Any) -> None:
    fields = selected(article, "built in 1904")
    keep(article, said(article))
    article = publish(article, standfirst="Old, and longer than before.")
    report = take(article, **fields)
    assert (report.standing, report.text_digest) == (Report.Standing.THERE, fields["digest"])
    assert report.now_start == said(article).text.index("built in 1904")
    assert report.start == report.now_start - len("Old, and longer than before.") + len("Old.")


def test_a_revision_of_another_article_is_not_noted(article: Any, newsroom: Newsroom) -> None:
    other = newsroom.article(newsroom.section("water"), "river")
    report = take(article, **{**selected(article, "forty"), "revision_id": other.live_revision_id})
    assert report.revision_id is None


def test_a_report_without_a_passage_is_about_the_article_and_a_letter_about_none(article: Any) -> None:
    assert take(article).kind == Report.Kind.ARTICLE
    assert take(None).kind == Report.Kind.LETTER


def test_a_report_about_an_article_that_was_withdrawn_is_refused(article: Any) -> None:
    unpublish(article)
    with pytest.raises(ArticleGone):
        take(article)
    assert Submission.objects.count() == 0


def test_the_same_submission_again_gives_the_same_report(article: Any) -> None:
    first, second = take(article, nonce="once"), take(article, nonce="once", wrong="Other words")
    assert (first.pk, Report.objects.count(), second.wrong) == (second.pk, 1, "It is not so.")


def test_an_identical_report_of_another_reader_is_counted(article: Any) -> None:
    first = take(article, exact="forty", address="192.0.2.1")
    again = take(article, exact="forty", wrong="It  is not\nso.", address="192.0.2.2")
    again.refresh_from_db()
    assert (again.pk, again.readers, Report.objects.count()) == (first.pk, 2, 1)
    whats = list(again.events.values_list("what", flat=True))
    assert whats == [ReportEvent.What.RECEIVED, ReportEvent.What.AGAIN]


def test_an_identical_report_of_the_same_reader_is_not_counted_again(article: Any) -> None:
    take(article, exact="forty")
    again = take(article, exact="forty")
    again.refresh_from_db()
    assert (again.readers, Report.objects.count(), Submission.objects.count()) == (1, 1, 2)


def test_an_identical_report_with_another_address_is_stored_so_that_both_are_told(article: Any) -> None:
    take(article, exact="forty", email="one@example.org", address="192.0.2.1")
    second = take(article, exact="forty", email="two@example.org", address="192.0.2.2")
    leader = Report.objects.get(leader=None)
    assert (second.leader_id, leader.readers) == (leader.pk, 2)


def test_counting_a_follower_counts_for_its_leader_too(article: Any) -> None:
    leader = take(article, exact="forty metres", address="192.0.2.1")
    follower = take(article, exact="metres long", address="192.0.2.2")
    take(article, exact="metres long", address="192.0.2.3")
    leader.refresh_from_db()
    follower.refresh_from_db()
    assert (follower.leader_id, follower.readers, leader.readers) == (leader.pk, 2, 3)


@pytest.mark.parametrize("state", [Report.State.DECLINED, Report.State.SPAM])
def test_what_was_declined_is_not_asked_again(article: Any, state: str) -> None:
    report = take(article, exact="forty", address="192.0.2.1")
    Report.objects.update(state=state)
    assert take(article, exact="forty", address="192.0.2.2").pk == report.pk


def test_what_was_mended_and_is_wrong_again_is_a_new_report(article: Any) -> None:
    report = take(article, exact="forty", address="192.0.2.1")
    Report.objects.update(state=Report.State.CORRECTED)
    assert take(article, exact="forty", address="192.0.2.2").pk != report.pk


def test_a_report_costs_as_many_queries_when_there_are_many(
    article: Any, django_assert_max_num_queries: Callable[..., Any], change_site: Any
) -> None:
    take(article, exact="forty")
    with django_assert_max_num_queries(40) as few:
        take(article, wrong="a", **selected(article, "forty"))
    for number in range(6):
        take(article, wrong=f"b {number}", exact="built", address=f"192.0.2.{number}")
    with django_assert_max_num_queries(len(few)):
        take(article, wrong="c", **selected(article, "forty"))


def test_a_typed_passage_has_white_space_as_the_text_has_it() -> None:
    assert as_read("  one \t two\n\n  three ") == "one two\nthree"


@pytest.fixture
def committed(transactional_db: Any, no_waiting_for_the_disk: None) -> Any:
    from coffeepress.edition.outbox import deferred

    with deferred():
        outlet = Newsroom()
        yield outlet.article(outlet.section("city"), "bridge", body=[("text", BODY)])


def at_once(works: list[Callable[[], Any]]) -> list[Any]:
    """What works that start together return or raise."""
    start = threading.Barrier(len(works))
    found: list[Any] = []

    def run(work: Callable[[], Any]) -> None:
        try:
            start.wait()
            found.append(work())
        except Exception as error:
            found.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.mark.postgres
def test_a_double_click_gives_one_report_and_the_same_receipt(committed: Any) -> None:
    found = at_once([lambda: take(committed, nonce="twice", exact="forty")] * 4)
    assert len({report.pk for report in found}) == 1
    assert (Report.objects.count(), Submission.objects.count()) == (1, 1)


@pytest.mark.postgres
def test_equal_reports_at_once_are_one_with_its_readers_counted(committed: Any) -> None:
    works = [lambda n=n: take(committed, exact="forty", address=f"192.0.2.{n}") for n in range(4)]
    found = at_once(works)
    assert len({report.pk for report in found}) == 1
    assert Report.objects.get().readers == 4


@pytest.mark.postgres
def test_a_burst_at_once_does_not_pass_the_limit(committed: Any, change_site: Any) -> None:
    change_site(reports_per_hour=3)
    found = at_once([lambda n=n: take(committed, wrong=f"Wrong {n}") for n in range(8)])
    assert sum(isinstance(each, TooMany) for each in found) == 5
    assert Report.objects.count() == 3
