"""Cards: an article as lists show it. Loaded for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from coffeepress.articles.keys import ARTICLE, SECTION
from coffeepress.articles.masthead import Link
from coffeepress.articles.models import Article, Byline, Picture, Section
from coffeepress.articles.showing.pictures import ShownPicture, load_pictures, shown_picture
from coffeepress.design.sizes import ROW
from coffeepress.edition.keys import reads
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person

CARD_FIELDS = (
    "pk",
    "title",
    "standfirst",
    "permalink",
    "path",
    "first_published_at",
    "lead_picture_id",
    "lead_alt",
    "locale__language_code",
)


@dataclass(frozen=True)
class Card:
    """An article in a list."""

    url: str
    headline: str
    standfirst: str
    section: Link | None
    byline: str
    date: datetime
    picture: ShownPicture | None
    language: str


def shown_cards(
    ids: Sequence[int], *, sizes: str | None = ROW, first: Sequence[str | None] = ()
) -> list[Card]:
    """The cards of published articles, in the order of their ids.

    Args:
        sizes: the `sizes` of their pictures (`coffeepress.design.sizes`); None shows none.
        first: those of the first cards, where they differ; the very first picture is then fetched with priority.
    """
    reads(*(ARTICLE(pk) for pk in ids))
    rows = {row["pk"]: row for row in Article.objects.live().filter(pk__in=ids).values(*CARD_FIELDS)}
    present = [rows[pk] for pk in ids if pk in rows]
    sized = [(row, first[n] if n < len(first) else sizes) for n, row in enumerate(present)]
    pictures = load_pictures(row["lead_picture_id"] for row, size in sized if size and row["lead_picture_id"])
    sections = sections_above(row["path"] for row in present)
    authors = authors_of([row["pk"] for row in present])
    return [
        Card(
            url=row["permalink"],
            headline=row["title"],
            standfirst=row["standfirst"],
            section=section_link(sections.get(row["path"][:-4])),
            byline=byline_text(authors[row["pk"]]),
            date=row["first_published_at"],
            picture=_picture(
                pictures.get(row["lead_picture_id"]), row, size, priority=bool(first) and not position
            ),
            language=row["locale__language_code"],
        )
        for position, (row, size) in enumerate(sized)
    ]


def sections_above(paths: Iterable[str]) -> dict[str, Section]:
    """The sections in which articles with these tree paths stand, published or not, by the sections' tree paths."""
    wanted = {path[:-4] for path in paths}
    found = (
        Section.objects.filter(path__in=wanted)
        .select_related("locale")
        .only("pk", "path", "title", "slug", "live", "locale__language_code")
    )
    return {section.path: section for section in found}


def authors_of(article_ids: Sequence[int]) -> dict[int, list[Person]]:
    """The authors of articles, in the bylines' order."""
    authors: dict[int, list[Person]] = defaultdict(list)
    bylines = Byline.objects.filter(article_id__in=article_ids, role=Byline.Role.AUTHOR).select_related(
        "person"
    )
    for byline in bylines.order_by("article_id", "sort_order", "pk"):
        authors[byline.article_id].append(byline.person)
    return authors


def byline_text(persons: Sequence[Person]) -> str:
    """Names in one line, as the language joins them."""
    for person in persons:
        reads(PERSON(person.pk))
    return str(get_text_list([person.name for person in persons], _("and")))


def section_link(section: Section | None) -> Link | None:
    """A link to an article's section while it is published: that it is not, too, is something that a page reads."""
    if section is None:
        return None
    reads(SECTION(section.pk))
    return Link(section.title, section.path_for_readers) if section.live else None


def _picture(
    picture: Picture | None, row: dict[str, Any], size: str | None, *, priority: bool
) -> ShownPicture | None:
    if picture is None or size is None:
        return None
    return shown_picture(picture, alt=row["lead_alt"], sizes=size, priority=priority)
