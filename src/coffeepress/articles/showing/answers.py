"""How pages that are made for one reader are dressed: forms and accounts, which are no pages of the edition."""

from typing import Any

from django.core.cache import cache
from django.db import DatabaseError

from coffeepress.articles.masthead import SiteFacts, site_facts
from coffeepress.articles.paths import home_path
from coffeepress.articles.showing.outlet import Meta, Outlet, outlet_of

_OUTLET_SECONDS = 30
"""So long such a page may show the outlet as it was: a burst of them costs no look-ups."""


def dress(language: str, title: str) -> dict[str, Any]:
    """What `design/base.html` is given for a page of this language."""
    return {"outlet": _outlet(language), "meta": Meta(title=title, canonical="", is_indexed=False)}


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
