"""The pages and the JSON with which readers' forms are answered: in the outlet's dress, kept by nobody on the way."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from coffeepress.articles.masthead import SiteFacts, site_facts
from coffeepress.articles.showing.outlet import Meta, Outlet, outlet_of

_OUTLET_SECONDS = 30
"""So long a page of a form may show the outlet as it was: a burst of refusals costs no look-ups."""


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, and not a browser for a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def page(
    template: str, context: dict[str, Any], *, language: str, title: str, status: int = 200
) -> HttpResponse:
    """A page in the outlet's dress and the language that is active. No query is run by its template."""
    meta = Meta(title=title, canonical="", is_indexed=False)
    html = render_to_string(template, {**context, "outlet": _outlet(language), "meta": meta})
    return _private(HttpResponse(html, status=status))


def data(found: dict[str, Any], *, status: int = 200, content_type: str = "application/json") -> HttpResponse:
    """JSON for the page's script, or for programs."""
    options = {"ensure_ascii": False}
    return _private(JsonResponse(found, status=status, content_type=content_type, json_dumps_params=options))


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    # Whoever has a receipt's address can read it, so it is not told to where its links lead.
    response["Referrer-Policy"] = "same-origin"
    return response


def _outlet(language: str) -> Outlet:
    facts: SiteFacts | None = cache.get(name := f"corrections-outlet-{language}")
    if facts is None:
        try:
            facts = site_facts(language)
        except DatabaseError:
            facts = None
        cache.set(name, facts, _OUTLET_SECONDS)
    home = "/" if language == settings.COFFEEPRESS.languages[0] else f"/{language}/"
    return outlet_of(facts or SiteFacts("", "", "", home, (), (), ()), language, {})
