"""What a reader types is taken apart, and nothing that can be typed is an error."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.related.forms import forms, stem
from coffeepress.search.highlight import excerpt, highlighted, spans
from coffeepress.search.query import LONGEST_LETTERS, MOST_TERMS, read_query


def sorts(typed: str, language: str = "en") -> list[tuple[str, tuple[str, ...]]]:
    return [(term.sort, term.forms) for term in read_query(typed, language).terms]


def test_words_phrases_and_beginnings_are_told_apart() -> None:
    assert sorts('Bridge "ferry bell" harb*') == [
        ("word", ("bridge",)),
        ("phrase", ("ferry", "bell")),
        ("prefix", ("harb",)),
    ]


@pytest.mark.parametrize(
    "typed", ["“ferry bell”", "«ferry bell»", "„ferry bell“", '"ferry bell', "ferry-bell"]
)
def test_a_phrase_is_one_in_any_quotation_marks_and_in_an_unclosed_one(typed: str) -> None:
    assert sorts(typed) == [("phrase", ("ferry", "bell"))]


def test_a_minus_leaves_out() -> None:
    query = read_query("ferry -bell", "en")
    assert [term.is_excluded for term in query.terms] == [False, True]
    assert not read_query("-bell", "en")


def test_words_of_the_grammar_need_not_be_there_unless_there_are_no_others() -> None:
    assert [term.is_minor for term in read_query("the ferry", "en").terms] == [True, False]
    assert [term.is_minor for term in read_query("to be or", "en").terms] == [False, False, False]


def test_a_single_letter_begins_too_many_words() -> None:
    assert sorts("f*") == [("word", ("f",))]


@pytest.mark.parametrize("typed", ["", "   ", '""', "***", "- -", "?!", "\x00", "“”"])
def test_what_holds_no_word_asks_for_nothing(typed: str) -> None:
    assert not read_query(typed, "en")


def test_a_long_text_is_cut() -> None:
    assert len(read_query(" ".join(f"word{n}" for n in range(500)), "en").terms) == MOST_TERMS
    assert read_query("x" * 10_000, "en").terms == ()
    assert len(read_query(f'"{"ab " * 1000}"', "en").terms[0].forms) <= LONGEST_LETTERS


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["ferry", "ferries"]),
        ("uk", ["місто", "міста", "містом", "містах"]),
        ("uk", ["харків", "харкова", "харкові"]),
        ("uk", ["київ", "києва"]),
        ("pl", ["miasto", "miasta", "miastem"]),
        ("cs", ["město", "města"]),
        ("de", ["häuser", "häusern"]),
    ],
)
def test_the_forms_of_a_word_have_one_stem(language: str, words: list[str]) -> None:
    assert len({stem(word, language) for word in words}) == 1


def test_a_language_without_stemmer_or_dictionary_has_its_words_as_they_are() -> None:
    assert stem("ошхамахо", "kbd") == "ошхамахо"


def test_apostrophes_belong_to_ukrainian_words_and_part_english_ones() -> None:
    assert [word.form for word in forms("п’ять пʼять п'ять", "uk")] == ["пять"] * 3
    assert [word.form for word in forms("l’été", "fr")] == ["l", "été"]


def test_scripts_without_spaces_are_taken_a_character_at_a_time() -> None:
    assert sorts("東京", "ja") == [("phrase", ("東", "京"))]
    assert highlighted("我在東京。", read_query("東京", "ja")) == "我在<mark>東京</mark>。"


def test_signs_above_letters_belong_to_the_word() -> None:
    assert [word.form for word in forms("हिन्दी में", "hi")] == ["हिन्दी", "में"]


def test_what_matches_is_marked_and_all_else_escaped() -> None:
    query = read_query('ferries "old <bridge>" harb*', "en")
    text = "A <b>ferry</b> & the old bridges of Harbourside"
    assert highlighted(text, query) == (
        "A &lt;b&gt;<mark>ferry</mark>&lt;/b&gt; &amp; the <mark>old bridges</mark> of <mark>Harbourside</mark>"
    )


def test_a_word_within_another_is_not_marked() -> None:
    assert (
        highlighted("x and max, x-rays", read_query("x", "en"))
        == "<mark>x</mark> and max, <mark>x</mark>-rays"
    )


def test_the_passage_with_the_most_different_matches_is_shown() -> None:
    text = f"A ferry. {'And so on and on. ' * 60} The ferry met a whale. {'And so on and on. ' * 60}"
    passage = excerpt(text, read_query("ferry whale", "en"))
    assert "The <mark>ferry</mark> met a <mark>whale</mark>." in passage
    assert passage.startswith("… ")
    assert passage.endswith(" …")
    assert len(passage) < 400


def test_no_passage_is_shown_where_nothing_matches() -> None:
    assert excerpt("Nothing of the sort.", read_query("ferry", "en")) == ""


@given(st.text(max_size=80), st.text(max_size=200), st.sampled_from(["en", "uk", "ja", "fr", "xx"]))
def test_any_query_and_any_text_are_taken(typed: str, text: str, language: str) -> None:
    query = read_query(typed, language)
    found = spans(text, query)
    assert all(0 <= span.start < span.end <= len(text) for span in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
    shown = highlighted(text, query)
    assert shown.count("<mark>") == shown.count("</mark>") == len(found)
    assert "<" not in shown.replace("<mark>", "").replace("</mark>", "")
