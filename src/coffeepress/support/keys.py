"""The keys of support: what reader pages made of it depend on."""

from coffeepress.edition.keys import declare

SUPPORT = declare(
    "support", "how support is asked for in a language: the words, the tiers, other ways to pay"
)
