"""The key of related articles."""

from coffeepress.edition.keys import declare

RELATED = declare("related", "which articles are most related to one article")
