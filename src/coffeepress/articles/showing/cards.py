"""Cards: an article as lists show it. Loaded for many at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from coffeepress.articles.keys import ARTICLE, SECTION
from coffeepress.articles.masthead import Link
from coffeepress.articles.models import Article, Byline, Section
from coffeepress.articles.showing.pictures import IN_CARD_SIZES, ShownPicture, load_pictures, shown_picture
from coffeepress.edition.keys import reads
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person

CARD_FIELDS = (
    "pk", "title", "standfirst", "permalink", "path", "first_published_at", "lead_picture_id", "lead_alt", "locale__language_code",
)  # fmt: skip


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
    ids: Sequence[int], *, pictures: int | None = None, first_sizes: str = IN_CARD_SIZES
) -> list[Card]:
    """The cards of published articles, in the order of their ids.

    Args:
        pictures: how many of them show their picture; None for all.
        first_sizes: the `sizes` of the first one's picture.
    """
    rows = {row["pk"]: row for row in Article.objects.live().filter(pk__in=ids).values(*CARD_FIELDS)}
    present = [rows[pk] for pk in ids if pk in rows]
    illustrated = present if pictures is None else present[:pictures]
    shelf = load_pictures(row["lead_picture_id"] for row in illustrated if row["lead_picture_id"])
    sections = sections_above(row["path"] for row in present)
    authors = authors_of([row["pk"] for row in present])
    shown = []
    for pk in ids:
        reads(ARTICLE(pk))
    for position, row in enumerate(present):
        picture = shelf.get(row["lead_picture_id"]) if row in illustrated else None
        shown.append(
            Card(
                url=row["permalink"],
                headline=row["title"],
                standfirst=row["standfirst"],
                section=_section_link(sections.get(row["path"][:-4])),
                byline=byline_text(authors[row["pk"]]),
                date=row["first_published_at"],
                picture=picture
                and shown_picture(
                    picture,
                    alt=row["lead_alt"],
                    sizes=first_sizes if position == 0 else IN_CARD_SIZES,
                    priority=position == 0 and first_sizes != IN_CARD_SIZES,
                ),
                language=row["locale__language_code"],
            )
        )
    return shown


def sections_above(paths: Iterable[str]) -> dict[str, Section]:
    """The published sections in which articles with these tree paths stand, by the sections' tree paths."""
    wanted = {path[:-4] for path in paths}
    found = (
        Section.objects.live()
        .filter(path__in=wanted)
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


def _section_link(section: Section | None) -> Link | None:
    if section is None:
        return None
    reads(SECTION(section.pk))
    return Link(section.title, section.path_for_readers)
