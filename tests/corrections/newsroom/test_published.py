"""Published corrections in the newsroom: amended with their history kept, never removed; and ones nobody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from coffeepress.corrections.models import Correction, CorrectionVersion, PreparedReason

if TYPE_CHECKING:
    from coffeepress.articles.models import Article
    from tests.edition.newsroom import Newsroom

pytestmark = pytest.mark.postgres

LIST, ADD = "/newsroom/corrections/", "/newsroom/corrections/add/"


def correction(article: Article, **fields: Any) -> Correction:
    fields.setdefault("note", "The bridge is shorter.")
    return Correction.objects.create(article=article, language="en", **fields)


def test_amending_keeps_the_words_before_and_shows_them(article: Article, editor: Any) -> None:
    published = correction(article)
    address = f"{LIST}{published.pk}/"
    written = {"kind": "correction", "note": "The bridge is 14 m long.", "said": "", "says": "", "credit": ""}
    assert editor.post(address, written)["Location"] == LIST
    assert Correction.objects.get().note == "The bridge is 14 m long."
    assert [version.note for version in CorrectionVersion.objects.all()] == ["The bridge is shorter."]
    shown = editor.get(address).content.decode()
    assert "The bridge is shorter." in shown
    assert "Until" in shown


def test_nothing_can_be_amended_to_nothing_or_removed(article: Article, editor: Any) -> None:
    published = correction(article)
    address = f"{LIST}{published.pk}/"
    shown = editor.post(address, {"kind": "correction", "note": " ", "said": "", "says": "", "credit": ""})
    assert "Write a note for readers" in shown.content.decode()
    assert Correction.objects.get().note == "The bridge is shorter."
    assert editor.delete(address).status_code == 405
    for word in ("delete", "Delete"):
        assert word not in editor.get(address).content.decode().split("<main")[1], word
        assert word not in editor.get(LIST).content.decode().split("<main")[1], word


def test_an_editor_corrects_an_article_of_her_own_accord(article: Article, editor: Any) -> None:
    from tests.edition.newsroom import fresh

    address = fresh(article).permalink
    for written in (address, f"https://example.org{address}?from=mail#top"):
        answer = editor.post(
            ADD, {"article": written, "kind": "clarification", "note": "Measured at low water."}
        )
        assert answer["Location"] == LIST
    made = Correction.objects.first()
    assert made is not None
    assert (made.article, made.kind, made.note, made.language) == (
        article,
        "clarification",
        "Measured at low water.",
        "en",
    )
    assert made.by.email == "editor@example.org"


@pytest.mark.parametrize("written", ["", "/no/such/", "https://[", "javascript:alert(1)"])
def test_an_address_that_leads_to_no_article_is_refused(article: Article, editor: Any, written: str) -> None:
    answer = editor.post(ADD, {"article": written, "kind": "correction", "note": "Hm"})
    assert answer.status_code == 200
    assert Correction.objects.count() == 0


def test_a_draft_cannot_be_corrected_in_public(article: Article, editor: Any, newsroom: Newsroom) -> None:
    draft = newsroom.draft(newsroom.section("water"), "secret", title="Secret story")
    answer = editor.post(ADD, {"article": draft.permalink or "/secret/", "kind": "correction", "note": "Hm"})
    assert "No published article has this address." in answer.content.decode() or not draft.permalink
    assert Correction.objects.count() == 0


def test_words_are_needed_and_the_others_are_kept(article: Article, editor: Any) -> None:
    from tests.edition.newsroom import fresh

    answer = editor.post(ADD, {"article": fresh(article).permalink, "kind": "correction", "note": ""})
    shown = answer.content.decode()
    assert "Write a note for readers" in shown
    assert f'value="{fresh(article).permalink}"' in shown


def test_the_list_takes_as_many_queries_for_thirty_as_for_one(article: Article, editor: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert editor.get(LIST).status_code == 200
        return len(queries)

    correction(article)
    count()
    with_one = count()
    for _ in range(29):
        correction(article, note="<script>alert(1)</script>")
    assert count() == with_one
    assert "<script>alert" not in editor.get(LIST).content.decode()


def test_the_list_is_searched(article: Article, editor: Any) -> None:
    correction(article)
    correction(article, note="About the tram")
    found = editor.get(LIST, {"q": "tram"}).context["object_list"]
    assert [each.note for each in found] == ["About the tram"]


def test_a_moderator_prepares_reasons_for_declining(article: Article, signed_in: Any) -> None:
    moderator = signed_in("Moderator")
    address = "/newsroom/prepared-reasons/new/"
    assert moderator.get(address).status_code == 200
    moderator.post(address, {"language": "en", "title": "Taste", "text": "It is meant so."})
    moderator.post(address, {"language": "xx", "title": "No", "text": "Such language"})
    assert [(each.language, each.title) for each in PreparedReason.objects.all()] == [("en", "Taste")]
    assert signed_in("Writer").get(address).status_code == 302
