"""The search page. It is made for one reader, kept by nobody, and never an error whatever is typed."""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coffeepress.articles.models import Home
from coffeepress.articles.paths import search_path
from coffeepress.articles.pressed.base import spoken
from coffeepress.articles.showing.answers import page
from coffeepress.related.shelf import ShelfLost
from coffeepress.related.shelves import shelf_to_read
from coffeepress.search.asked import Asked
from coffeepress.search.choices import choices
from coffeepress.search.find import DEEPEST_PAGE, SHOWN, find
from coffeepress.search.limits import TooMany, in_turn, refuse_too_many
from coffeepress.search.query import read_query
from coffeepress.search.results import results

REBUILDING_SECONDS = 120
HAS_PAGES_SECONDS = 10


@dataclass
class Shown:
    """What the page shows beside its form."""

    status: int = 200
    context: dict[str, Any] = field(default_factory=dict)
    retry_after_seconds: int | None = None


@require_safe
def search(request: HttpRequest, language: str = "") -> HttpResponse:
    """What is found for `q`, narrowed down by `section`, `person` and `month`."""
    language = language or settings.COFFEEPRESS.languages[0]
    if language not in settings.COFFEEPRESS.languages:
        raise Http404
    asked = Asked.of(language, request.GET)
    with spoken(language):
        if not _has_pages(language):
            raise Http404
        shown = _answer(request, asked) if asked else Shown()
        return _page(asked, shown)


def _has_pages(language: str) -> bool:
    """Whether a language has a published home front; looked up once in a while."""
    name = f"search-in-{language}"
    known: bool | None = cache.get(name)
    if known is None:
        known = Home.objects.live().filter(locale__language_code=language).exists()
        cache.set(name, known, HAS_PAGES_SECONDS)
    return known


def _answer(request: HttpRequest, asked: Asked) -> Shown:
    try:
        refuse_too_many(request.META.get("REMOTE_ADDR", ""))
        with in_turn():
            return _look_for(asked)
    except TooMany as refused:
        words = _("There have been many searches in a short time. Please wait a minute, then search again.")
        return Shown(429, {"words": words}, refused.seconds)
    except ShelfLost:
        return _being_made()


def _look_for(asked: Asked) -> Shown:
    query = read_query(asked.typed, asked.language)
    if asked.typed and not query:
        return Shown(200, {"words": _("There is nothing in it to search for. Try a word or a name.")})
    shelf = shelf_to_read(asked.language)
    if shelf is None:
        return _being_made()
    found = find(shelf, query, asked.filters, sorting=asked.sorting, page=asked.page)
    pages = min(-(-found.total // SHOWN), DEEPEST_PAGE)
    context = {
        "has_searched": True,
        "total": found.total,
        "results": results(found.hits, query),
        "choices": choices(found.counts, asked.filters),
        "first": (asked.page - 1) * SHOWN + 1,
        "newer": asked.url(page=asked.page - 1) if 1 < asked.page <= pages + 1 else None,
        "older": asked.url(page=asked.page + 1) if asked.page < pages else None,
        "is_cut": asked.page == DEEPEST_PAGE and found.total > DEEPEST_PAGE * SHOWN,
        "pages": pages,
    }
    return Shown(200, context)


def _being_made() -> Shown:
    words = _("The search is being prepared and will be back in a few minutes. Please try again then.")
    return Shown(503, {"words": words}, REBUILDING_SECONDS)


def _page(asked: Asked, shown: Shown) -> HttpResponse:
    title = _("Search: %(words)s") % {"words": asked.typed} if asked.typed else _("Search")
    context = {"asked": asked, "action": search_path(asked.language), "archive_url": None, **shown.context}
    with translation.override(asked.language):
        response = page(
            "search/page.html", context, language=asked.language, title=title, status=shown.status
        )
    if shown.retry_after_seconds is not None:
        response["Retry-After"] = str(shown.retry_after_seconds)
    return response
