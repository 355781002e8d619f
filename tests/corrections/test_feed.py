"""The feed of corrections, as programs read it."""

from __future__ import annotations

from typing import Any

import feedparser
import pytest
from lxml import html

from coffeepress.articles.models import Article
from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from tests.corrections.world import NOVEMBER, amend, correct
from tests.edition.folder import files, texts
from tests.edition.newsroom import Newsroom, on, publish


@pytest.fixture
def bridge(newsroom: Newsroom) -> Article:
    return newsroom.article(
        newsroom.section("city"), "bridge", at=on(2026, 3), title="The bridge & the <bell>"
    )


def feed(path: str = "corrections/feed.xml") -> Any:
    found = feedparser.parse(files()[path])
    assert not found.bozo, found.get("bozo_exception")
    return found


def test_it_is_there_before_there_is_a_correction(newsroom: Newsroom) -> None:
    press_all(processes=1)
    assert (feed().feed.title, feed().entries) == ("Corrections · Test Paper", [])
    assert feed("uk/corrections/feed.xml").feed.language == "uk"


def test_it_holds_each_correction_whole(newsroom: Newsroom, bridge: Article) -> None:
    correction = correct(bridge, note="A reader <b>measured</b> it.", credit="Vera & co")
    press_all(processes=1)
    (entry,) = feed().entries
    assert entry.title == "Correction: The bridge & the <bell>"
    assert entry.link == f"http://testserver/2026/03/bridge/#correction-{correction.pk}"
    assert entry.published_parsed[:5] == (2026, 11, 24, 12, 0)
    for part in (
        "A reader &lt;b&gt;measured&lt;/b&gt; it.",
        "<del>forty</del>",
        "<ins>fourteen</ins>",
        "Vera &amp; co",
    ):
        assert part in entry.summary


def test_pages_of_corrections_lead_to_it(newsroom: Newsroom, bridge: Article) -> None:
    correct(bridge)
    press_all(processes=1)
    for name, address in (
        ("corrections/index.html", "/corrections/feed.xml"),
        ("corrections/2026/11/index.html", "/corrections/feed.xml"),
        ("uk/corrections/index.html", "/uk/corrections/feed.xml"),
    ):
        tree = html.document_fromstring(texts()[name])
        links = tree.xpath("//link[@type='application/rss+xml']/@href")
        assert links == [address.replace("corrections/", ""), address]


def test_a_correction_is_the_same_one_when_its_article_moves_and_when_it_is_amended(
    newsroom: Newsroom, bridge: Article
) -> None:
    correction = correct(bridge)
    press_all(processes=1)
    before = feed().entries[0].id
    amend(correction, at=on(2026, 11, 25), note="Measured.")
    publish(bridge, slug="new-bridge")
    press()
    (entry,) = feed().entries
    assert entry.id == before
    assert entry.link == f"http://testserver/2026/03/new-bridge/#correction-{correction.pk}"
    assert "This note was amended on" in entry.summary


def test_it_holds_the_newest_thirty(newsroom: Newsroom, bridge: Article) -> None:
    for day in range(1, 32):
        correct(bridge, at=on(2026, 10, day), note=f"Note {day}.")
    press_all(processes=1)
    days = [entry.published_parsed[2] for entry in feed().entries]
    assert days == list(range(31, 1, -1))


def test_what_no_feed_can_hold_is_replaced(newsroom: Newsroom, bridge: Article) -> None:
    correct(bridge, note="a\x0b\x0c\x1f\ufffeb ]]> </description> \u202eevil", at=NOVEMBER)
    press_all(processes=1)
    (entry,) = feed().entries
    assert "a\ufffd\ufffd\ufffd\ufffdb ]]&gt; &lt;/description&gt; \u202eevil" in entry.summary
