"""The words that we add to Wagtail's Ukrainian: each is one that Wagtail asks for, and fits in its place."""

from __future__ import annotations

from pathlib import Path

import polib
import pytest
import wagtail

from tests.translation.catalogue import PACKAGE, entries, name_of, placeholders, words_of

ADDED = PACKAGE / "wagtail_locale" / "uk" / "LC_MESSAGES"
DOMAINS = ("django", "djangojs")
WAGTAIL = Path(wagtail.__file__).parent


@pytest.mark.parametrize("domain", DOMAINS)
def test_wagtail_asks_for_each_of_them(domain: str) -> None:
    asked = {
        name_of(entry)
        for path in WAGTAIL.rglob(f"locale/en/LC_MESSAGES/{domain}.po")
        for entry in entries(path)
    }
    others = [entry for entry in entries(ADDED / f"{domain}.po") if name_of(entry) not in asked]
    sources = [path.read_text() for path in WAGTAIL.rglob("templates/**/*.html")] if others else []
    unknown = [entry.msgid for entry in others if not any(entry.msgid in source for source in sources)]
    assert unknown == [], "Wagtail has no such words any more: take them out"


@pytest.mark.parametrize("domain", DOMAINS)
def test_none_is_missing_and_none_is_ours_to_say_otherwise(domain: str) -> None:
    added = entries(ADDED / f"{domain}.po")
    assert [entry.msgid for entry in added if not entry.translated() or entry.fuzzy] == []
    assert {name_of(entry) for entry in added} & {name_of(entry) for entry in entries()} == set()


@pytest.mark.parametrize("domain", DOMAINS)
def test_what_is_put_into_a_sentence_is_what_wagtail_gives(domain: str) -> None:
    for entry in entries(ADDED / f"{domain}.po"):
        given = {*placeholders(entry.msgid), *placeholders(entry.msgid_plural or "")}
        for text in words_of(entry):
            assert set(placeholders(text)) <= given, entry.msgid


@pytest.mark.parametrize("domain", DOMAINS)
def test_the_compiled_words_are_those_that_are_kept(domain: str) -> None:
    kept = ADDED / f"{domain}.po"
    compiled = {name_of(entry): words_of(entry) for entry in polib.mofile(str(kept.with_suffix(".mo")))}
    assert compiled == {name_of(entry): words_of(entry) for entry in entries(kept)}, "compile it: `msgfmt`"
