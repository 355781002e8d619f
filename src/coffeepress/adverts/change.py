"""What follows from a change of adverts or of their places: which keys it changes."""

from django.conf import settings

from coffeepress.adverts.keys import ADVERT_PLACES, ADVERTS
from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.adverts.schedule import settle_one
from coffeepress.edition.outbox import changed


def creative_is_saved(creative: Creative) -> None:
    """One small file a language is made anew; which languages it had before, nobody needs to know."""
    settle_one(creative)
    _tell_all()


def creative_is_deleted(_creative: Creative) -> None:
    _tell_all()


def places_are_saved(places: AdvertPlaces) -> None:
    """All articles of the language, and its home front."""
    changed(ADVERT_PLACES(places.language))


def _tell_all() -> None:
    changed(*(ADVERTS(language) for language in settings.COFFEEPRESS.languages))
