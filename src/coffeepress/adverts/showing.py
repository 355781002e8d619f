"""Adverts as readers are shown them, and the places in which they stand."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.adverts.pictures import advert_picture
from coffeepress.adverts.places import PLACES, WIDE, Place, Shape
from coffeepress.articles.paths import support_path
from coffeepress.articles.showing.outlet import Meta
from coffeepress.articles.showing.preview import DraftShelf
from coffeepress.edition.keys import is_recording
from coffeepress.edition.memory import remembered

COUNT_PATH = "/adverts/count/"


def file_path(language: str) -> str:
    """Where the adverts that run in a language are fetched."""
    return f"/adverts/{language}.json"


def places_of(language: str) -> AdvertPlaces | None:
    """What a language's pages have, None where that is nothing. Asked once a press."""
    rows = remembered("advert-places", lambda: {each.language: each for each in AdvertPlaces.objects.all()})
    places = rows.get(language)
    return places if places and places.open_places else None


def creative_html(creative: Creative, shape: Shape) -> SafeString:
    """An advert in a shape, in the language that is active."""
    is_picture = creative.kind == Creative.Kind.PICTURE
    picture = (
        advert_picture(creative.picture, shape, alt=creative.alt) if is_picture and creative.picture else None
    )
    context = {"creative": creative, "picture": picture}
    return mark_safe(render_to_string("adverts/creative.html", context).strip())


def place_html(places: AdvertPlaces, place: Place, *, section: int | None = None) -> SafeString:
    """A place as it is pressed into a page: room, and what stands there until an advert comes."""
    context = {
        "place": place,
        "section": section,
        "file": file_path(places.language) if is_recording() else "",
        "text": places.house_text or _("Here is room for an advert."),
        "link": places.house_link,
    }
    return mark_safe(render_to_string("adverts/place.html", context).strip())


def note_html(places: AdvertPlaces) -> SafeString:
    """The request to readers who block adverts; scripts show it to them alone."""
    if not places.asks_blockers or not is_recording():
        return SafeString("")
    takes_payments = settings.COFFEEPRESS.takes_payments
    context = {
        "title": places.note_title or _("Do you block adverts?"),
        "text": places.note_text
        or _(
            "That is your right. The adverts here are chosen by us, come from nobody else, and follow nobody. They pay"
            " for a part of our work."
        ),
        "how": places.note_how
        or _(
            "Open your blocker by its button beside the page’s address, switch it off for this site, and load the page"
            " again."
        ),
        "support_url": support_path(places.language) if takes_payments else "",
    }
    return mark_safe(render_to_string("adverts/note.html", context).strip())


def preview(creative: Creative) -> str:
    """A page that shows an advert in each of its places' shapes."""
    language = next(iter(creative.languages), settings.COFFEEPRESS.languages[0])
    with translation.override(language):
        shown: list[dict[str, Any]] = []
        if creative.is_complete:
            for name in creative.places:
                place = PLACES[name]
                shown.append({"place": place, "html": creative_html(creative, place.shape)})
        context = {
            "outlet": DraftShelf().outlet(language),
            "meta": Meta(title=creative.name, canonical="", is_indexed=False),
            "shown": shown,
            "creative": creative,
            "wide": WIDE,
        }
        return render_to_string("adverts/preview.html", context)
