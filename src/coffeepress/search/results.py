"""What was found, as the page shows it. Only what is published at this moment is shown, whatever the index holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString

from coffeepress.articles.masthead import Link
from coffeepress.articles.models import Article
from coffeepress.articles.showing.cards import Card, shown_cards
from coffeepress.related.forms import composed
from coffeepress.search.find import Hit
from coffeepress.search.highlight import excerpt, highlighted
from coffeepress.search.query import Query


@dataclass(frozen=True)
class Result:
    """An article that was found."""

    url: str
    headline: SafeString
    passage: SafeString
    section: Link | None
    byline: str
    date: datetime


def results(hits: Sequence[Hit], query: Query) -> list[Result]:
    """The articles of these hits, in a number of queries that does not depend on theirs."""
    ids = [hit.number for hit in hits]
    live = Article.objects.live().filter(pk__in=ids, locale__language_code=query.language)
    revisions = dict(live.exclude(permalink="").values_list("pk", "live_revision_id"))
    shown = [hit for hit in hits if hit.number in revisions]
    cards = shown_cards([hit.number for hit in shown], sizes=None)
    return [
        _result(card, hit, query, is_current=(revisions[hit.number] or 0) == hit.revision)
        for hit, card in zip(shown, cards, strict=False)
    ]


def _result(card: Card, hit: Hit, query: Query, *, is_current: bool) -> Result:
    # A text that has been replaced meanwhile is not shown any more, though it is still found for a moment.
    passage = excerpt(hit.text, query) if is_current else SafeString("")
    return Result(
        url=card.url,
        headline=highlighted(composed(card.headline), query),
        passage=passage or highlighted(composed(card.standfirst), query),
        section=card.section,
        byline=card.byline,
        date=card.date,
    )
