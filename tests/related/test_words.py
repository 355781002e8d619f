"""Words are read by their language: stems, first letters, or pairs of characters."""

from __future__ import annotations

import pytest

from coffeepress.related.words import STEMMED, WITH_STOP_WORDS, words


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "The bridges are flooded", "bridge flooding"),
        ("en-gb", "Bridges", "bridge"),
        ("de", "Brücken und Häuser", "Brücke Haus"),
        ("uk", "Мостами, річками", "мостах річкою"),
        ("pl", "redakcjami", "redakcja"),
    ],
)
def test_forms_of_a_word_are_one(language: str, one: str, other: str) -> None:
    assert words(one, language)[:1] == words(other, language)[:1]


def test_stop_words_are_left_out_where_they_are_known() -> None:
    assert words("The bridge and the river", "en") == ["bridg", "river"]
    assert words("Коли річка була та її міст", "uk") == ["річка", "міст"]


def test_an_apostrophe_inside_a_word_is_no_end_of_it() -> None:
    assert words("П’ять об'єднань", "uk") == ["пять", "обєдн"]


def test_letters_written_in_two_ways_are_the_same() -> None:
    assert words("Cafe\u0301", "pl") == words("Caf\u00e9", "pl") == ["café"]


def test_scripts_without_spaces_are_taken_by_pairs() -> None:
    assert "東京" in words("東京都、日本", "ja")
    assert "都日" not in words("東京都、日本", "ja")


def test_marks_and_endless_runs_are_no_words() -> None:
    assert words("— ! … " + "a" * 500, "uk") == []


@pytest.mark.parametrize("language", sorted({*STEMMED, *WITH_STOP_WORDS}))
def test_the_library_has_what_is_asked_of_it(language: str) -> None:
    assert words("abc", language)
