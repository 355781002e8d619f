"""The keys of corrections: what reader pages made of them depend on."""

from coffeepress.edition.keys import declare

CORRECTIONS_OF = declare("corrections-of", "the published corrections of one article")
CHANGES_OF = declare("changes-of", "the texts that an article had since it was first published")
CORRECTIONS = declare("corrections", "the published corrections of a language, in all or in one month")
NUMBERS = declare("correction-numbers", "how many reports were received and accepted, as last counted")
