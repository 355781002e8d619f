"""The keys of letters: what reader pages made of them depend on."""

from coffeepress.edition.keys import declare

LETTER = declare("letter", "a letter that was sent, as readers can open it")
LETTERS = declare("letters", "which letters were sent in a language, in all or in one month")
