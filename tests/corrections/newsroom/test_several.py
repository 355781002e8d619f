"""Several reports of the queue decided at once: each as on its own page, and who may not is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from django.test import Client

    from coffeepress.articles.models import Article

pytestmark = pytest.mark.postgres

QUEUE = "/newsroom/readers-reports/"
SEVERAL = f"{QUEUE}several/"


def send(client: Any, name: str, *reports: Any, **written: Any) -> Any:
    answer = client.post(SEVERAL, {"several": name, "report": [each.pk for each in reports], **written})
    for each in reports:
        each.refresh_from_db()
    return answer


def told(client: Any) -> str:
    return str(client.get(QUEUE).content.decode())


def test_the_queue_has_a_box_for_each_open_report_and_the_form_they_belong_to(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about

    report, decided = about(article), about(article, state="declined")
    page = editor.get(QUEUE, {"state": "all"}).content.decode()
    assert f'name="report" value="{report.pk}" form="reports-several"' in page
    assert f'name="report" value="{decided.pk}"' not in page
    assert f'name="next" value="{QUEUE}?state=all"' in page


def test_chosen_reports_are_assigned_to_who_asks(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    one, other, third = about(article), about(article), about(article)
    answer = send(editor, "assign", one, other, next=f"{QUEUE}?state=all")
    third.refresh_from_db()
    assert answer["Location"] == f"{QUEUE}?state=all"
    assert [each.state for each in (one, other, third)] == ["looking", "looking", "received"]
    assert one.assignee_id == other.assignee_id is not None
    assert "2 reports: done." in told(editor)


def test_chosen_reports_are_declined_with_one_reason_and_each_reader_and_follower_is_told(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about

    one, other = about(article, email="ann@example.org"), about(article, email="bob@example.org")
    follower = about(article, email="cyd@example.org", leader=one)
    send(editor, "decline", one, other, reason=" The plaque says so. ")
    follower.refresh_from_db()
    assert [(each.state, each.reason) for each in (one, other, follower)] == [
        ("declined", "The plaque says so.")
    ] * 3
    assert [each.decided_by is not None and each.decided_at is not None for each in (one, other)] == [
        True
    ] * 2
    assert [each.events.filter(what="decided").count() for each in (one, other, follower)] == [1, 1, 1]
    tell_everybody()
    assert sorted(each.to[0] for each in mail.outbox) == [
        "ann@example.org",
        "bob@example.org",
        "cyd@example.org",
    ]


def tell_everybody() -> None:
    """What the worker does with mails, where the queue's tasks are not done at once."""
    from coffeepress.edition.worker import run_tasks

    run_tasks()


def test_chosen_reports_are_marked_as_fixed_but_for_letters(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about, letter

    report, note = about(article), letter()
    send(editor, "fixed", report, note)
    assert (report.state, note.state) == ("fixed", "received")
    page = told(editor)
    assert "1 report: done." in page
    assert f"№ {note.pk} is a letter: nothing in an article can be fixed." in page


def test_one_that_was_decided_meanwhile_is_told_and_the_others_are_done(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about

    report, decided = about(article), about(article, state="fixed")
    send(editor, "decline", report, decided, reason="No.")
    assert (report.state, decided.state) == ("declined", "fixed")
    page = told(editor)
    assert "1 report: done." in page
    assert f"№ {decided.pk} has been decided meanwhile." in page


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_declining_without_a_reason_or_with_a_book_does_nothing(
    article: Article, editor: Any, reason: str
) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    send(editor, "decline", report, reason=reason)
    assert report.state == "received"
    assert "Readers are told why: write a reason of up to 2,000 characters." in told(editor)


def test_with_none_chosen_it_says_so(article: Article, editor: Any) -> None:
    send(editor, "assign")
    assert "Choose reports first." in told(editor)


@pytest.mark.parametrize(
    "form",
    [
        {"several": "spam", "report": ["1"]},
        {"report": ["1"]},
        {"several": "assign", "report": ["1 or 1"]},
        {"several": "assign", "report": ["9" * 19]},
        {"several": "assign", "report": ["1"] * 51},
    ],
)
def test_nonsense_is_refused(article: Article, editor: Any, form: dict[str, Any]) -> None:
    assert editor.post(SEVERAL, form).status_code == 400


def test_it_never_leads_to_another_site(article: Article, editor: Any) -> None:
    assert send(editor, "assign", next="https://evil.example/")["Location"] == QUEUE


@pytest.mark.parametrize("character", ["Writer", "Photographer"])
def test_who_may_not_decide_is_refused(
    article: Article, signed_in: Callable[[str], Client], character: str
) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    answer = send(signed_in(character), "decline", report, reason="No.")
    assert (answer.status_code, report.state) == (302, "received")


def test_nothing_is_decided_by_an_address_alone(article: Article, editor: Any) -> None:
    assert editor.get(SEVERAL).status_code == 405


def test_each_report_costs_the_same_number_of_queries(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    def queries(count: int) -> int:
        reports = [about(article) for _ in range(count)]
        with CaptureQueriesContext(connection) as caught:
            send(editor, "decline", *reports, reason="No.")
        return len(caught) - count  # refreshing them is the test's own

    queries(1)  # what is asked once, and then remembered
    two, four, twelve = queries(2), queries(4), queries(12)
    assert twelve - four == 4 * (four - two)
    assert (four - two) / 2 <= 25
