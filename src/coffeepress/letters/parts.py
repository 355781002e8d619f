"""What stands in a letter, as readers get it: made of what is published, the same for the page and for mail."""

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from coffeepress.articles.keys import ARTICLE
from coffeepress.articles.models import Article
from coffeepress.articles.showing.cards import Card, shown_cards
from coffeepress.articles.showing.rich_text import rich_html
from coffeepress.design.sizes import ROW
from coffeepress.edition.keys import reads
from coffeepress.letters.models import Letter


@dataclass(frozen=True)
class Part:
    """One part of a letter: exactly one of these is there."""

    heading: str = ""
    html: SafeString | None = None
    card: Card | None = None


def opening(letter: Letter) -> SafeString:
    """The editor's opening words."""
    return mark_safe(rich_html(letter.opening))  # cleaned when it was saved


def parts(letter: Letter) -> list[Part]:
    """The parts, without articles that are not published (any more)."""
    cards = cards_of(letter.articles)
    found = []
    for block in letter.content:
        if block.block_type == "article":
            pk = block.value.pk if block.value else None
            card = cards.pop(pk, None) if pk else None
            found += [Part(card=card)] if card else []
        elif block.block_type == "heading":
            found.append(Part(heading=block.value))
        else:
            found.append(Part(html=mark_safe(rich_html(block.value.source))))
    return found


def cards_of(ids: list[int]) -> dict[int, Card]:
    """The cards of those of these articles that are published."""
    reads(*(ARTICLE(pk) for pk in ids))
    live = set(Article.objects.live().filter(pk__in=ids).values_list("pk", flat=True))
    present = [pk for pk in ids if pk in live]
    return dict(zip(present, shown_cards(present, sizes=ROW), strict=True))
