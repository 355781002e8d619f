"""Two editors decide the same report, or mend the same article, at the same moment: nothing is lost or done twice."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections import decide
from coffeepress.corrections.apply import Conflict, apply
from coffeepress.corrections.decide import Decided
from coffeepress.corrections.models import Correction, Report, ReportEvent
from coffeepress.edition.outbox import deferred
from coffeepress.people.models import User
from tests.corrections.reports import as_stored, report_on
from tests.edition.newsroom import Newsroom, fresh
from tests.edition.test_at_once import at_once
from tests.newsroom.characters import EDITOR, make_account, make_roles

pytestmark = pytest.mark.postgres


@pytest.fixture
def committed(transactional_db: Any, no_waiting_for_the_disk: None) -> Iterator[Newsroom]:
    """A newsroom whose threads see what the others have committed."""
    with deferred():
        newsroom = Newsroom()
        make_roles()
        yield newsroom
    connections.close_all()


@pytest.fixture
def article(committed: Newsroom) -> Article:
    return committed.article(
        committed.section("city"), title="One", standfirst="", body=[("text", "<p>The mayr openned it.</p>")]
    )


@pytest.fixture
def editor(committed: Newsroom) -> User:
    return make_account(EDITOR)


def in_thread(work: Callable[[], object]) -> Callable[[], object]:
    """As a request does it: the press comes after."""

    def run() -> object:
        with deferred():
            return work()

    return run


def test_of_two_decisions_at_once_one_is_made(article: Article, editor: User) -> None:
    report = report_on(article, "mayr")
    raised = at_once(
        in_thread(lambda: decide.decline(report, editor, "No.")),
        in_thread(lambda: decide.clarify(report, editor, "Yes.")),
    )
    assert [type(error) for error in raised] == [Decided]
    assert ReportEvent.objects.filter(report=report, what="decided").count() == 1
    is_clarified = as_stored(report).state == Report.State.CLARIFIED
    assert Correction.objects.count() == is_clarified


def test_a_report_applied_twice_at_once_is_applied_once(article: Article, editor: User) -> None:
    report, seen = report_on(article, "mayr"), article.latest_revision_id
    act = in_thread(lambda: apply(report, editor, "mayor", is_fact=True, seen_revision=seen))
    raised = at_once(act, act)
    assert [type(error) for error in raised] == [Decided]
    assert Correction.objects.count() == 1
    assert fresh(article).revisions.count() == 3  # the draft, the first published one, the mended one


def test_two_reports_applied_to_one_article_at_once_do_not_undo_each_other(
    article: Article, editor: User
) -> None:
    seen = article.latest_revision_id
    changes = {report_on(article, "mayr").pk: "mayor", report_on(article, "openned").pk: "opened"}

    def act(pk: int) -> Callable[[], object]:
        report = Report.objects.get(pk=pk)
        return in_thread(lambda: apply(report, editor, changes[pk], is_fact=False, seen_revision=seen))

    raised = at_once(*map(act, changes))
    assert [type(error) for error in raised] == [Conflict]
    (waiting,) = Report.objects.filter(state__in=Report.OPEN)
    apply(
        waiting,
        editor,
        changes[waiting.pk],
        is_fact=False,
        seen_revision=fresh(article).latest_revision_id,
    )
    assert said(fresh(article)).text == "One\nThe mayor opened it."
