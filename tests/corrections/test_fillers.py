"""What corrections add to an article's page: its head, its foot, and its facts."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from lxml import html

from coffeepress.articles.models import Article
from coffeepress.articles.pressed.articles import ArticleKind
from coffeepress.articles.showing.preview import preview
from coffeepress.corrections.days import days
from coffeepress.corrections.keys import CHANGES_OF, CORRECTIONS_OF
from coffeepress.edition.keys import recording
from tests.corrections.world import NOVEMBER, correct, had_text
from tests.edition.newsroom import Newsroom, on


@pytest.fixture
def bridge(newsroom: Newsroom) -> Article:
    return newsroom.article(newsroom.section("city"), "bridge", at=on(2026, 3))


def page_of(article: Article) -> tuple[Any, frozenset[str]]:
    kind = ArticleKind()
    loaded = kind.load([str(article.pk)])
    with recording() as read:
        page = kind.render(loaded[str(article.pk)])
    return html.document_fromstring(page.body.decode()), frozenset(read.keys)


def notices(article: Article) -> list[str]:
    tree, _keys = page_of(article)
    return [" ".join(each.text_content().split()) for each in tree.xpath("//p[@class='corrected']")]


def facts(article: Article) -> dict[str, Any]:
    tree, _keys = page_of(article)
    found: dict[str, Any] = json.loads(tree.xpath("string(//script[@type='application/ld+json'])"))
    return found


def test_an_article_without_corrections_has_the_form_alone(bridge: Article) -> None:
    tree, keys = page_of(bridge)
    assert notices(bridge) == []
    assert [each.get("id") for each in tree.xpath("//section[@class='corrections']")] == ["corrections"]
    assert tree.xpath("//section[@id='corrections']//ol | //section[@id='corrections']/h2") == []
    assert len(tree.xpath("//section[@id='corrections']//*[@data-report]")) == 1
    assert {CORRECTIONS_OF(bridge.pk), CHANGES_OF(bridge.pk)} <= keys
    assert "correction" not in facts(bridge)


def test_the_script_is_on_articles_pages_once(bridge: Article) -> None:
    tree, _keys = page_of(bridge)
    scripts = tree.xpath("//script[@type='module']/@src")
    assert len([name for name in scripts if name.startswith("/static/coffeepress/corrections.")]) == 1


def test_a_preview_has_no_form(bridge: Article) -> None:
    correct(bridge)
    tree = html.document_fromstring(preview(bridge))
    assert tree.xpath("//*[@data-report] | //script[contains(@src, '/corrections.')]") == []
    assert len(tree.xpath("//section[@id='corrections']//ol/li")) == 1


def test_a_draft_that_was_never_saved_can_be_previewed(newsroom: Newsroom) -> None:
    draft = Article(title="New", slug="new", locale=newsroom.locale())
    assert "New" in preview(draft)


def test_the_head_says_when_it_was_corrected_and_clarified(bridge: Article) -> None:
    correct(bridge, at=on(2026, 11, 3))
    correct(bridge, at=on(2026, 11, 24))
    correct(bridge, at=on(2026, 11, 24, 18))
    correct(bridge, at=on(2026, 11, 5), kind="clarification")
    assert notices(bridge) == ["Corrected on 3 and 24 November 2026", "Clarified on 5 November 2026"]
    tree, _keys = page_of(bridge)
    assert tree.xpath("//p[@class='corrected']/a/@href") == ["#corrections", "#corrections"]
    assert tree.xpath("//p[@class='corrected'][1]//time/@datetime") == ["2026-11-03", "2026-11-24"]


def test_many_days_are_counted(bridge: Article) -> None:
    for day in (1, 2, 3, 4, 5):
        correct(bridge, at=on(2026, 11, day))
    assert notices(bridge) == ["Corrected 5 times, last on 5 November 2026"]


@pytest.mark.parametrize(
    ("dates", "english", "ukrainian"),
    [
        ([date(2026, 11, 24)], "24 November 2026", "24 листопада 2026\u00a0р."),
        (
            [date(2026, 11, 24), date(2026, 10, 3), date(2026, 11, 3)],
            "3 October, 3 and 24 November 2026",
            "3 жовтня, 3 and 24 листопада 2026\u00a0р.",
        ),
        (
            [date(2026, 1, 2), date(2025, 12, 31)],
            "31 December 2025 and 2 January 2026",
            "31 грудня 2025\u00a0р. and 2 січня 2026\u00a0р.",
        ),
    ],
)
def test_days_share_what_they_can(dates: list[date], english: str, ukrainian: str) -> None:
    for language, expected in (("en", english), ("uk", ukrainian)):
        with translation.override(language):
            shown = html.fragment_fromstring(f"<p>{days(dates)}</p>").text_content()
        if language == "uk":
            shown = shown.replace(" і ", " and ").replace(" та ", " and ").replace(" й ", " and ")
        assert shown == expected


def test_the_foot_lists_the_newest_first(bridge: Article) -> None:
    first = correct(bridge, at=on(2026, 11, 3))
    second = correct(bridge, at=NOVEMBER)
    tree, _keys = page_of(bridge)
    ids = tree.xpath("//section[@id='corrections']/ol/li/@id")
    assert ids == [f"correction-{second.pk}", f"correction-{first.pk}"]


def test_the_facts_name_the_corrections(bridge: Article) -> None:
    correct(bridge, at=on(2026, 11, 3), said="", says="", note="The bridge was measured again.")
    correct(bridge, said="forty", says="</script>fourteen", note="Measured.")
    assert facts(bridge)["correction"] == [
        {
            "@type": "CorrectionComment",
            "text": "Measured.\nIt said: “forty”\nIt says now: “</script>fourteen”",
            "datePublished": "2026-11-24T12:00:00+00:00",
        },
        {
            "@type": "CorrectionComment",
            "text": "The bridge was measured again.",
            "datePublished": "2026-11-03T12:00:00+00:00",
        },
    ]


@pytest.mark.parametrize(("shown", "links"), [("all", 1), ("folded", 1), ("none", 0)])
def test_the_page_of_changes_is_linked_to_where_there_is_one(
    bridge: Article, change_site: Any, shown: str, links: int
) -> None:
    change_site(changes_shown=shown)
    assert page_of(bridge)[0].xpath("//a[@href='/2026/03/bridge/changes/']") == []
    had_text(bridge, "Old words.", until=NOVEMBER)
    assert len(page_of(bridge)[0].xpath("//a[@href='/2026/03/bridge/changes/']")) == links


def test_three_articles_ask_as_often_as_one(newsroom: Newsroom) -> None:
    section = newsroom.section("city")
    articles = [newsroom.article(section) for _ in range(3)]
    for article in articles:
        correct(article)
        correct(article, at=on(2026, 10))
        had_text(article, "Old words.", until=NOVEMBER)
    asked = []
    for some in (articles[:1], articles):
        with CaptureQueriesContext(connection) as queries:
            assert len(ArticleKind().load([str(article.pk) for article in some])) == len(some)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_the_head_has_nothing_where_nothing_was_corrected() -> None:
    assert render_to_string("corrections/slots/notice.html", {"notices": []}).strip() == ""
