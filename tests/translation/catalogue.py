"""The Ukrainian catalogue as values: the words as they are kept, and as they are compiled."""

from __future__ import annotations

import re
from pathlib import Path

import polib

import coffeepress

PACKAGE = Path(coffeepress.__file__).parent
KEPT = PACKAGE / "locale" / "uk" / "LC_MESSAGES" / "django.po"
COMPILED = KEPT.with_suffix(".mo")

#: What a program puts into a sentence: %(name)s, %s, {name}; and elements.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?[a-z][^>]*>")

Name = tuple[str | None, str, str]


def entries(path: Path = KEPT) -> list[polib.POEntry]:
    """The words as they are kept."""
    return list(polib.pofile(str(path)))


def name_of(entry: polib.POEntry | polib.MOEntry) -> Name:
    """What an entry is looked up by."""
    return entry.msgctxt or None, entry.msgid, entry.msgid_plural or ""


def words_of(entry: polib.POEntry | polib.MOEntry) -> tuple[str, ...]:
    """An entry's words, one for each of its forms."""
    forms = {int(number): text for number, text in entry.msgstr_plural.items()}
    return tuple(forms[number] for number in sorted(forms)) or (entry.msgstr,)


def placeholders(text: str) -> list[str]:
    """What is put into a sentence, sorted."""
    return sorted(PLACEHOLDER.findall(text))
