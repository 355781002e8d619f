"""The catalogue is whole, says the same as the English, and is compiled as it is kept."""

import re
from pathlib import Path

import polib
import pytest
from django.template.loader import render_to_string
from django.utils import timezone, translation

from coffeepress.articles.newsroom.desk import LATE_AFTER, EditionState
from tests.translation.catalogue import COMPILED, KEPT, PLACEHOLDER, entries, name_of, placeholders, words_of

ENTRIES = entries()
LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
#: Names that stand in Latin letters in Ukrainian too.
NAMES = {"coffeepress", "press", "worker", "all", "again", "section", "https", "CC", "BY"}
NAMES |= {"CSV", "Ctrl", "Enter", "JavaScript", "name", "example", "org"}
NAMES |= {"Firefox", "Linux", "JSON", "IBAN", "BIC", "QR", "Stripe", "coffee", "price"}
NAMES |= {"Patreon", "CAMT", "XML", "date", "amount", "text", "about", "advertise"}
NAMES |= {"UTF", "HTML", "SHA", "email", "topics", "recount", "ballot"}


def test_every_entry_is_translated() -> None:
    assert [entry.msgid for entry in ENTRIES if not entry.translated()] == []


def test_no_entry_is_a_guess_or_out_of_use() -> None:
    kept = polib.pofile(str(KEPT))
    assert [entry.msgid for entry in [*kept.fuzzy_entries(), *kept.obsolete_entries()]] == []


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:40])
def test_a_translation_holds_what_the_english_holds(entry: polib.POEntry) -> None:
    for text in words_of(entry):
        assert placeholders(text) == placeholders(entry.msgid_plural or entry.msgid)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.msgid[:40])
def test_a_translation_is_set_as_ukrainian_is(entry: polib.POEntry) -> None:
    for text in words_of(entry):
        said = PLACEHOLDER.sub("", text)
        assert not re.search(r"['\"“”]|\.\.\.| - |ё|ы|э|ъ", said), "«лапки», the apostrophe ’, dashes"
        assert text == text.strip()
        assert text.endswith(".") == entry.msgid.endswith("."), "a sentence stays a sentence"
        assert set(LATIN_WORD.findall(said)) <= NAMES


def test_every_plural_has_the_four_forms_of_ukrainian() -> None:
    assert {len(words_of(entry)) for entry in ENTRIES if entry.msgid_plural} == {4}


def test_the_compiled_catalogue_is_what_is_kept() -> None:
    compiled = {name_of(entry): words_of(entry) for entry in polib.mofile(str(COMPILED))}
    assert compiled == {name_of(entry): words_of(entry) for entry in ENTRIES}, (
        "compile it: `make messages`, or `msgfmt` over django.po"
    )


@pytest.mark.parametrize(
    ("waiting", "written"),
    [
        (1, "1 зміна чекає"),
        (2, "2 зміни чекають"),
        (5, "5 змін чекають"),
        (11, "11 змін чекають"),
        (21, "21 зміна чекає"),
        (22, "22 зміни чекають"),
        (112, "112 змін чекають"),
    ],
)
def test_a_count_takes_the_form_of_its_number(waiting: int, written: str) -> None:
    state = EditionState(is_made=True, waiting=waiting, waiting_since=timezone.now() - 2 * LATE_AFTER)
    with translation.override("uk"):
        shown = render_to_string("articles/newsroom/edition_panel.html", {"state": state})
    assert f"не все: {written} з " in shown


def test_the_package_brings_the_compiled_catalogue() -> None:
    assert COMPILED.is_file()
    assert Path(KEPT).stat().st_size > 0
