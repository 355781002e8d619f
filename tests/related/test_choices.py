"""Editors pin and exclude related articles on the article's form; what they choose is published with it."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from coffeepress.articles.keys import ARTICLE
from coffeepress.articles.models import Article, Section
from coffeepress.articles.pressed.articles import ArticleKind
from coffeepress.articles.showing.preview import preview
from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.related.keys import RELATED
from coffeepress.related.models import Choice
from tests.edition.folder import differences
from tests.edition.newsroom import Newsroom, fresh, publish, unpublish
from tests.related.stories import BREAD, RIVER, page_of, story, under
from tests.related.stories import relate as relate_now


@pytest.fixture
def city(newsroom: Newsroom) -> Section:
    return newsroom.section("city")


@pytest.fixture
def flood(newsroom: Newsroom, city: Section) -> Article:
    found = story(newsroom, city, "flood")
    for slug in ("gauge", "quay"):
        story(newsroom, city, slug, f"{RIVER} {slug}.")
    story(newsroom, city, "bread", BREAD)
    relate_now()
    return found


def named(slug: str) -> Article:
    return Article.objects.get(slug=slug)


def choose(article: Article, **chosen: str) -> Article:
    """Publish an article with these choices: `choose(flood, bread="pinned")`."""
    return publish(article, related_choices=drafted(**chosen))


def drafted(**chosen: str) -> list[Choice]:
    return [
        Choice(other=named(slug), kind=kind, sort_order=number)
        for number, (slug, kind) in enumerate(chosen.items())
    ]


def test_pinned_articles_come_first_in_their_order(flood: Article) -> None:
    before = set(under(flood))
    choose(flood, bread="pinned", quay="pinned")
    assert under(flood) == ["bread", "quay", "gauge"]
    assert before == {"gauge", "quay"}


def test_an_excluded_article_is_not_shown_and_its_gap_is_filled(flood: Article, change_site: Any) -> None:
    change_site(related_length=1)
    (first,) = under(flood)
    choose(flood, **{first: "excluded"})
    assert len(under(flood)) == 1
    assert under(flood) != [first]


def test_a_choice_in_a_draft_is_not_shown_until_it_is_published(flood: Article) -> None:
    latest = fresh(flood).get_latest_revision_as_object()
    latest.related_choices = drafted(bread="pinned")
    latest.save_revision()
    assert "bread" not in under(flood)
    assert "/bread/" in str(html.document_fromstring(preview(latest)).xpath("//h3/a/@href"))


def test_a_pinned_article_is_shown_while_it_is_published(flood: Article) -> None:
    choose(flood, bread="pinned")
    unpublish(named("bread"))
    assert "bread" not in under(flood)
    assert ARTICLE(named("bread").pk) in page_of(flood)[1]
    publish(named("bread"))
    assert under(flood)[0] == "bread"


def test_a_pinned_article_is_shown_in_the_articles_language(newsroom: Newsroom, flood: Article) -> None:
    svit = newsroom.section("svit", language="uk")
    rika = story(newsroom, svit, "rika", "Річка вийшла з берегів.")
    choose(rika, flood="pinned")
    assert under(rika) == ["flood"]
    publish(newsroom.translation(flood, svit, title="Повінь"))
    tree, _keys = page_of(rika)
    assert [link.text for link in tree.xpath("//section[h2[@id='related']]//h3/a")] == ["Повінь"]


def test_no_more_are_shown_than_the_site_wants(flood: Article, change_site: Any) -> None:
    change_site(related_length=2)
    choose(flood, bread="pinned")
    assert len(under(flood)) == 2
    change_site(related_length=0)
    assert page_of(flood)[0].xpath("//*[@id='related']") == []


def test_an_article_cannot_be_chosen_for_itself(flood: Article) -> None:
    with pytest.raises(ValidationError, match="not related to itself"):
        Choice(article=flood, other=flood).full_clean()


def test_what_is_chosen_and_pressed_equals_a_full_press(flood: Article, tmp_path: Any) -> None:
    press_all(processes=1)
    choose(flood, bread="pinned", gauge="excluded")
    unpublish(named("bread"))
    publish(named("bread"), slug="rye")
    unpublish(named("quay"))
    relate_now()
    press()
    assert differences(tmp_path / "full") == []


def test_the_page_reads_its_list_and_what_it_shows(flood: Article) -> None:
    keys = page_of(flood)[1]
    assert {RELATED(flood.pk), ARTICLE(named("gauge").pk), ARTICLE(named("quay").pk)} <= keys
    assert ARTICLE(named("bread").pk) not in keys


def test_a_draft_that_was_never_saved_can_be_previewed(newsroom: Newsroom) -> None:
    assert "New" in preview(Article(title="New", slug="new", locale=newsroom.locale()))


def test_three_articles_ask_as_often_as_two(newsroom: Newsroom, flood: Article) -> None:
    for slug in ("flood", "gauge", "quay"):
        choose(named(slug), bread="pinned")
    ids = [str(named(slug).pk) for slug in ("flood", "gauge", "quay")]
    asked = []
    for some in (ids[:2], ids):
        with CaptureQueriesContext(connection) as queries:
            assert len(ArticleKind().load(some)) == len(some)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_showing_asks_nothing(flood: Article) -> None:
    loaded = ArticleKind().load([str(flood.pk)])
    slots = loaded[str(flood.pk)].thing.slots
    with CaptureQueriesContext(connection) as queries:
        slots.filled(flood)
    assert [each["sql"] for each in queries if "article" in each["sql"]] == []
