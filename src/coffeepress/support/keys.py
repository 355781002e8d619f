"""The keys of support: what reader pages made of it depend on."""

from coffeepress.edition.keys import declare

SUPPORT = declare(
    "support", "how support is asked for in a language: the words, the tiers, other ways to pay"
)
STANDING = declare("support-standing", "how many support the outlet, and how far this month's goals are")
PAST_MONTHS = declare("support-months", "what the months that are over have brought")
