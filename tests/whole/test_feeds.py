"""What programs read of the edition: feeds, sitemaps, robots.txt."""

from collections import Counter
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

import feedparser
import pytest
from lxml import etree

from tests.syndication.rules import faults
from tests.whole.demo import LANGUAGES
from tests.whole.readers import Edition, ReaderPage

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITEMAPS = etree.XMLSchema(etree.parse(Path(__file__).with_name("sitemaps.xsd")))
FEED_ITEMS = 30


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_is_well_formed_and_holds_the_newest(edition: Edition, language: str) -> None:
    home = "/" if language == LANGUAGES[0] else f"/{language}/"
    body = (edition.root / f"{home[1:]}feed.xml").read_bytes()
    feed = feedparser.parse(body)
    assert not feed.bozo, feed.get("bozo_exception")
    assert (feed.feed.link, feed.feed.language) == (edition.base_url + home, language)
    assert feed.feed.title
    newest = sorted(
        (page for page in edition.articles if page.language == language),
        key=lambda page: page.tree.xpath("string(//meta[@property='article:published_time']/@content)"),
        reverse=True,
    )[:FEED_ITEMS]
    assert {unquote(entry.link) for entry in feed.entries} == {
        unquote(page.canonical() or "") for page in newest
    }
    assert {page.tree.xpath("string(//h1)") for page in newest} == {entry.title for entry in feed.entries}
    dates = [entry.published_parsed for entry in feed.entries]
    assert dates == sorted(dates, reverse=True)


def test_every_page_names_its_languages_feed(edition: Edition) -> None:
    wrong = [
        page.name
        for page in edition.pages
        if page.status == 200
        and [unquote(each) for each in page.tree.xpath("//link[@type='application/rss+xml']/@href")]
        != [unquote(each) for each in _feeds_named_by(page)]
    ]
    assert wrong == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_feed_of_corrections_is_well_formed_and_holds_each_whole(edition: Edition, language: str) -> None:
    home = "/" if language == LANGUAGES[0] else f"/{language}/"
    feed = feedparser.parse((edition.root / f"{home[1:]}corrections/feed.xml").read_bytes())
    assert not feed.bozo, feed.get("bozo_exception")
    front = edition.page(f"{home}corrections/")
    assert front is not None
    notes = front.tree.xpath("//ol[@class='corrected-list']/li//h2/a/@href")
    assert len(notes) > 2
    assert [edition.path_of(entry.link, seen_at="/") for entry in feed.entries] == [
        note.partition("#")[0] for note in notes
    ]
    assert all("<ins>" in entry.summary for entry in feed.entries)


def test_sitemaps_list_every_article_once(edition: Edition) -> None:
    listed = Counter(unquote(address) for name in _sitemaps(edition) for address in _locations(edition, name))
    assert [address for address, count in listed.items() if count > 1] == []
    articles = {unquote(page.canonical() or "") for page in edition.articles}
    assert articles - listed.keys() == set()
    paths = [edition.path_of(address, seen_at="/") for address in listed]
    assert [path for path in paths if path is None or not edition.has(path)] == []


def test_robots_names_the_sitemap_and_shuts_nobody_out(edition: Edition) -> None:
    lines = (edition.root / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {edition.base_url}/sitemap.xml" in lines
    assert "Disallow: /" not in lines


def _feeds_named_by(page: ReaderPage) -> list[str]:
    home = "/" if page.language == LANGUAGES[0] else f"/{page.language}/"
    corrections = [f"{home}corrections/feed.xml"] if page.address.startswith(f"{home}corrections/") else []
    is_front = bool(page.tree.xpath("//link[@type='application/atom+xml']")) and page.address != home
    own = [f"{page.address}feed.xml"] if is_front else []
    return [f"{home}feed.xml", *own, *corrections]


@pytest.mark.parametrize("name", ["feed.xml", "atom.xml", "feed.json"])
def test_all_feeds_keep_the_validators_rules(edition: Edition, name: str) -> None:
    found = [each for each in edition.names if each.rpartition("/")[2] == name and "corrections/" not in each]
    assert len(found) > 20
    wrong = {
        each: told
        for each in found
        if (told := faults(name, (edition.root / each).read_bytes(), f"{edition.base_url}/{quote(each)}"))
    }
    assert wrong == {}


def test_sitemaps_keep_the_rules_of_sitemaps_org(edition: Edition) -> None:
    for name in ["sitemap.xml", "sitemap-news.xml", *_sitemaps(edition)]:
        tree = etree.parse(edition.root / name)
        SITEMAPS.assertValid(tree)
        for location in tree.iter(f"{SITEMAP}loc"):
            assert (location.text or "").startswith(f"{edition.base_url}/")
            assert (location.text or "").isascii()
        for changed in tree.iter(f"{SITEMAP}lastmod"):
            assert datetime.fromisoformat(changed.text or "").tzinfo is not None


def _sitemaps(edition: Edition) -> list[str]:
    names = [edition.path_of(address, seen_at="/") for address in _locations(edition, "sitemap.xml")]
    found = [name.lstrip("/") for name in names if name]
    assert len(found) == len(names) > 1
    return found


def _locations(edition: Edition, name: str) -> list[str]:
    return [each.text or "" for each in etree.parse(edition.root / name).iter(f"{SITEMAP}loc")]
