"""Feeds hold whole articles, are valid, are bounded, and follow what is published."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import etree

from coffeepress.articles.models import Article, Section
from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.syndication.pressed.entries import standing_alone
from coffeepress.syndication.pressed.feeds import ENTRIES, ENTRIES_OF_ONE
from tests.edition.folder import differences, files
from tests.edition.newsroom import Newsroom, fill, new_picture, on, publish, unpublish
from tests.syndication.rules import ATOM, CONTENT, faults

NAMES = ("feed.xml", "atom.xml", "feed.json")


@pytest.fixture
def world(newsroom: Newsroom) -> Section:
    return newsroom.section("world")


@pytest.fixture
def bridge(newsroom: Newsroom, world: Section) -> Article:
    """An article with everything that a feed could stumble over."""
    ada = newsroom.person("Ada Novak")
    other = newsroom.article(world, "other", at=on(2026, 1))
    text = f'<p>A &amp; B &lt;tag&gt; \x0b<a linktype="page" id="{other.pk}">there</a></p>'
    return newsroom.article(
        world,
        "міст",
        title="Rivers & <script>bridges</script>",
        standfirst="Short ]]> & sweet",
        at=on(2026, 2),
        authors=[ada],
        tags=["rivers"],
        lead_picture=new_picture(alt="A bridge"),
        body=[
            ("text", text),
            ("picture", {"picture": new_picture("olive"), "alt": "B", "caption": "Caption"}),
            (
                "embed",
                {"url": "https://www.youtube.com/watch?v=dQw4w9WgXcQ", "title": "A film", "caption": ""},
            ),
        ],
    )


def feed(path: str) -> bytes:
    return files()[path]


def all_feeds() -> dict[str, bytes]:
    return {
        name: body
        for name, body in files().items()
        if name.rpartition("/")[2] in NAMES and "correct" not in name
    }


def test_every_list_has_its_feeds_and_all_are_valid(bridge: Article) -> None:
    press_all(processes=1)
    found = all_feeds()
    fronts = ("", "uk/", "world/", "people/ada-novak/", "tags/rivers/")
    assert sorted(found) == sorted(f"{front}{name}" for front in fronts for name in NAMES)
    wrong = {
        name: told
        for name, body in found.items()
        if (told := faults(name.rpartition("/")[2], body, f"{settings.COFFEEPRESS.base_url}/{name}"))
    }
    assert wrong == {}


def test_the_whole_article_is_in_it(bridge: Article) -> None:
    press_all(processes=1)
    item = etree.fromstring(feed("world/feed.xml")).find("channel/item")
    assert item is not None
    content = item.findtext(CONTENT) or ""
    assert "A &amp; B &lt;tag&gt;" in content
    assert '<a href="http://testserver/2026/01/other/">there</a>' in content
    assert content.count("<img ") == 2
    assert "https://www.youtube.com/watch?v=dQw4w9WgXcQ" in content
    assert item.findtext("title") == "Rivers & <script>bridges</script>"
    assert json.loads(feed("world/feed.json"))["items"][0]["content_html"] == content


def test_an_entry_keeps_its_id_when_the_article_moves(bridge: Article) -> None:
    press_all(processes=1)
    before = etree.fromstring(feed("atom.xml")).findtext(f"{ATOM}entry/{ATOM}id")
    publish(bridge, slug="bridge")
    press()
    entry = etree.fromstring(feed("atom.xml")).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}id") == before
    assert entry.find(f"{ATOM}link").get("href") == "http://testserver/2026/02/bridge/"  # type: ignore[union-attr]


def test_a_change_reaches_the_feeds_and_says_when(bridge: Article) -> None:
    press_all(processes=1)
    publish(bridge, body=[("text", "<p>Corrected.</p>")])
    press()
    entry = etree.fromstring(feed("tags/rivers/atom.xml")).find(f"{ATOM}entry")
    assert entry is not None
    assert "Corrected." in (entry.findtext(f"{ATOM}content") or "")
    fresh = Article.objects.get(pk=bridge.pk)
    assert fresh.last_published_at is not None
    assert (entry.findtext(f"{ATOM}updated") or "").startswith(f"{fresh.last_published_at:%Y-%m-%dT%H:%M:%S}")


def test_a_withdrawn_article_leaves_the_feeds_and_an_empty_list_has_none(
    bridge: Article, elsewhere: Path
) -> None:
    press_all(processes=1)
    unpublish(bridge)
    press()
    found = all_feeds()
    assert not any(b"bridges" in body for body in found.values())
    assert not any(name.startswith(("people/", "tags/")) for name in found)
    assert differences(elsewhere) == []


def test_feeds_are_bounded(newsroom: Newsroom, world: Section) -> None:
    fill(world, ENTRIES + 5, tags=["rivers"])
    press_all(processes=1)
    assert len(json.loads(feed("feed.json"))["items"]) == ENTRIES
    assert len(json.loads(feed("world/feed.json"))["items"]) == ENTRIES_OF_ONE
    assert len(json.loads(feed("tags/rivers/feed.json"))["items"]) == ENTRIES_OF_ONE


def test_an_empty_feed_tells_no_time(newsroom: Newsroom) -> None:
    press_all(processes=1)
    assert faults("atom.xml", feed("uk/atom.xml"), "http://testserver/uk/atom.xml") == []
    assert etree.fromstring(feed("uk/atom.xml")).findtext(f"{ATOM}updated") == "1970-01-01T00:00:00+00:00"


def test_fronts_name_their_feeds(bridge: Article) -> None:
    press_all(processes=1)
    tree = etree.HTML(feed("world/index.html"))
    feeds = [link.get("href") for link in tree.xpath("//link[@rel='alternate'][@title][not(@hreflang)]")]
    assert feeds == ["/feed.xml", "/world/feed.xml", "/world/atom.xml", "/world/feed.json"]


def test_a_hub_is_named_where_there_is_one(bridge: Article, change_site: Any) -> None:
    change_site(websub_hub="https://hub.example.org/")
    press_all(processes=1)
    for name, path in (
        ("feed.xml", "//*[local-name()='link'][@rel='hub']/@href"),
        ("atom.xml", "//*[@rel='hub']/@href"),
    ):
        assert etree.fromstring(feed(name)).xpath(path) == ["https://hub.example.org/"]
        assert faults(name, feed(name), f"http://testserver/{name}") == []
    assert json.loads(feed("feed.json"))["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]


def test_ten_articles_ask_as_often_as_three(newsroom: Newsroom, world: Section) -> None:
    asked = []
    for number in (3, 7):
        for _ in range(number):
            newsroom.article(world, tags=["rivers"])
        press_all(processes=1)
        publish(Article.objects.order_by("-pk")[0], title=f"Changed {number}")
        with CaptureQueriesContext(connection) as queries:
            press()
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_what_only_our_pages_know_is_left_out() -> None:
    markup = (
        '<figure class="embed" data-embed="https://x/"><picture><source srcset="/a.webp"><img src="/a.jpg" sizes="9" '
        'alt="A"></picture></figure><p data-passage onclick="x()">A<br><a href="//else.example/b c">B</a></p>'
    )
    assert standing_alone(markup) == (
        '<figure><img src="http://testserver/a.jpg" alt="A"></figure>'
        '<p>A<br><a href="http://else.example/b%20c">B</a></p>'
    )
