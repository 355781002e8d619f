"""The places for adverts in articles and on home fronts. What stands in them is no part of the page: when an advert
starts or ends, one small file changes (docs/adr/0009)."""

from collections.abc import Mapping, Sequence

from django.utils.safestring import SafeString

from coffeepress.adverts.keys import ADVERT_PLACES
from coffeepress.adverts.places import PLACES
from coffeepress.adverts.showing import note_html, place_html, places_of
from coffeepress.articles.models import Article
from coffeepress.articles.showing.cards import sections_above
from coffeepress.articles.slots import Filler
from coffeepress.edition.keys import reads

_SLOTS = {"middle": "middle", "end": "after_body", "sidebar": "beside"}
"""In which of an article's slots the places are."""


class AdvertsFiller(Filler[int]):
    """Room for adverts."""

    name = "adverts"
    order = 60

    def load(self, articles: Sequence[Article]) -> Mapping[int, int]:
        """The number of the section in which each stands, where any page has room for adverts."""
        if not any(places_of(code) for code in {article.locale.language_code for article in articles}):
            return {}
        paths = {article.pk: article.path for article in articles if article.path}
        sections = sections_above(paths.values())
        return {pk: sections[path[:-4]].pk for pk, path in paths.items() if path[:-4] in sections}

    def fill(self, article: Article, loaded: int | None) -> Mapping[str, SafeString]:
        language = article.locale.language_code
        reads(ADVERT_PLACES(language))
        places = places_of(language)
        if places is None:
            return {}
        filled = {
            _SLOTS[place.name]: place_html(places, place, section=loaded)
            for place in places.open_places
            if place.name in _SLOTS
        }
        if filled and (note := note_html(places)):
            filled["after_body"] = SafeString(filled.get("after_body", "") + note)
        return filled

    def home(self, language: str) -> Mapping[str, SafeString]:
        reads(ADVERT_PLACES(language))
        places = places_of(language)
        if places is None or "home" not in places.places:
            return {}
        return {"after_top": place_html(places, PLACES["home"]), "after_latest": note_html(places)}
