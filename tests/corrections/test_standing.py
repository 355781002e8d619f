"""Where reported passages are after their article has changed."""

from __future__ import annotations

from typing import Any

import pytest

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections import decide, standing
from coffeepress.corrections.models import Report
from tests.corrections.reports import as_stored, report_on
from tests.edition.newsroom import Newsroom, fresh, publish, unpublish
from tests.newsroom.characters import MODERATOR, make_account

pytestmark = pytest.mark.postgres

TEXT = "The bridge over the river was openned in 1901 by the mayor of the town."


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return newsroom.article(newsroom.section("city"), title="One", standfirst="", body=body(TEXT))


def body(*paragraphs: str) -> list[tuple[str, str]]:
    return [("text", "".join(f"<p>{each}</p>" for each in paragraphs))]


def place(report: Report) -> tuple[str, str | None]:
    """What has become of the passage, and what stands there."""
    now = as_stored(report)
    text = said(fresh(report.article)).text
    return now.standing, text[now.now_start : now.now_end] if now.now_start is not None else None


def test_a_passage_is_there_when_it_is_reported(article: Article) -> None:
    assert place(report_on(article, "openned in 1901")) == ("there", "openned in 1901")


def test_a_passage_that_moved_is_there(article: Article) -> None:
    report = report_on(article, "openned in 1901")
    publish(article, title="A longer headline", body=body("Before it.", TEXT))
    assert place(report) == ("there", "openned in 1901")


def test_a_passage_that_was_changed_is_shown_as_it_is_now(article: Article) -> None:
    report = report_on(article, "openned in 1901", "opened in 1901")
    publish(article, body=body(TEXT.replace("openned", "built")))
    assert place(report) == ("changed", "built in 1901")


def test_a_passage_that_reads_as_proposed_is_marked_so(article: Article) -> None:
    report = report_on(article, "openned in 1901", "opened  in 1902")
    publish(article, body=body(TEXT.replace("openned in 1901", "opened in 1902")))
    assert place(report) == ("proposed", "opened in 1902")


def test_a_passage_that_was_taken_out_is_gone(article: Article) -> None:
    report = report_on(article, "was openned in 1901")
    publish(article, body=body("Nothing like that is said here any more; it is about ships."))
    assert place(report) == ("gone", None)


def test_a_passage_that_comes_back_is_there_again(article: Article) -> None:
    report = report_on(article, "was openned in 1901")
    publish(article, body=body("Nothing like that is said here any more; it is about ships."))
    publish(article, body=body(TEXT))
    assert place(report) == ("there", "was openned in 1901")


def test_what_is_proposed_is_found_where_the_old_text_is_not_known(article: Article) -> None:
    report = report_on(article, "openned in 1901", "opened in 1902")
    Report.objects.update(text_digest="", revision=None, start=None, end=None)
    publish(article, body=body(TEXT.replace("openned in 1901", "opened in 1902")))
    assert place(report) == ("proposed", "opened in 1902")


def test_what_is_decided_stays_as_it_was_looked_up(article: Article) -> None:
    report = report_on(article, "openned in 1901")
    decide.decline(report, make_account(MODERATOR), "No.")
    publish(article, body=body("Before it.", TEXT))
    assert (as_stored(report).now_start, as_stored(report).standing) == (report.now_start, "there")


def test_a_report_without_a_passage_has_no_place(article: Article) -> None:
    report = Report.objects.create(
        kind="article", language="en", article=article, fingerprint="x", wrong="All."
    )
    standing.look_up(report, article, said(article))
    assert (report.standing, report.now_start, report.now_end) == ("", None, None)
    standing.look_up_again(report)
    assert as_stored(report).standing == ""


def test_reports_of_a_withdrawn_article_stay_as_they_are(article: Article) -> None:
    report = report_on(article, "openned in 1901")
    unpublish(article)
    standing.look_up_all(article.pk)
    standing.look_up_again(report)
    assert as_stored(report).standing == "there"


def test_reports_are_looked_up_some_at_a_time(article: Article) -> None:
    reports = [report_on(article, word) for word in ("bridge", "river", "mayor", "town")]
    Report.objects.update(standing="", now_start=None, now_end=None)
    assert standing.look_up_all(article.pk, at_most=3) == reports[2].pk
    assert as_stored(reports[3]).standing == ""
    assert standing.look_up_all(article.pk, after=reports[2].pk, at_most=3) is None
    assert as_stored(reports[3]).standing == "there"


def test_all_reports_are_looked_up_by_one_task_after_another(
    article: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing.look_up_all, "__kwdefaults__", {"after": 0, "at_most": 2})
    reports = [report_on(article, word) for word in ("bridge", "river", "mayor", "town", "openned")]
    publish(article, body=body("Before it.", TEXT))
    assert [place(each) for each in reports] == [("there", each.exact) for each in reports]


def test_an_article_without_open_reports_queues_nothing(article: Article, monkeypatch: Any) -> None:
    decide.decline(report_on(article, "openned"), make_account(MODERATOR), "No.")
    asked: list[int] = []
    monkeypatch.setattr(standing, "look_up_all", lambda pk, **_: asked.append(pk))
    publish(article, title="Two")
    assert asked == []
    report_on(fresh(article), "openned")
    publish(article, title="Three")
    assert asked == [article.pk]


@pytest.mark.parametrize("number", [2, 20])
def test_texts_are_looked_up_once_for_all_that_read_them(
    article: Article, number: int, django_assert_max_num_queries: Any
) -> None:
    for _ in range(number):
        report_on(article, "openned in 1901")
    with django_assert_max_num_queries(12):
        standing.look_up_all(article.pk)


def test_groups_follow_where_passages_are_now(article: Article) -> None:
    first, second, third = (report_on(article, words) for words in ("bridge", "mayor", "town"))
    Report.objects.filter(pk=second.pk).update(leader=first)
    Report.objects.filter(pk=first.pk).update(readers=2)
    publish(article, body=body("Before it.", TEXT))
    now = [as_stored(each) for each in (first, second, third)]
    assert [(each.leader, each.readers) for each in now] == [(None, 1), (None, 1), (None, 1)]
