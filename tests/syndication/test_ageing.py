"""Pages that hold what ages are pressed when their time comes, by whichever worker runs then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from lxml import etree

from coffeepress.articles.models import Article, Home, Section
from coffeepress.edition.build import current
from coffeepress.edition.full import press_all
from coffeepress.edition.press import edition_dir, press
from coffeepress.edition.worker import press_waiting
from coffeepress.syndication.pressed import news
from tests.edition.folder import differences, files
from tests.edition.newsroom import Newsroom, publish, unpublish

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
NAMES = {
    "s": "http://www.sitemaps.org/schemas/sitemap/0.9",
    "n": "http://www.google.com/schemas/sitemap-news/0.9",
}
Clock = Callable[[timedelta], None]


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """It is 20 November 2026, noon, and later when a test says so."""
    now = [NOW]
    monkeypatch.setattr(timezone, "now", lambda: now[0])

    def later(by: timedelta) -> None:
        now[0] += by

    return later


@pytest.fixture
def world(newsroom: Newsroom, pass_time: Clock) -> Section:
    return newsroom.section("world")


def listed() -> list[str]:
    root = etree.fromstring(files()["sitemap-news.xml"])
    found = root.xpath("//s:url[n:news]/s:loc/text()", namespaces=NAMES)
    return [str(each).rstrip("/").rpartition("/")[2] for each in found]


def test_news_of_the_last_two_days_are_listed_with_name_language_date_and_title(
    newsroom: Newsroom, world: Section
) -> None:
    newsroom.article(world, "old", at=NOW - timedelta(days=3))
    newsroom.article(world, "new", at=NOW - timedelta(hours=5), title="A & B")
    newsroom.article(newsroom.section("svit", language="uk"), "svizhe", at=NOW - timedelta(hours=6))
    press_all(processes=1)
    assert listed() == ["new", "svizhe"]
    first = etree.fromstring(files()["sitemap-news.xml"])[0].find("n:news", NAMES)
    assert first is not None
    assert [(etree.QName(each).localname, (each.text or "").strip()) for each in first.iter()][1:] == [
        ("publication", ""),
        ("name", Home.objects.get(locale__language_code="en").title),
        ("language", "en"),
        ("publication_date", "2026-11-20T07:00:00+00:00"),
        ("title", "A & B"),
    ]
    assert b"http://testserver/sitemap-news.xml" in files()["robots.txt"]


def test_it_ages_out_by_itself_when_its_time_comes(
    newsroom: Newsroom, world: Section, pass_time: Clock, elsewhere: Path
) -> None:
    newsroom.article(world, "first", at=NOW - timedelta(hours=40))
    newsroom.article(world, "second", at=NOW - timedelta(hours=30))
    press_all(processes=1)
    pass_time(timedelta(hours=7))
    press_waiting()
    assert listed() == ["second", "first"]
    pass_time(timedelta(hours=2))
    press_waiting()
    assert listed() == ["second"]
    assert differences(elsewhere) == []
    pass_time(timedelta(days=30))
    press_waiting()
    assert listed() == []
    assert press().rendered == 0


def test_it_ages_out_after_days_without_a_worker(
    newsroom: Newsroom, world: Section, pass_time: Clock
) -> None:
    newsroom.article(world, "first", at=NOW - timedelta(hours=1))
    press_all(processes=1)
    pass_time(timedelta(days=9))
    assert listed() == ["first"]
    press_waiting()
    assert listed() == []


def test_a_press_for_another_reason_takes_what_is_due_along(
    newsroom: Newsroom, world: Section, pass_time: Clock
) -> None:
    newsroom.article(world, "first", at=NOW - timedelta(hours=47))
    old = newsroom.article(world, "old", at=NOW - timedelta(days=90))
    press_all(processes=1)
    pass_time(timedelta(hours=2))
    publish(old, title="Changed")
    press()
    assert listed() == []


def test_a_time_that_was_taken_back_presses_nothing(
    newsroom: Newsroom, world: Section, pass_time: Clock
) -> None:
    first = newsroom.article(world, "first", at=NOW - timedelta(hours=47))
    press_all(processes=1)
    unpublish(first)
    press()
    build = current(edition_dir())
    assert build is not None
    index = build.index()
    assert index.due_at(("sitemap_news", "news")) is None
    index.close()


def test_no_more_are_listed_than_are_read(
    newsroom: Newsroom, world: Section, pass_time: Clock, monkeypatch: Any
) -> None:
    monkeypatch.setattr(news, "MOST", 2)
    for hours in (3, 2, 1):
        newsroom.article(world, f"story-{hours}", at=NOW - timedelta(hours=hours))
    press_all(processes=1)
    assert listed() == ["story-1", "story-2"]


def test_an_edition_that_knows_no_times_yet_is_brought_up_to_date(newsroom: Newsroom, world: Section) -> None:
    press_all(processes=1)
    build = current(edition_dir())
    assert build is not None
    index = build.index()
    index.connection.executescript("drop table due")
    index.close()
    newsroom.article(world, "first", at=NOW - timedelta(hours=1))
    press()
    assert listed() == ["first"]


def test_security_txt_is_renewed_long_before_it_expires(
    newsroom: Newsroom, pass_time: Clock, change_site: Any, elsewhere: Path
) -> None:
    change_site(security_contact=["safe@example.org", "https://example.org/safe"])
    press_all(processes=1)
    seen = set()
    for _ in range(40):
        lines = files()[".well-known/security.txt"].decode().splitlines()
        assert lines[:2] == ["Contact: mailto:safe@example.org", "Contact: https://example.org/safe"]
        expires = datetime.fromisoformat(lines[2].removeprefix("Expires: "))
        assert timedelta(days=89) < expires - timezone.now() < timedelta(days=365)
        seen.add(expires)
        pass_time(timedelta(days=7))
        press_waiting()
    assert len(seen) in {4, 5}
    assert "Canonical: http://testserver/.well-known/security.txt" in lines
    assert differences(elsewhere) == []


def test_texts_that_nobody_asked_for_are_not_there(newsroom: Newsroom) -> None:
    press_all(processes=1)
    names = set(files())
    assert {".well-known/security.txt", "trust.txt"} & names == set()


def test_trust_txt_and_the_key_of_indexnow_are_pressed(newsroom: Newsroom, change_site: Any) -> None:
    change_site(
        trust_relations=["member=https://example.org/", "social=https://social.example/@us"],
        indexnow_key="abcdef0123456789",
    )
    press_all(processes=1)
    assert b"\nmember=https://example.org/\n" in files()["trust.txt"]
    assert files()["abcdef0123456789.txt"] == b"abcdef0123456789\n"


def test_humans_txt_names_those_who_have_a_page(newsroom: Newsroom, world: Section, elsewhere: Path) -> None:
    ada = newsroom.person("Ada Novak", position="Editor")
    newsroom.person("Nobody Yet")
    article = newsroom.article(world, "first", authors=[ada])
    press_all(processes=1)
    assert "Editor: Ada Novak\nPage: http://testserver/people/ada-novak/" in files()["humans.txt"].decode()
    assert "Nobody Yet" not in files()["humans.txt"].decode()
    unpublish(Article.objects.get(pk=article.pk))
    press()
    assert "Ada" not in files()["humans.txt"].decode()
    assert differences(elsewhere) == []
