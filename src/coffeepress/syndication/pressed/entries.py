"""Articles as feeds hold them: whole, with absolute addresses, and nothing in them that only our own pages know."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.encoding import iri_to_uri
from lxml import etree, html

from coffeepress.articles.keys import ARTICLE, TAG
from coffeepress.articles.models import Article, ArticleTag, Byline, Section
from coffeepress.articles.paths import person_path
from coffeepress.articles.pressed.base import spoken
from coffeepress.articles.pressed.feeds import in_xml
from coffeepress.articles.showing.article import original_of
from coffeepress.articles.showing.blocks import shown_blocks
from coffeepress.articles.showing.cards import section_link, sections_above
from coffeepress.articles.showing.outlet import absolute
from coffeepress.articles.showing.pictures import load_pictures, shown_picture
from coffeepress.edition.keys import Recording, attach, reads, recording
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person

KEPT_ATTRIBUTES = frozenset(
    {
        "href",
        "src",
        "alt",
        "width",
        "height",
        "cite",
        "datetime",
        "lang",
        "dir",
        "colspan",
        "rowspan",
        "scope",
        "start",
    }
)
ADDRESSES = ("href", "src", "cite")


@dataclass(frozen=True)
class Author:
    """Who wrote an article."""

    name: str
    url: str


@dataclass(frozen=True)
class Entry:
    """An article in a feed.

    Args:
        id: stays when the article moves.
        updated: when it was last changed, or else published.
    """

    id: str
    url: str
    headline: str
    summary: str
    content: str
    language: str
    published: datetime
    updated: datetime
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    image: str


class EntryShelf:
    """The articles of several feeds: each is loaded and made once, whatever number of feeds it stands in."""

    def __init__(self, article_ids: Iterable[int]) -> None:
        ids = set(article_ids)
        articles = Article.objects.live().filter(pk__in=ids).select_related("locale")
        self._articles = {article.pk: article for article in articles}
        self._sections = sections_above(article.path for article in self._articles.values())
        self._authors = _authors(ids)
        self._tags = _tags(ids)
        self._pictures = load_pictures(
            article.lead_picture_id for article in self._articles.values() if article.lead_picture_id
        )
        self._made: dict[int, tuple[Entry, Recording]] = {}

    def entries(self, ids: Sequence[int]) -> list[Entry]:
        """The articles of these ids that are published. What each depends on is noted for every page that asks."""
        reads(*(ARTICLE(pk) for pk in ids))
        return [self._entry(pk) for pk in ids if pk in self._articles]

    def _entry(self, article_id: int) -> Entry:
        if article_id not in self._made:
            with recording() as read:
                entry = self._make(self._articles[article_id])
            self._made[article_id] = entry, read
        entry, read = self._made[article_id]
        reads(*read.keys)
        for path, source in read.attachments.items():
            attach(path, source=source)
        return entry

    def _make(self, article: Article) -> Entry:
        assert article.first_published_at, "a published article has a date"
        language = article.locale.language_code
        section: Section | None = self._sections.get(article.path[:-4])
        link = section_link(section)
        tags = self._tags[article.pk]
        reads(*(TAG(pk) for pk, _name in tags))
        with spoken(language):
            lead = self._pictures.get(article.lead_picture_id) if article.lead_picture_id else None
            picture = lead and shown_picture(
                lead, alt=article.lead_alt, caption=article.lead_caption, credit=article.lead_credit
            )
            context = {
                "standfirst": article.standfirst,
                "picture": picture,
                "body": [block.html for block in shown_blocks(article.body)],
                "original": original_of(article),
            }
            content = in_xml(standing_alone(render_to_string("syndication/entry.html", context)))
        return Entry(
            id=uuid5(NAMESPACE_URL, f"{settings.COFFEEPRESS.base_url}/article/{article.pk}").urn,
            url=absolute(article.permalink),
            headline=article.title,
            summary=article.standfirst,
            content=content,
            language=language,
            published=article.first_published_at,
            updated=max(article.first_published_at, article.last_published_at or article.first_published_at),
            authors=tuple(_author(person) for person in self._authors[article.pk]),
            categories=tuple(dict.fromkeys([*([link.title] if link else []), *(name for _pk, name in tags)])),
            image=absolute(picture.src) if picture else "",
        )


def standing_alone(markup: str) -> str:
    """HTML as it can be read anywhere: plain `img`, absolute addresses, no classes, nothing for scripts."""
    root = html.fragment_fromstring(markup, create_parent="div")
    for note in root.xpath(".//figure[@class='embed']//small"):
        note.drop_tree()  # it tells of a player that is not here
    for picture in list(root.iter("picture")):
        for source in list(picture.iter("source")):
            source.drop_tag()  # the parser takes what follows it for its content
        picture.drop_tag()
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if name not in KEPT_ATTRIBUTES:
                del element.attrib[name]
        for name in ADDRESSES:
            if name in element.attrib:
                base = f"{settings.COFFEEPRESS.base_url}/"
                element.attrib[name] = iri_to_uri(urljoin(base, element.attrib[name]))
    return _inner(root)


def _inner(root: Any) -> str:
    parts = [root.text or "", *(html.tostring(child, encoding="unicode") for child in root)]
    return "".join(parts).strip()


def _author(person: Person) -> Author:
    reads(PERSON(person.pk))
    return Author(person.name, absolute(person_path(person.locale.language_code, person.slug)))


def _authors(article_ids: Iterable[int]) -> Mapping[int, list[Person]]:
    found: dict[int, list[Person]] = defaultdict(list)
    rows = Byline.objects.filter(article_id__in=article_ids, role=Byline.Role.AUTHOR)
    for byline in rows.select_related("person__locale").order_by("article_id", "sort_order", "pk"):
        found[byline.article_id].append(byline.person)
    return found


def _tags(article_ids: Iterable[int]) -> Mapping[int, list[tuple[int, str]]]:
    found: dict[int, list[tuple[int, str]]] = defaultdict(list)
    rows = ArticleTag.objects.filter(content_object_id__in=article_ids).order_by("tag__name", "tag_id")
    for article_id, pk, name in rows.values_list("content_object_id", "tag_id", "tag__name"):
        found[article_id].append((pk, name))
    return found
