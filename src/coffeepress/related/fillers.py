"""What related articles add to an article's page: their cards, below the story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from coffeepress.articles.models import Article, Section
from coffeepress.articles.showing.cards import CARD_FIELDS, Card, section_link, sections_above
from coffeepress.articles.slots import Filler
from coffeepress.edition.keys import Key, reads
from coffeepress.related.chosen import Of, choices_of, chosen
from coffeepress.related.keys import RELATED
from coffeepress.related.lists import lists_of

CARD = [*CARD_FIELDS]


@dataclass(frozen=True)
class Loaded:
    """What an article's page shows of related ones."""

    rows: Sequence[Mapping[str, Any]]
    sections: Mapping[str, Section]
    keys: frozenset[Key]


class RelatedFiller(Filler[Loaded]):
    """The related articles of an article."""

    name = "related"
    order = 50

    def load(self, articles: Sequence[Article]) -> Mapping[int, Loaded]:
        stored = [article for article in articles if article.pk]
        # A draft in preview has its own choices with it; of many articles they are asked for at once.
        if len(stored) == 1:
            choices = {stored[0].pk: list(stored[0].related_choices.all())}
        else:
            choices = choices_of([article.pk for article in stored])
        lists = {
            pk: [each.number for each in found]
            for pk, found in lists_of([article.pk for article in stored]).items()
        }
        found = chosen([of(article) for article in stored], lists, choices)
        numbers = {number for each in found.values() for number in each.numbers}
        rows = {row["pk"]: row for row in _rows(numbers)}
        sections = sections_above(row["path"] for row in rows.values())
        return {
            pk: Loaded([rows[number] for number in each.numbers if number in rows], sections, each.keys)
            for pk, each in found.items()
        }

    def fill(self, article: Article, loaded: Loaded | None) -> Mapping[str, SafeString]:
        if article.pk:
            reads(RELATED(article.pk))
        if loaded is None:
            return {}
        reads(*loaded.keys)
        if not loaded.rows:
            return {}
        context = {
            "cards": [_card(row, loaded.sections) for row in loaded.rows],
            "outlet": {"language": article.locale.language_code},
        }
        return {"after_body": render_to_string("related/slots/after_body.html", context)}


def of(article: Article) -> Of:
    """Whose list it is, of an article."""
    return Of(article.pk, article.locale_id, article.translation_key)


def _rows(numbers: set[int]) -> Sequence[Mapping[str, Any]]:
    return list(Article.objects.live().filter(pk__in=numbers).values(*CARD)) if numbers else []


def _card(row: Mapping[str, Any], sections: Mapping[str, Section]) -> Card:
    """Without picture and standfirst: a reader who has read to the end chooses by headlines."""
    return Card(
        url=row["permalink"],
        headline=row["title"],
        standfirst="",
        section=section_link(sections.get(row["path"][:-4])),
        byline="",
        date=row["first_published_at"],
        picture=None,
        language=row["locale__language_code"],
    )
