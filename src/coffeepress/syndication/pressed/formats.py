"""A feed in three formats. Pure: the same feed gives the same bytes.

Sources: https://www.rssboard.org/rss-specification, https://www.rfc-editor.org/rfc/rfc4287,
https://www.jsonfeed.org/version/1.1/. Hubs: https://www.w3.org/TR/websub/#discovery.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from coffeepress.articles.pressed.feeds import Feed, in_xml
from coffeepress.syndication.pressed.entries import Entry


@dataclass(frozen=True)
class FeedOf:
    """What a feed says, whatever its format.

    Args:
        url: its own address.
        home: the address of the page that shows the same.
        hub: the WebSub hub that tells of its changes; blank: none.
    """

    id: str
    url: str
    home: str
    title: str
    description: str
    language: str
    outlet: str
    hub: str
    entries: tuple[Entry, ...]

    @property
    def updated(self) -> datetime:
        """When anything in it was last changed; an empty one does not tell the time at which it was made."""
        return max((entry.updated for entry in self.entries), default=datetime.fromtimestamp(0, UTC))


class _Rss(Feed):
    """RSS 2.0 with the whole text."""

    def rss_attributes(self) -> dict[str, str]:
        return {
            **super().rss_attributes(),
            "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        }

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("atom:link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        handler.addQuickElement("content:encoded", item["content"])

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


class _Atom(Atom1Feed):
    """Atom with the whole text."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:lang": self.feed["language"]}

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["hub"]:
            handler.addQuickElement("link", None, {"rel": "hub", "href": self.feed["hub"]})

    def add_item_elements(self, handler: Any, item: Any) -> None:
        super().add_item_elements(handler, item)
        for name, uri in item["authors"]:
            handler.startElement("author", {})
            handler.addQuickElement("name", name)
            handler.addQuickElement("uri", uri)
            handler.endElement("author")
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self) -> datetime:
        updated: datetime = self.feed["updated"]
        return updated


def rss(feed: FeedOf) -> bytes:
    """RSS 2.0."""
    made = _Rss(
        title=in_xml(feed.title),
        link=feed.home,
        description=in_xml(feed.description),
        language=feed.language,
        feed_url=feed.url,
        hub=feed.hub,
        updated=feed.updated,
    )
    for entry in feed.entries:
        made.add_item(
            title=entry.headline,
            link=entry.url,
            description=entry.summary or entry.headline,
            pubdate=entry.published,
            unique_id=entry.id,
            unique_id_is_permalink=False,
            categories=list(entry.categories),
            creators=[author.name for author in entry.authors],
            content=entry.content,
        )
    return str(made.writeString("utf-8")).encode()


def atom(feed: FeedOf) -> bytes:
    """Atom 1.0."""
    made = _Atom(
        title=in_xml(feed.title),
        subtitle=in_xml(feed.description),
        link=feed.home,
        description="",
        language=feed.language,
        feed_url=feed.url,
        feed_guid=feed.id,
        author_name=in_xml(feed.outlet),
        hub=feed.hub,
        updated=feed.updated,
    )
    for entry in feed.entries:
        made.add_item(
            title=in_xml(entry.headline),
            link=entry.url,
            description=in_xml(entry.summary or entry.headline),
            pubdate=entry.published,
            updateddate=entry.updated,
            unique_id=entry.id,
            categories=[in_xml(each) for each in entry.categories],
            authors=[(in_xml(author.name), author.url) for author in entry.authors],
            content=in_xml(entry.content),
        )
    return str(made.writeString("utf-8")).encode()


def json_feed(feed: FeedOf) -> bytes:
    """JSON Feed 1.1."""
    made: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.url,
        "description": feed.description,
        "language": feed.language,
        "authors": [{"name": feed.outlet}],
        "items": [_json_item(entry) for entry in feed.entries],
    }
    if feed.hub:
        made["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return f"{json.dumps(made, ensure_ascii=False)}\n".encode(errors="replace")


def _json_item(entry: Entry) -> dict[str, Any]:
    item = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.headline,
        "summary": entry.summary,
        "content_html": entry.content or f"<p>{entry.headline}</p>",
        "image": entry.image,
        "date_published": rfc3339_date(entry.published),
        "date_modified": rfc3339_date(entry.updated),
        "authors": [{"name": author.name, "url": author.url} for author in entry.authors],
        "tags": list(entry.categories),
        "language": entry.language,
    }
    return {name: value for name, value in item.items() if value not in ("", [])}


FORMATS: dict[str, Callable[[FeedOf], bytes]] = {"feed.xml": rss, "atom.xml": atom, "feed.json": json_feed}
"""By the feed's name beside its front."""
