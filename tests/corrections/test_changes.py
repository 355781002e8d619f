"""The page that tells what changed in an article since it was first published."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections.pressed import changes
from coffeepress.edition.full import press_all
from coffeepress.edition.kinds import kind_named
from coffeepress.edition.press import press
from coffeepress.edition.render import render_idents
from tests.corrections.world import correct, had_text
from tests.edition.folder import answers, differences, texts
from tests.edition.newsroom import Newsroom, fresh, new_picture, on, publish, unpublish

TEXT = "<p>The bridge is fourteen metres long. It was built in 1931.</p>"


@pytest.fixture
def bridge(newsroom: Newsroom) -> Article:
    return newsroom.article(
        newsroom.section("city"),
        "bridge",
        at=on(2026, 3),
        title="The bridge",
        standfirst="",
        body=[("text", TEXT)],
    )


def steps(path: str = "2026/03/bridge/changes/") -> list[Any]:
    """The page's steps, without the last one: that it was published."""
    tree = html.document_fromstring(texts()[f"{path}index.html"])
    found: list[Any] = tree.xpath("//div[@class='changes']/section")[:-1]
    return found


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def sentence(length: str, year: str) -> str:
    return f"The bridge\nThe bridge is {length} metres long. It was built in {year}."


def test_an_article_that_never_changed_has_none(newsroom: Newsroom, bridge: Article) -> None:
    press_all(processes=1)
    assert answers("/2026/03/bridge/changes/") == [404]


def test_each_change_shows_what_was_removed_and_added_the_newest_first(
    newsroom: Newsroom, bridge: Article
) -> None:
    had_text(bridge, sentence("forty", "1913"), until=on(2026, 3, 6))
    had_text(bridge, sentence("forty", "1931"), until=on(2026, 3, 9))
    press_all(processes=1)
    newest, oldest = steps()
    assert words(newest) == (
        "9 March 2026, 12:00 UTC The bridge The bridge is Removed: forty End.Added: fourteen End. "
        "metres long. It was built in 1931."
    )
    assert [words(each) for each in oldest.xpath(".//del | .//ins")] == [
        "Removed: 1913 End.",
        "Added: 1931 End.",
    ]


def test_it_is_not_for_search_engines_and_stands_in_no_sitemap(newsroom: Newsroom, bridge: Article) -> None:
    had_text(bridge, sentence("forty", "1931"), until=on(2026, 3, 9))
    press_all(processes=1)
    assert '<meta name="robots" content="noindex">' in texts()["2026/03/bridge/changes/index.html"]
    assert [name for name, text in texts().items() if name.endswith(".xml") and "changes/" in text] == []


def test_a_change_leads_to_its_correction(newsroom: Newsroom, bridge: Article) -> None:
    had_text(bridge, sentence("forty", "1913"), until=on(2026, 3, 6))
    had_text(bridge, sentence("forty", "1931"), until=on(2026, 3, 9))
    correction = correct(bridge, at=on(2026, 3, 9))
    correct(bridge, at=on(2026, 3, 20), kind="clarification")
    press_all(processes=1)
    newest, oldest = steps()
    assert newest.xpath(".//a/@href") == [f"/2026/03/bridge/#correction-{correction.pk}"]
    assert oldest.xpath(".//a") == []


@pytest.mark.parametrize(("shown", "folded"), [("all", 0), ("folded", 1)])
def test_typing_errors_may_be_folded(
    newsroom: Newsroom, bridge: Article, change_site: Any, shown: str, folded: int
) -> None:
    change_site(changes_shown=shown)
    had_text(bridge, sentence("fourten", "1931"), until=on(2026, 3, 6), typing_error=True)
    press_all(processes=1)
    (step,) = steps()
    assert len(step.xpath(".//details[not(@open)]//del")) == folded
    assert len(step.xpath(".//del")) == 1


def test_a_site_may_show_none(newsroom: Newsroom, bridge: Article, change_site: Any, elsewhere: Path) -> None:
    had_text(bridge, sentence("forty", "1931"), until=on(2026, 3, 9))
    press_all(processes=1)
    assert answers("/2026/03/bridge/changes/") == [200]
    change_site(changes_shown="none")
    press_all(processes=1)
    assert answers("/2026/03/bridge/changes/") == [404]
    assert differences(elsewhere) == []


def test_publishing_another_text_gives_the_article_its_page(
    newsroom: Newsroom, bridge: Article, elsewhere: Path
) -> None:
    press_all(processes=1)
    publish(bridge, body=[("text", TEXT.replace("fourteen", "fifteen"))])
    press()
    (step,) = steps()
    assert [words(each) for each in step.xpath(".//ins")] == ["Added: fifteen End."]
    assert '<a href="/2026/03/bridge/changes/">' in texts()["2026/03/bridge/index.html"]
    assert differences(elsewhere) == []


