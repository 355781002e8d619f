"""What a feed has to be like: the rules of the W3C's feed validator and of the formats, as one list of what is wrong.

Sources: https://validator.w3.org/feed/docs/, RFC 4287, https://www.rssboard.org/rss-profile,
https://www.jsonfeed.org/version/1.1/.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

import feedparser
from lxml import etree, html

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
RFC_822 = re.compile(r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d{2} \w{3} \d{4} \d{2}:\d{2}:\d{2} [+-]\d{4}")
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
FORBIDDEN = ("script", "style", "iframe", "object", "embed", "form", "input", "button", "source")
FORBIDDEN_ATTRIBUTES = re.compile(r"on\w+|style|class|id|srcset|sizes|data-.*")


def faults(name: str, body: bytes, address: str) -> list[str]:
    """What is wrong with a feed.

    Args:
        name: the file's name, by which its format is known.
        address: where readers find it.
    """
    checks = {"feed.xml": _rss, "atom.xml": _atom, "feed.json": _json}
    found = list(checks[name](body, address))
    if name != "feed.json":
        parsed = feedparser.parse(body, response_headers={"content-type": "application/xml; charset=utf-8"})
        found += [f"feedparser: {parsed.bozo_exception}"] if parsed.bozo else []
    return found


def _rss(body: bytes, address: str) -> Iterator[str]:
    root = etree.fromstring(body)
    channel = root.find("channel")
    if root.tag != "rss" or root.get("version") != "2.0" or channel is None:
        yield "not RSS 2.0"
        return
    yield from (
        f"no {name}" for name in ("title", "link", "description", "language") if not channel.findtext(name)
    )
    yield from _address(channel.findtext("link"), "channel's link")
    yield from _date(channel.findtext("lastBuildDate"), RFC_822, "lastBuildDate")
    links = {each.get("rel"): each.get("href") for each in channel.findall(f"{ATOM}link")}
    if links.get("self") != address:
        yield f"atom:link to itself is {links.get('self')}"
    guids = [item.findtext("guid") or "" for item in channel.findall("item")]
    yield from _unique(guids)
    dates = []
    for item in channel.findall("item"):
        yield from (
            f"item without {name}" for name in ("title", "description", CONTENT) if not item.findtext(name)
        )
        yield from _address(item.findtext("link"), "item's link")
        yield from _date(item.findtext("pubDate"), RFC_822, "pubDate")
        dates.append(parsedate_to_datetime(item.findtext("pubDate") or ""))
        guid = item.find("guid")
        if guid is None or (guid.get("isPermaLink") == "true") != (guid.text or "").startswith("http"):
            yield "guid that says wrongly whether it is an address"
        yield from _content(item.findtext(CONTENT) or "")
        if (
            len(item.findall("title")) != 1
            or len(item.findall("link")) != 1
            or len(item.findall("guid")) != 1
        ):
            yield "item with something twice"
    if dates != sorted(dates, reverse=True):
        yield "items not newest first"


def _atom(body: bytes, address: str) -> Iterator[str]:
    root = etree.fromstring(body)
    if root.tag != f"{ATOM}feed":
        yield "not Atom"
        return
    yield from _once(root, "feed", ("id", "title", "updated"))
    yield from _date(root.findtext(f"{ATOM}updated"), RFC_3339, "feed's updated")
    links = {each.get("rel", "alternate"): each.get("href") for each in root.findall(f"{ATOM}link")}
    if links.get("self") != address:
        yield f"link to itself is {links.get('self')}"
    yield from _address(links.get("alternate"), "feed's alternate")
    if root.find(f"{ATOM}author/{ATOM}name") is None:
        yield "no author for entries without one"
    entries = root.findall(f"{ATOM}entry")
    ids = [each.findtext(f"{ATOM}id") or "" for each in [root, *entries]]
    yield from _unique(ids)
    yield from (f"id that is no absolute address: {each}" for each in ids if not urlsplit(each).scheme)
    for entry in entries:
        yield from _once(entry, "entry", ("id", "title", "updated", "published", "content"))
        for name in ("updated", "published"):
            yield from _date(entry.findtext(f"{ATOM}{name}"), RFC_3339, name)
        if (entry.findtext(f"{ATOM}updated") or "") < (entry.findtext(f"{ATOM}published") or ""):
            yield "updated before it was published"
        alternates = [
            each for each in entry.findall(f"{ATOM}link") if each.get("rel", "alternate") == "alternate"
        ]
        if len(alternates) != 1:
            yield "entry without one alternate link"
        yield from _address(alternates[0].get("href") if alternates else "", "entry's link")
        content = entry.find(f"{ATOM}content")
        if content is None or content.get("type") != "html":
            yield "content that is not HTML"
        yield from _content(entry.findtext(f"{ATOM}content") or "")


def _json(body: bytes, address: str) -> Iterator[str]:
    feed: dict[str, Any] = json.loads(body)
    if feed.get("version") != "https://jsonfeed.org/version/1.1" or not feed.get("title"):
        yield "not JSON Feed 1.1"
    if feed.get("feed_url") != address:
        yield f"feed_url is {feed.get('feed_url')}"
    yield from _address(feed.get("home_page_url"), "home_page_url")
    yield from _unique([item.get("id", "") for item in feed["items"]])
    for item in feed["items"]:
        yield from _address(item.get("url"), "item's url")
        yield from (_address(item["image"], "image") if "image" in item else ())
        for name in ("date_published", "date_modified"):
            yield from _date(item.get(name), RFC_3339, name)
        if not (item.get("content_html") or item.get("content_text")):
            yield "item without content"
        if any(not author.get("name") for author in item.get("authors", [])):
            yield "author without a name"
        yield from _content(item.get("content_html", ""))


def _once(element: Any, what: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if len(element.findall(f"{ATOM}{name}")) != 1:
            yield f"{what} without one {name}"


def _unique(ids: list[str]) -> Iterator[str]:
    yield from (f"id {each!r} stands {count} times" for each, count in Counter(ids).items() if count > 1)
    if "" in ids:
        yield "blank id"


def _date(text: str | None, pattern: re.Pattern[str], what: str) -> Iterator[str]:
    if not pattern.fullmatch(text or ""):
        yield f"{what}: {text!r} is no date of this format"
    elif pattern is RFC_3339:
        datetime.fromisoformat((text or "").replace("Z", "+00:00"))


def _address(text: str | None, what: str) -> Iterator[str]:
    parts = urlsplit(text or "")
    if parts.scheme not in {"http", "https"} or not parts.netloc:
        yield f"{what}: {text!r} is no absolute address"
    if not (text or "").isascii() or re.search(r"[\s<>\"]", text or ""):
        yield f"{what}: {text!r} is not encoded"


def _content(markup: str) -> Iterator[str]:
    for element in html.fragment_fromstring(markup, create_parent="div").iter(etree.Element):
        if element.tag in FORBIDDEN:
            yield f"<{element.tag}> in the content"
        for name, value in element.attrib.items():
            if FORBIDDEN_ATTRIBUTES.fullmatch(name):
                yield f"{name} in the content"
            if name in {"href", "src"} and not value.startswith(("mailto:", "tel:")):
                yield from _address(value, name)
