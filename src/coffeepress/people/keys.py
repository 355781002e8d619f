"""The keys of people."""

from coffeepress.edition.keys import declare

PERSON = declare("person", "a person's public entry: name, initials, position, text, portrait")
