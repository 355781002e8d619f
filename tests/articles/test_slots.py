"""Capabilities fill named places of the article page, in their order; a name is taken once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from django.utils.safestring import SafeString, mark_safe

from coffeepress.articles import slots
from coffeepress.articles.keys import TAG
from coffeepress.articles.models import Article
from coffeepress.articles.pressed.articles import ArticleKind
from coffeepress.edition.keys import reads, recording
from tests.edition.newsroom import Newsroom


class Second(slots.Filler[str]):
    name = "second"
    order = 902

    def load(self, articles: Sequence[Article]) -> Mapping[int, str]:
        return {article.pk: article.slug for article in articles}

    def fill(self, article: Article, loaded: str | None) -> Mapping[str, SafeString]:
        reads(TAG("of-second"))
        return {"after_body": mark_safe(f"<p>second of {loaded}</p>")}

    def facts(self, article: Article, loaded: str | None) -> Mapping[str, Any]:
        return {"keywords": "</script><script>"}


class First(slots.Filler[None]):
    name = "first"
    order = 901

    def fill(self, article: Article, loaded: None) -> Mapping[str, SafeString]:
        return {"after_body": mark_safe("<p>first</p>"), "notice": mark_safe("<p>notice</p>")}


@pytest.fixture(autouse=True)
def _no_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slots, "_fillers", dict(slots._fillers))
    slots.register(Second)
    slots.register(First)


def page_of(article: Article) -> tuple[str, set[str]]:
    kind = ArticleKind()
    loaded = kind.load([str(article.pk)])
    with recording() as read:
        page = kind.render(loaded[str(article.pk)])
    return page.body.decode(), read.keys


def test_fillers_stand_in_their_places_and_order(newsroom: Newsroom) -> None:
    article = newsroom.article(newsroom.section("city"), "ferry")
    body, keys = page_of(article)
    positions = [
        body.index(each) for each in ("<p>notice</p>", "Body", "<p>first</p>", "<p>second of ferry</p>")
    ]
    assert positions == sorted(positions)
    assert TAG("of-second") in keys


def test_facts_of_a_filler_cannot_end_their_element(newsroom: Newsroom) -> None:
    article = newsroom.article(newsroom.section("city"))
    body, _ = page_of(article)
    assert r'"keywords":"\u003C/script\u003E\u003Cscript\u003E"' in body


def test_a_name_is_registered_once() -> None:
    with pytest.raises(slots.FillerRegisteredTwice):
        slots.register(type("Again", (slots.Filler,), {"name": "first"}))


def test_a_place_that_is_not_there_is_refused(newsroom: Newsroom) -> None:
    class Astray(slots.Filler[None]):
        name = "astray"

        def fill(self, article: Article, loaded: None) -> Mapping[str, SafeString]:
            return {"above_all": mark_safe("<p>x</p>")}

    slots.register(Astray)
    with pytest.raises(KeyError):
        page_of(newsroom.article(newsroom.section("city")))
