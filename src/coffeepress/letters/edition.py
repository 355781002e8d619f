"""Registers the reader pages that letters bring, and what they add to articles' pages and home fronts."""

from coffeepress.articles import slots
from coffeepress.edition.kinds import register
from coffeepress.letters.fillers import SubscribeFiller
from coffeepress.letters.pressed.fronts import LettersFrontKind, LettersMonthKind
from coffeepress.letters.pressed.letter import LetterKind

for kind in (LettersFrontKind, LettersMonthKind, LetterKind):
    register(kind)
slots.register(SubscribeFiller)
