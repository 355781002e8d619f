"""The pages of corrections: what stands on them, when they come and go, and what publishing a correction costs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from coffeepress.articles.models import Article, Home
from coffeepress.corrections.announce import note_article_changed
from coffeepress.corrections.keys import NUMBERS
from coffeepress.corrections.models import Numbers
from coffeepress.edition.full import press_all
from coffeepress.edition.kinds import kind_named
from coffeepress.edition.outbox import changed
from coffeepress.edition.press import press
from coffeepress.edition.render import render_idents, render_one
from tests.corrections.world import NOVEMBER, amend, correct, had_text
from tests.edition.folder import answers, differences, files, texts
from tests.edition.newsroom import Newsroom, delete, on, publish, unpublish

SIGN = "<script>alert('“x”')</script>\u202eevil & co"


@pytest.fixture
def bridge(newsroom: Newsroom) -> Article:
    return newsroom.article(newsroom.section("city"), "bridge", at=on(2026, 3))


def page(path: str) -> Any:
    """The page at a path, parsed."""
    return html.document_fromstring(texts()[f"{path.lstrip('/')}index.html"])


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def test_a_language_has_its_page_of_corrections_before_there_is_one(newsroom: Newsroom) -> None:
    press_all(processes=1)
    assert answers("/corrections/", "/uk/corrections/") == [200, 200]
    assert "There are no corrections yet." in words(page("/corrections/"))
    assert page("/corrections/").xpath("//link[@hreflang]/@href") == [
        "http://testserver/corrections/",
        "http://testserver/uk/corrections/",
    ]


def test_the_front_says_what_it_said_and_what_it_says_now(newsroom: Newsroom, bridge: Article) -> None:
    correction = correct(bridge, note="A reader measured it.", credit="Vera")
    press_all(processes=1)
    (item,) = page("/corrections/").xpath("//ol[@class='corrected-list']/li")
    assert words(item) == (
        f"Correction, 24 November 2026 {bridge.title} A reader measured it. "
        "It said: The bridge is forty metres long. It says now: The bridge is fourteen metres long. Thanks to Vera."
    )
    assert item.xpath(".//h2/a/@href") == [f"/2026/03/bridge/#correction-{correction.pk}"]
    assert (words(item.find(".//del")), words(item.find(".//ins"))) == ("forty", "fourteen")


def test_wordings_that_share_little_are_not_marked(newsroom: Newsroom, bridge: Article) -> None:
    correct(bridge, said="It rains.", says="Nobody has ever seen the sun here, she said.")
    press_all(processes=1)
    assert page("/corrections/").xpath("//del | //ins") == []


def test_an_amended_correction_shows_its_history(newsroom: Newsroom, bridge: Article) -> None:
    correction = correct(bridge, note="First words.", said="", says="")
    amend(correction, at=on(2026, 11, 25), note="Second words.")
    amend(correction, at=on(2026, 11, 26), note="Third words.")
    press_all(processes=1)
    (item,) = page("/corrections/2026/11/").xpath("//ol[@class='corrected-list']/li")
    assert words(item.find("div/div")) == "Third words."
    assert words(item.find("div/details")) == (
        "This note was amended on 26 November 2026 "
        "Correction, until 26 November 2026 Second words. Correction, until 25 November 2026 First words."
    )


def test_months_are_those_of_the_outlets_time_zone(
    newsroom: Newsroom, bridge: Article, change_site: Any
) -> None:
    change_site(time_zone="Europe/Kyiv")
    correct(bridge, at=on(2026, 11, 30, 23))
    correct(bridge, at=on(2026, 11, 5))
    press_all(processes=1)
    assert answers("/corrections/2026/11/", "/corrections/2026/12/") == [200, 200]
    assert page("/corrections/").xpath("//div[@class='years']//a/@href") == [
        "/corrections/2026/12/",
        "/corrections/2026/11/",
    ]
    assert len(page("/corrections/2026/12/").xpath("//ol[@class='corrected-list']/li")) == 1


def test_each_language_has_its_own(newsroom: Newsroom, bridge: Article) -> None:
    mist = newsroom.article(newsroom.section("misto", language="uk"), "mist", at=on(2026, 3))
    correct(mist, said="Сорок", says="Чотирнадцять")
    press_all(processes=1)
    assert answers("/uk/corrections/2026/11/", "/corrections/2026/11/") == [200, 404]
    assert "Сорок" in words(page("/uk/corrections/"))
    assert "Сорок" not in words(page("/corrections/"))


def test_numbers_are_shown_as_last_counted(newsroom: Newsroom) -> None:
    numbers = Numbers.objects.create(
        language="en", received=1204, decided=60, accepted=41, median_seconds=5 * 3600, counted_at=NOVEMBER
    )
    press_all(processes=1)
    assert words(page("/corrections/").find(".//dl[@class='figures']")) == (
        "reports received 1,204 accepted 68% median time to a decision 5 hours"
    )
    numbers.delete()
    changed(NUMBERS("en"))
    assert press().written == ["/corrections/"]
    assert page("/corrections/").find(".//dl[@class='figures']") is None


def test_publishing_a_correction_costs_the_pages_that_show_it(newsroom: Newsroom, bridge: Article) -> None:
    for day in range(1, 29):
        correct(bridge, at=on(2026, 10, day))
    press_all(processes=1)
    correct(bridge)
    report = press()
    assert sorted(report.written) == [
        "/2026/03/bridge/",
        "/corrections/",
        "/corrections/2026/11/",
        "/corrections/feed.xml",
    ]


def test_corrections_go_and_come_with_their_article(
    newsroom: Newsroom, bridge: Article, elsewhere: Path
) -> None:
    correct(bridge, note="Measured.")
    had_text(bridge, "Old words.", until=NOVEMBER)
    press_all(processes=1)
    unpublish(bridge)
    note_article_changed(bridge.pk)
    press()
    assert answers("/corrections/2026/11/", "/2026/03/bridge/changes/") == [404, 410]
    assert [name for name, text in texts().items() if "Measured." in text or "Old words." in text] == []
    assert differences(elsewhere / "withdrawn") == []
    publish(bridge)
    note_article_changed(bridge.pk)
    press()
    assert answers("/corrections/2026/11/", "/2026/03/bridge/changes/") == [200, 200]
    assert differences(elsewhere / "back") == []


def test_corrections_of_a_deleted_article_are_gone(
    newsroom: Newsroom, bridge: Article, elsewhere: Path
) -> None:
    correct(bridge, note="Measured.")
    had_text(bridge, "Old words.", until=NOVEMBER)
    press_all(processes=1)
    delete(bridge)
    press()
    assert [name for name, text in texts().items() if "Measured." in text or "Old words." in text] == []
    assert differences(elsewhere) == []


def test_another_headline_and_address_are_followed(
    newsroom: Newsroom, bridge: Article, elsewhere: Path
) -> None:
    correct(bridge)
    press_all(processes=1)
    publish(bridge, title="The new bridge", slug="new-bridge")
    press()
    (link,) = page("/corrections/").xpath("//ol[@class='corrected-list']//h2/a")
    assert (words(link), link.get("href").partition("#")[0]) == ("The new bridge", "/2026/03/new-bridge/")
    assert differences(elsewhere) == []


def test_a_language_without_a_home_front_has_no_pages_of_corrections(
    newsroom: Newsroom, bridge: Article, elsewhere: Path
) -> None:
    correct(bridge)
    had_text(bridge, "Old words.", until=NOVEMBER)
    press_all(processes=1)
    unpublish(newsroom.homes["en"])
    press()
    paths = ("/corrections/", "/corrections/2026/11/", "/2026/03/bridge/changes/", "/uk/corrections/")
    assert answers(*paths) == [404, 404, 404, 200]
    assert "corrections/feed.xml" not in files()
    publish(Home.objects.get(pk=newsroom.homes["en"].pk))
    press()
    assert answers(*paths) == [200, 200, 200, 200]
    assert differences(elsewhere) == []


def test_what_was_written_stays_text(newsroom: Newsroom, bridge: Article) -> None:
    correction = correct(bridge, said=SIGN, says=f"{SIGN}!", note=SIGN, credit=SIGN)
    amend(correction, at=on(2026, 11, 25), note=f"{SIGN}?")
    press_all(processes=1)
    for path in ("/corrections/", "/corrections/2026/11/", "/2026/03/bridge/"):
        (item,) = page(path).xpath("//ol[@class='corrected-list']/li")
        assert item.xpath(".//script") == []
        assert item.xpath("string(.//dl[@class='wording'][1]//dd)") == SIGN
        assert item.xpath(".//bdi/text()") == [SIGN, SIGN]
        assert item.xpath(".//dd[not(@dir='auto')] | .//div[@class='note'][not(@dir='auto')]") == []


@pytest.mark.parametrize("slug", ["corrections", "archive", "changes"])
def test_no_article_takes_the_sites_own_addresses(newsroom: Newsroom, change_site: Any, slug: str) -> None:
    change_site(permalink="/{section}/{slug}/")
    section = newsroom.section("city")
    article = newsroom.article(section, slug)
    assert article.permalink == ("/city/corrections/" if slug == "corrections" else f"/city/{slug}-2/")


def test_the_sitemap_has_the_page_of_corrections(newsroom: Newsroom) -> None:
    press_all(processes=1)
    sitemap = texts()["sitemap-pages.xml"]
    assert "<loc>http://testserver/corrections/</loc>" in sitemap
    assert "<loc>http://testserver/uk/corrections/</loc>" in sitemap


def test_every_page_leads_to_corrections_and_to_the_form(newsroom: Newsroom, bridge: Article) -> None:
    press_all(processes=1)
    for path, ours in (
        ("/", ["/corrections/", "/corrections/write/"]),
        ("/2026/03/bridge/", ["/corrections/", "/corrections/write/"]),
        ("/uk/", ["/uk/corrections/", "/corrections/write/?language=uk"]),
    ):
        links = page(path).xpath("//footer[@class='colophon']//nav//a/@href")
        assert [link for link in links if "corrections" in link] == ours


def test_three_corrections_ask_as_often_as_one(newsroom: Newsroom) -> None:
    section = newsroom.section("city")
    articles = [newsroom.article(section, at=on(2026, month)) for month in (1, 2, 3)]
    asked = []
    for number, article in enumerate(articles):
        amend(correct(article, at=on(2026, 11, number + 1)), at=NOVEMBER, note=f"Note {number}")
        correct(article, at=on(2026, 10, number + 1))
        press_all(processes=1)
        with CaptureQueriesContext(connection) as queries:
            outcomes = [
                render_one(name)
                for name in (
                    ("corrections_front", "en"),
                    ("corrections_feed", "en"),
                    ("corrections_month", "en/2026-11"),
                )
            ]
        assert [len(outcome.rendered) for outcome in outcomes] == [1, 1, 1]
        asked.append(len(queries))
    assert asked[0] == asked[2]


def test_several_months_ask_as_often_as_one(newsroom: Newsroom, bridge: Article) -> None:
    for month in (1, 5, 11):
        correct(bridge, at=on(2026, month))
    kind = kind_named("corrections_month")
    assert kind is not None
    asked = []
    for idents in (["en/2026-01"], ["en/2026-01", "en/2026-05", "en/2026-11", "en/2026-07"]):
        with CaptureQueriesContext(connection) as queries:
            outcome = render_idents(kind, idents)
        assert len(outcome.rendered) == len([ident for ident in idents if ident != "en/2026-07"])
        asked.append(len(queries))
    assert asked[0] == asked[1]