def test_its_address_moves_with_the_articles(newsroom: Newsroom, bridge: Article, elsewhere: Path) -> None:
    had_text(bridge, sentence("forty", "1931"), until=on(2026, 3, 9))
    press_all(processes=1)
    publish(bridge, slug="new-bridge")
    press()
    assert answers("/2026/03/bridge/changes/", "/2026/03/new-bridge/changes/") == [
        (301, "/2026/03/new-bridge/changes/"),
        200,
    ]
    assert differences(elsewhere / "moved") == []
    unpublish(bridge)
    press()
    assert answers("/2026/03/bridge/changes/", "/2026/03/new-bridge/changes/") == [410, 410]
    assert differences(elsewhere / "gone") == []
    publish(bridge)
    press()
    assert answers("/2026/03/bridge/changes/", "/2026/03/new-bridge/changes/") == [
        (301, "/2026/03/new-bridge/changes/"),
        200,
    ]
    assert differences(elsewhere / "back") == []


def test_an_article_that_was_only_withdrawn_for_a_while_has_none(
    newsroom: Newsroom, bridge: Article, elsewhere: Path
) -> None:
    press_all(processes=1)
    unpublish(bridge)
    publish(bridge)
    press()
    assert answers("/2026/03/bridge/", "/2026/03/bridge/changes/") == [200, 404]
    assert "/2026/03/bridge/changes/" not in texts()["2026/03/bridge/index.html"]
    assert differences(elsewhere) == []


def test_one_that_came_back_with_another_text_has_one(
    newsroom: Newsroom, bridge: Article, elsewhere: Path
) -> None:
    press_all(processes=1)
    unpublish(bridge)
    publish(bridge, body=[("text", TEXT.replace("fourteen", "fifteen"))])
    press()
    assert answers("/2026/03/bridge/changes/") == [200]
    assert "/2026/03/bridge/changes/" in texts()["2026/03/bridge/index.html"]
    assert differences(elsewhere) == []


def test_its_address_moves_with_the_section(newsroom: Newsroom, change_site: Any, elsewhere: Path) -> None:
    change_site(permalink="/{section}/{slug}/")
    section = newsroom.section("city")
    bridge = newsroom.article(section, "bridge", at=on(2026, 3))
    had_text(bridge, "Old words.", until=on(2026, 3, 9))
    press_all(processes=1)
    publish(section, slug="town")
    press()
    assert answers("/city/bridge/changes/", "/town/bridge/changes/") == [(301, "/town/bridge/changes/"), 200]
    assert differences(elsewhere) == []


def test_a_pictures_own_caption_is_part_of_the_text(newsroom: Newsroom, elsewhere: Path) -> None:
    picture = new_picture(alt="A bridge", caption="The bridge at dawn")
    article = newsroom.article(newsroom.section("city"), "bridge", at=on(2026, 3), lead_picture=picture)
    had_text(article, said(fresh(article)).text.replace("dawn", "dusk"), until=on(2026, 3, 9))
    press_all(processes=1)
    assert [words(each) for each in steps()[0].xpath(".//ins")] == ["Added: dawn End."]
    picture.caption = "The bridge at noon"
    picture.save()
    press()
    assert [words(each) for each in steps()[0].xpath(".//ins")] == ["Added: noon End."]
    assert differences(elsewhere) == []


def test_what_was_written_stays_text(newsroom: Newsroom, bridge: Article) -> None:
    sign = "</p><script>alert(1)</script> \u202eevil & co"
    had_text(bridge, f"{sentence('fourteen', '1931')} {sign}", until=on(2026, 3, 9))
    press_all(processes=1)
    (step,) = steps()
    assert [words(each) for each in step.xpath(".//del")] == [f"Removed: {sign} End."]
    assert step.xpath(".//script") == []
    assert step.xpath(".//p[@class='difference']/@dir") == ["auto"]


def test_only_the_newest_are_shown_of_very_many(
    newsroom: Newsroom, bridge: Article, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "MOST_STEPS", 2)
    for day in range(1, 6):
        had_text(bridge, sentence(str(day), "1931"), until=on(2026, 3, day))
    press_all(processes=1)
    assert len(steps()) == 2
    assert "3 changes before these are not shown." in texts()["2026/03/bridge/changes/index.html"]


def test_three_articles_ask_as_often_as_one(newsroom: Newsroom) -> None:
    section = newsroom.section("city")
    articles = [newsroom.article(section, lead_picture=new_picture()) for _ in range(3)]
    for article in articles:
        correct(article)
        had_text(article, "Old words.", until=on(2026, 3))
        had_text(article, "Other words.", until=on(2026, 4))
    kind = kind_named("changes")
    assert kind is not None
    asked = []
    for some in (articles[:1], articles):
        with CaptureQueriesContext(connection) as queries:
            assert len(render_idents(kind, [str(article.pk) for article in some]).rendered) == len(some)
        asked.append(len(queries))
    assert asked[0] == asked[1]
