"""A report's page: what it shows, and what deciding there does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from coffeepress.articles.models import Article

pytestmark = pytest.mark.postgres


def page_of(client: Any, report: Any) -> str:
    answer = client.get(f"/newsroom/readers-reports/{report.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def decide(client: Any, report: Any, decision: str, **written: Any) -> Any:
    answer = client.post(f"/newsroom/readers-reports/{report.pk}/", {"decision": decision, **written})
    report.refresh_from_db()
    return answer


def applying(article: Article, **written: Any) -> dict[str, Any]:
    """The form for correcting as a browser sends it."""
    from tests.corrections.newsroom.reports import PROPOSAL

    return {
        "replacement": PROPOSAL,
        "matter": "fact",
        "note": "",
        "seen_revision": article.latest_revision_id,
        "keep_draft": "False",
        **written,
    }


def test_the_passage_stands_in_its_paragraph_with_the_proposals_difference(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    page = page_of(editor, about(article))
    assert "<mark>The bridge is forty metres long.</mark>" in page
    assert "<del>forty</del><ins>fourteen</ins>" in page
    assert "The passage is in the article as the reader saw it." in page


def test_every_decision_is_offered_for_a_passage(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    page = page_of(editor, about(article))
    for name in ("apply", "note", "clarify", "answer", "decline", "fixed", "duplicate", "spam"):
        assert f'name="decision" value="{name}"' in page, name


def test_applying_mends_the_article_and_leads_to_the_next_report(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.edition.newsroom import fresh

    report, following = about(article), about(article, "The old mill", proposal="The new mill")
    answer = decide(editor, report, "apply", **applying(article))
    assert answer["Location"] == f"/newsroom/readers-reports/{following.pk}/"
    assert report.state == "corrected"
    assert "The bridge is <b>fourteen</b> metres long." in str(fresh(article).body)
    shown = editor.get(answer["Location"]).content.decode()
    assert f"№ {report.pk}: Corrected." in shown
    assert f'href="{fresh(article).permalink}"' in shown
