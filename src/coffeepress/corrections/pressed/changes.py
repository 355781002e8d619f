"""What changed in an article since it was first published: a page for each article that had another text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.conf import settings
from django.utils.translation import gettext as _

from coffeepress.articles.keys import ARTICLE, PICTURE
from coffeepress.articles.models import Article
from coffeepress.articles.passages import own_captions, pictures_of, said
from coffeepress.articles.paths import changes_path
from coffeepress.articles.permalink import CHANGES_KIND
from coffeepress.articles.pressed.base import PublishedKind, rendered, spoken
from coffeepress.articles.showing.outlet import Meta, OutletShelf, absolute
from coffeepress.corrections.differences import Piece, folded, words
from coffeepress.corrections.keys import CHANGES_OF, CORRECTIONS_OF
from coffeepress.corrections.models import Correction, PastText
from coffeepress.corrections.showing import anchor
from coffeepress.edition.keys import reads
from coffeepress.edition.page import Page

MOST_STEPS = 100
"""The newest changes that are shown; how many came before is said."""

SAME_CHANGE = timedelta(minutes=5)
"""A correction is published with the text that it is about; where an editor does it by hand, soon after or before."""


@dataclass(frozen=True)
class OfCorrection:
    """The correction that a change belongs to."""

    label: str
    url: str


@dataclass(frozen=True)
class Step:
    """One change: what was removed and what was added.

    Args:
        is_folded: it mended a typing error, and nothing else; shown when a reader asks for it.
    """

    at: datetime
    pieces: tuple[Piece, ...]
    is_folded: bool
    corrections: tuple[OfCorrection, ...]


@dataclass
class ChangesOnShelf:
    """An article with the texts it had, oldest first, and its corrections."""

    article: Article
    present: str
    pictures: set[int]
    past: list[PastText]
    corrections: list[Correction]
    shelf: OutletShelf


def are_shown() -> bool:
    """Whether the site shows readers what changed."""
    return bool(settings.COFFEEPRESS.changes_shown != "none")


def changed_articles(articles: Sequence[Article]) -> set[int]:
    """Those of the articles that have a page of changes: readers had another text of them. One that was only
    withdrawn for a while has the text it had."""
    if not are_shown():
        return set()
    digests: dict[int, set[str]] = defaultdict(set)
    rows = PastText.objects.filter(
        article_id__in=[article.pk for article in articles if article.pk]
    ).order_by()
    for article_id, past in rows.values_list("article_id", "digest").distinct():
        digests[article_id].add(past)
    in_doubt = [article for article in articles if len(digests.get(article.pk, ())) == 1]
    captions = own_captions(pk for article in in_doubt for pk in pictures_of(article))
    same = {article.pk for article in in_doubt if said(article, captions).digest in digests[article.pk]}
    return digests.keys() - same


class ChangesKind(PublishedKind[ChangesOnShelf]):
    """An article's page of changes. Its ident is the article's."""

    name = CHANGES_KIND
    born_of = (CHANGES_OF, ARTICLE)

    def all_idents(self) -> Iterator[str]:
        if are_shown():
            rows = PastText.objects.order_by("article_id").values_list("article_id", flat=True).distinct()
            yield from map(str, rows.iterator(chunk_size=2000))

    def load(self, idents: Sequence[str]) -> Mapping[str, ChangesOnShelf]:
        if not are_shown():
            return {}
        past: dict[int, list[PastText]] = defaultdict(list)
        for row in PastText.objects.filter(article_id__in=idents).order_by("article_id", "replaced_at", "pk"):
            past[row.article_id].append(row)
        articles = Article.objects.live().filter(pk__in=past).exclude(permalink="").select_related("locale")
        pictures = {article: pictures_of(article) for article in articles}
        captions = own_captions(pk for ids in pictures.values() for pk in ids)
        corrections = _corrections_of(past)
        shelf = OutletShelf()
        found: dict[str, ChangesOnShelf] = {}
        for article, ids in pictures.items():
            present = said(article, captions).text
            has_changed = any(each.text != present for each in past[article.pk])
            if has_changed and shelf.has(article.locale.language_code):
                found[str(article.pk)] = ChangesOnShelf(
                    article, present, ids, past[article.pk], corrections[article.pk], shelf
                )
        return found

    def render(self, thing: ChangesOnShelf) -> Page:
        article = thing.article
        language = article.locale.language_code
        reads(ARTICLE(article.pk), CHANGES_OF(article.pk), CORRECTIONS_OF(article.pk))
        reads(*(PICTURE(pk) for pk in thing.pictures))
        path = changes_path(article.permalink)
        with spoken(language):
            heading = _("What changed: %(headline)s") % {"headline": article.title}
            context = {
                "outlet": thing.shelf.outlet(language),
                "meta": Meta(title=heading, canonical=absolute(path), is_indexed=False),
                "headline": article.title,
                "article_url": article.permalink,
                "published_at": thing.past[0].published_at,
                "steps": list(islice(steps(thing), MOST_STEPS)),
                "older": max(0, len(thing.past) - MOST_STEPS),
            }
        return Page(path, rendered("corrections/pages/changes.html", language, context))


def steps(thing: ChangesOnShelf) -> Iterator[Step]:
    """The changes, newest first."""
    folds = settings.COFFEEPRESS.changes_shown == "folded"
    now = thing.present
    for past in reversed(thing.past):
        if past.text != now:
            yield Step(
                past.replaced_at,
                tuple(folded(words(past.text, now))),
                folds and past.typing_error,
                tuple(_of_this_change(thing, past)),
            )
        now = past.text


def _of_this_change(thing: ChangesOnShelf, past: PastText) -> Iterable[OfCorrection]:
    """The corrections published with a change: those for which no other change is nearer in time."""
    for correction in thing.corrections:
        nearest = min(thing.past, key=lambda each: abs(each.replaced_at - correction.published_at))
        if nearest is past and abs(past.replaced_at - correction.published_at) <= SAME_CHANGE:
            url = f"{thing.article.permalink}#{anchor(correction.pk)}"
            yield OfCorrection(correction.get_kind_display(), url)


def _corrections_of(article_ids: Iterable[int]) -> Mapping[int, list[Correction]]:
    found: dict[int, list[Correction]] = defaultdict(list)
    for correction in Correction.objects.filter(article_id__in=list(article_ids)).order_by(
        "published_at", "pk"
    ):
        found[correction.article_id].append(correction)
    return found
