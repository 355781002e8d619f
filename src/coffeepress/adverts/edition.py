"""Registers the reader pages that adverts bring, and the places that they have in others."""

from coffeepress.adverts.fillers import AdvertsFiller
from coffeepress.adverts.pressed import AdsTxtKind, AdvertsFileKind
from coffeepress.articles import slots
from coffeepress.edition.kinds import register

register(AdvertsFileKind)
register(AdsTxtKind)
slots.register(AdvertsFiller)
