"""Registers the reader pages that support brings, and what it adds to articles' pages."""

from coffeepress.articles import slots
from coffeepress.edition.kinds import register
from coffeepress.support.appeal import AppealFiller
from coffeepress.support.page import SupportPageKind

register(SupportPageKind)
slots.register(AppealFiller)
