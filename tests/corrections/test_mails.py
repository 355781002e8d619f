"""A reader who gave an address gets a mail at receipt and one at the decision, and nothing else, ever."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from coffeepress.corrections import mails
from coffeepress.corrections.models import Report, ReportEvent
from coffeepress.edition.worker import run_tasks
from tests.corrections.readers import take
from tests.edition.newsroom import Newsroom, publish

What = ReportEvent.What
BODY = "<p>The bridge is forty metres long.</p>"
READER = "ann@example.org"


@pytest.fixture
def article(newsroom: Newsroom) -> Any:
    return newsroom.article(
        newsroom.section("city"), "bridge", title="The <b>bridge</b> & the river", body=[("text", BODY)]
    )


def decide(report: Report, state: str, **fields: Any) -> Report:
    Report.objects.filter(pk=report.pk).update(state=state, decided_at=timezone.now(), **fields)
    report.refresh_from_db()
    mails.tell_decision(report)
    return report


def test_without_an_address_no_mail_is_sent(article: Any) -> None:
    decide(take(article), "declined", reason="No.")
    assert mail.outbox == []


def test_at_receipt_the_reader_is_told_the_number_and_the_private_page(article: Any) -> None:
    report = take(article, email=READER, wrong="Typed by the reader", name="Name of the reader")
    (sent,) = mail.outbox
    assert sent.to == [READER]
    assert sent.subject == f"We have received your report no. {report.pk} · testserver"
    assert f"http://testserver/corrections/r/{report.token}/" in sent.body
    assert "The <b>bridge</b> & the river" in sent.body
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert sent.content_subtype == "plain"
    assert list(report.events.values_list("what", flat=True)) == [What.RECEIVED, What.MAILED]


def test_a_mail_at_receipt_holds_nothing_that_was_typed(article: Any) -> None:
    """Or anybody could have us write anything to anybody."""
    typed = {name: f"Buy {name} at example.com" for name in ("exact", "wrong", "proposal", "source", "name")}
    take(article, email=READER, **typed)
    assert "Buy" not in mail.outbox[0].subject + mail.outbox[0].body


def test_a_letter_is_confirmed_as_a_message(newsroom: Newsroom) -> None:
    take(None, email=READER)
    assert "thank you for writing to us" in mail.outbox[0].body


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("corrected", "the article has been corrected"),
        ("clarified", "has been made clearer"),
        ("declined", "leaves the article as it is"),
        ("fixed", "had been put right"),
        ("answered", "The newsroom has answered"),
    ],
)
def test_at_the_decision_the_reader_is_told_what_it_is(article: Any, state: str, words: str) -> None:
    report = decide(take(article, email=READER, exact="forty"), state, reason="Because <so> & so.\nTwice.")
    sent = mail.outbox[1]
    assert words in sent.body
    assert "Because <so> & so.\nTwice." in sent.body
    assert "forty" in sent.body
    assert f"http://testserver/corrections/r/{report.token}/" in sent.body


def test_a_passage_that_stands_nowhere_in_the_article_is_not_mailed(article: Any) -> None:
    decide(take(article, email=READER, exact="Buy pills at example.com"), "declined", reason="No.")
    assert "pills" not in mail.outbox[1].body


def test_the_decision_leads_to_the_published_correction(article: Any) -> None:
    from tests.corrections.world import correct

    report = take(article, email=READER)
    correction = correct(article, report=report)
    decide(report, "corrected")
    assert f"{article.permalink}#correction-{correction.pk}" in mail.outbox[1].body


def test_each_mail_is_sent_once_whoever_asks_again(article: Any) -> None:
    report = decide(take(article, email=READER), "declined", reason="No.")
    for _ in range(2):
        mails.tell_receipt(report)
        mails.tell_decision(report)
    assert len(mail.outbox) == 2


def test_another_decision_is_told_again(article: Any) -> None:
    report = decide(take(article, email=READER), "declined", reason="No.")
    decide(report, "answered", reason="Yes.")
    assert len(mail.outbox) == 3


@pytest.mark.parametrize("state", ["spam", "received", "looking"])
def test_of_what_is_no_decision_the_reader_is_not_told(article: Any, state: str) -> None:
    decide(take(article, email=READER), state)
    assert len(mail.outbox) == 1


def test_a_reader_who_was_forgotten_gets_no_mail(article: Any) -> None:
    report = take(article, email=READER)
    decide(report, "declined", email="", reason="No.")
    assert len(mail.outbox) == 1


def test_an_address_gets_five_mails_at_receipt_a_day(article: Any) -> None:
    for n in range(8):
        take(article, email="Victim@example.org" if n % 2 else "victim@example.org", wrong=f"{n}")
    assert len(mail.outbox) == 5
    Report.objects.update(created_at=timezone.now() - timedelta(hours=25))
    take(article, email="victim@example.org", wrong="tomorrow")
    assert len(mail.outbox) == 6


def test_a_mail_is_in_the_reports_language(newsroom: Newsroom) -> None:
    article = newsroom.article(newsroom.section("stadt", language="uk"), "mist", body=[("text", BODY)])
    from django.utils import translation

    take(article, email=READER)
    with translation.override("uk"):
        from django.utils.translation import gettext

        assert gettext("Hello,") in mail.outbox[0].body


def test_a_headline_with_line_breaks_breaks_no_header(article: Any) -> None:
    article = publish(article, title="One\r\nBcc: all@example.org")
    report = take(article, email=READER, exact="x\r\nBcc: y")
    decide(report, "declined", reason="a\r\nBcc: b@example.org")
    for sent in mail.outbox:
        head = sent.message().as_string().partition("\n\n")[0]
        assert "Bcc" not in head
        assert sent.recipients() == [READER]


@pytest.fixture
def queue() -> Iterator[None]:
    """The backend of a site, in the place of the tests' immediate one."""
    usual = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = DatabaseBackend(DEFAULT_TASK_BACKEND_ALIAS, {"QUEUES": []})
    yield
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = usual


@pytest.fixture
def committing(transactional_db: Any, no_waiting_for_the_disk: None) -> None:
    """An outlet whose worker sees what was committed."""
    Newsroom()


@pytest.fixture
def broken_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any) -> int:
        raise ConnectionRefusedError("no mail server")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)


def work_through(rounds: int) -> None:
    for _ in range(rounds):
        DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))
        run_tasks()


@pytest.mark.postgres
def test_the_worker_sends_what_a_request_has_stored(queue: None, committing: None) -> None:
    take(None, email=READER)
    assert mail.outbox == []
    run_tasks()
    assert len(mail.outbox) == 1


def test_a_mail_server_that_is_back_in_time_loses_no_mail(
    queue: None, committing: None, broken_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = take(None, email=READER)
    work_through(3)
    assert (mail.outbox, report.events.filter(what=What.MAILED).count()) == ([], 0)
    monkeypatch.undo()
    work_through(1)
    assert len(mail.outbox) == 1
    assert report.events.filter(what=What.MAILED).count() == 1


def test_a_mail_that_cannot_be_sent_for_a_day_is_told_in_the_history(
    queue: None, committing: None, broken_server: None, caplog: pytest.LogCaptureFixture
) -> None:
    report = take(None, email=READER)
    work_through(len(mails.TRIED_AGAIN_AFTER) + 3)
    assert report.events.filter(what=What.UNTOLD).count() == 1
    assert "is given up" in caplog.text
    assert mail.outbox == []
