"""Pages that are made for one reader (forms, receipts, accounts), which are no pages of the edition: in the outlet's
dress, kept by nobody on the way. And the JSON with which a page's script is answered.
"""

from typing import Any

from django.core.cache import cache
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string

from coffeepress.articles.masthead import SiteFacts, site_facts
from coffeepress.articles.paths import home_path
from coffeepress.articles.showing.outlet import Meta, Outlet, outlet_of

_OUTLET_SECONDS = 30
"""So long such a page may show the outlet as it was: a burst of them costs no look-ups."""


def dress(language: str, title: str) -> dict[str, Any]:
    """What `design/base.html` is given for a page of this language."""
    return {"outlet": _outlet(language), "meta": Meta(title=title, canonical="", is_indexed=False)}


def wants_json(request: HttpRequest) -> bool:
    """Whether the page's script asks, and not a browser for a page."""
    return request.headers.get("Accept", "").startswith("application/json")


def page(
    template: str,
    context: dict[str, Any],
    *,
    language: str,
    title: str,
    status: int = 200,
    request: HttpRequest | None = None,
) -> HttpResponse:
    """A page in the outlet's dress and the language that is active. No query is run by its template.

    Args:
        request: where the page has a form that Django's guard against forged requests looks at.
    """
    html = render_to_string(template, {**context, **dress(language, title)}, request=request)
    return private(HttpResponse(html, status=status))


def data(found: dict[str, Any], *, status: int = 200, content_type: str = "application/json") -> HttpResponse:
    """JSON for the page's script, or for programs."""
    options = {"ensure_ascii": False}
    return private(JsonResponse(found, status=status, content_type=content_type, json_dumps_params=options))


def private(response: HttpResponse) -> HttpResponse:
    """An answer that nobody on the way keeps, and no search engine."""
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    # Whoever has a receipt's address can read it, so it is not told to where its links lead.
    response["Referrer-Policy"] = "same-origin"
    return response


def _outlet(language: str) -> Outlet:
    facts: SiteFacts | None = cache.get(name := f"dressed-outlet-{language}")
    if facts is None:
        try:
            facts = site_facts(language)
        except DatabaseError:
            facts = None
        cache.set(name, facts, _OUTLET_SECONDS)
    home = home_path(language)
    return outlet_of(facts or SiteFacts("", "", "", home, (), (), ()), language, {})
