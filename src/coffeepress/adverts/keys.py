"""The keys of adverts: what reader pages made of them depend on."""

from coffeepress.edition.keys import declare

ADVERTS = declare("adverts", "the adverts that run in a language")
ADVERT_PLACES = declare(
    "advert-places", "which places for adverts a language has, and the words that stand there"
)
