"""The difference of two texts, word by word."""

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeepress.corrections.differences import Piece, folded, tokens, words

ALPHABET = [
    *"ab c\n.,—é",
    *("e\u0301", "你", "好", "👩\u200d👧", "🇺🇦", "👍🏽", "ש", "\u064f", "the ", "word ", "\u200d", "\u0301"),
]
texts = st.lists(st.sampled_from(ALPHABET), max_size=40).map("".join) | st.text(max_size=30)


def shown(pieces: list[Piece]) -> str:
    marks = {"same": "{}", "removed": "[-{}-]", "added": "[+{}+]", "folded": "<{}>"}
    return "".join(marks[piece.kind].format(piece.text) for piece in pieces)


def joined(pieces: list[Piece], *kinds: str) -> str:
    return "".join(piece.text for piece in pieces if piece.kind in kinds)


@settings(max_examples=300, deadline=None)
@given(old=texts, new=texts)
def test_the_pieces_give_both_texts_back(old, new):
    pieces = words(old, new)
    assert joined(pieces, "same", "removed") == old
    assert joined(pieces, "same", "added") == new
    assert all(piece.text for piece in pieces)
    assert all(one.kind != next_.kind for one, next_ in pairwise(pieces))


@settings(max_examples=100, deadline=None)
@given(old=texts, new=texts, around=st.integers(1, 4))
def test_folding_loses_nothing_but_what_it_names(old, new, around):
    pieces = words(old, new)
    short = folded(pieces, around)
    assert joined(short, "same", "removed", "folded") == old
    assert joined(short, "same", "added", "folded") == new
    changes = [piece for piece in pieces if piece.kind != "same"]
    assert [piece for piece in short if piece.kind not in ("same", "folded")] == changes


@settings(max_examples=200, deadline=None)
@given(text=texts)
def test_tokens_give_the_text_back(text):
    assert "".join(tokens(text)) == text


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", ""),
        ("", "new", "[+new+]"),
        ("old", "", "[-old-]"),
        ("same", "same", "same"),
        ("that 42 people came", "that 57 people came", "that [-42-][+57+] people came"),
        ("that 42 came", "that about 57 came", "that [-42-][+about 57+] came"),
        ("to the square", "to the main square", "to the [+main +]square"),
        ("said the mayor, Anna", "said the mayor; Anna", "said the mayor[-,-][+;+] Anna"),
        ("я був там", "я була там", "я [-був-][+була+] там"),
        ("我昨天去了北京", "我今天去了北京", "我[-昨-][+今+]天去了北京"),
        ("قال الوزير أمس", "قال الرئيس أمس", "قال [-الوزير-][+الرئيس+] أمس"),
        ("one\ntwo\nthree", "one\nthree", "one\n[-two\n-]three"),
    ],
)
def test_what_changed_is_shown_by_words(old, new, expected):
    assert shown(words(old, new)) == expected


def test_a_reworded_clause_is_one_change_and_not_confetti():
    old = "He walked very slowly to the old market and bought bread."
    new = "He ran quite quickly to the new harbour and bought bread."
    assert shown(words(old, new)) == (
        "He [-walked very slowly-][+ran quite quickly+] to the [-old market-][+new harbour+] and bought bread."
    )


def test_paragraphs_stay_apart_when_both_are_reworded():
    pieces = words("One thing was.\nAnother was.", "Some event happened.\nNothing else did.")
    assert Piece("same", ".\n") in pieces


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cafe\u0301s open", ["cafe\u0301s", " ", "open"]),
        ("👩‍👧 👍🏽", ["👩‍👧", " ", "👍🏽"]),
        ("🇺🇦🇵🇱", ["🇺🇦", "🇵🇱"]),
        ("हिन्दी में", ["हिन्दी", " ", "में"]),
        ("你好ab", ["你", "好", "ab"]),
        ("a  \n b", ["a", "  \n ", "b"]),
    ],
)
def test_tokens_are_what_people_see(text, expected):
    assert tokens(text) == expected


def test_a_long_unchanged_stretch_is_cut_between_its_changes():
    middle = " ".join(f"w{number}" for number in range(40))
    short = folded(words(f"a {middle} b", f"x {middle} y"), around=2)
    assert [piece.kind for piece in short] == [
        "removed", "added", "same", "folded", "same", "removed", "added",
    ]  # fmt: skip
    assert (short[2].text, short[4].text) == (" w0 w1", "w38 w39 ")


def test_a_text_without_changes_is_folded_whole():
    text = " ".join("abcdefghijklmnop")
    assert folded(words(text, text), around=2) == [Piece("folded", text)]


def test_a_short_unchanged_stretch_is_left():
    pieces = words("one two three", "one two four")
    assert folded(pieces, around=2) == pieces


def test_long_texts_with_few_changes_are_compared_quickly():
    sentence = "The council met on Tuesday evening to vote on the budget of {} for the {} street.\n"
    lines = [sentence.format(number, number * 7) for number in range(250)]
    old = "".join(lines)
    new = old.replace("budget of 3 ", "plan of 3 ").replace("for the 1400 street", "for the whole town")
    words(old, new)
    began = time.thread_time()
    pieces = words(old, new)
    assert time.thread_time() - began < 0.05
    assert (len(old) > 20_000, len(pieces)) == (True, 7)


def test_wholly_different_long_texts_are_compared_in_reasonable_time():
    old = " ".join(f"old{number % 977}" for number in range(4000))
    new = " ".join(f"new{number % 881}" for number in range(4000))
    began = time.thread_time()
    pieces = words(old, new)
    assert time.thread_time() - began < 2
    assert joined(pieces, "same", "removed") == old
