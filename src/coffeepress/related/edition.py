"""Registers what related articles add to articles' pages."""

from coffeepress.articles import slots
from coffeepress.related.fillers import RelatedFiller

slots.register(RelatedFiller)
