"""Registers the kinds of reader pages that corrections bring, and what they add to articles' pages."""

from coffeepress.articles import slots
from coffeepress.corrections.fillers import CorrectionsFiller
from coffeepress.corrections.pressed.changes import ChangesKind
from coffeepress.corrections.pressed.feed import CorrectionsFeedKind
from coffeepress.corrections.pressed.fronts import CorrectionsFrontKind, CorrectionsMonthKind
from coffeepress.edition.kinds import register

for kind in (CorrectionsFrontKind, CorrectionsMonthKind, CorrectionsFeedKind, ChangesKind):
    register(kind)
slots.register(CorrectionsFiller)
