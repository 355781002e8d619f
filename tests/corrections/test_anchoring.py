"""Where a reported passage stands in a later text."""

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coffeepress.corrections.anchoring import (
    Anchor,
    Selectors,
    anchor,
    carry,
    place,
    select,
    to_code_points,
    to_utf16,
)

NEWS = (
    "The council met on Tuesday evening to vote on the budget. The mayor, Anna Novak, said that 42 people came to "
    "the square, and the police counted 17. Nobody was hurt, she added, and the market opened on time. The next "
    "meeting is on 5 May."
)
REPORT_ON_PEOPLE = (
    "The mayor, Anna Novak, said that 42 people came to the square, and the police counted 17. "
)

CHARACTERS = [
    *"ab c\n.",
    *("e\u0301", "é", "你", "👩\u200d👧", "🇺🇦", "👍🏽", "ש", "\u064f", "word ", "the ", "\u200d"),
]
texts = st.lists(st.sampled_from(CHARACTERS), max_size=40).map("".join) | st.text(max_size=40)
edits = st.lists(st.tuples(st.integers(0, 200), st.integers(0, 12), texts), max_size=4)


def selected(text: str, passage: str) -> Selectors:
    start = text.index(passage)
    return select(text, start, start + len(passage))


def words_at(text: str, found: Anchor) -> tuple[str, str | None]:
    return found.standing, None if found.start is None else text[found.start : found.end]


def edited(text: str, script: list[tuple[int, int, str]]) -> str:
    for at, length, words in script:
        start = at % (len(text) + 1)
        text = text[:start] + words + text[start + length :]
    return text


# By quotation


def test_an_untouched_passage_is_there():
    start = NEWS.index("42 people")
    assert anchor(NEWS, selected(NEWS, "42 people")) == Anchor("there", start, start + 9)


def test_a_passage_after_a_new_beginning_is_there():
    later = "Corrected on Friday.\n" + NEWS
    start = later.index("42 people")
    assert anchor(later, selected(NEWS, "42 people")) == Anchor("there", start, start + 9)


def test_a_moved_sentence_is_there():
    sentence = "Nobody was hurt, she added, and the market opened on time. "
    later = sentence + NEWS.replace(sentence, "")
    assert words_at(later, anchor(later, selected(NEWS, sentence.strip()))) == ("there", sentence.strip())


@pytest.mark.parametrize(
    ("passage", "now"),
    [
        ("42", "57"),
        ("42 people", "57 people"),
        ("Anna Novak", "Anna Nowak"),
        ("5 May", "12 June"),
        ("the police counted 17", "police officers counted 19"),
    ],
)
def test_a_corrected_passage_is_changed_with_what_it_became(passage, now):
    later = NEWS.replace(passage, now)
    assert words_at(later, anchor(later, selected(NEWS, passage))) == ("changed", now)


@pytest.mark.parametrize("passage", ["42", "that 42 people came", "Anna Novak"])
def test_a_passage_that_was_cut_with_its_sentence_is_gone(passage):
    assert anchor(NEWS.replace(REPORT_ON_PEOPLE, ""), selected(NEWS, passage)) == Anchor("gone")


def test_a_passage_cut_from_between_its_surroundings_is_gone():
    assert anchor(NEWS.replace("Anna Novak, ", ""), selected(NEWS, "Anna Novak")) == Anchor("gone")


@pytest.mark.parametrize("later", ["", "Another text stands here, with no word left of what was written."])
def test_a_passage_of_a_text_that_was_replaced_is_gone(later):
    assert anchor(later, selected(NEWS, "the market opened on time")) == Anchor("gone")


def test_nothing_is_found_for_an_empty_passage():
    assert anchor(NEWS, Selectors("")) == Anchor("gone")


def test_a_typed_passage_that_stands_once_is_there():
    start = NEWS.index("Nobody was hurt")
    assert anchor(NEWS, Selectors("Nobody was hurt")) == Anchor("there", start, start + 15)


def test_a_typed_passage_that_stands_twice_is_ambiguous():
    assert anchor(NEWS, Selectors("the ")) == Anchor("ambiguous")


def test_equal_places_about_equally_far_are_ambiguous():
    filler = "x" * 100
    old = f"{filler}{NEWS}{filler}"
    later = f"{NEWS}{filler}{NEWS}"
    assert anchor(later, selected(old, "Nobody was hurt")) == Anchor("ambiguous")


def test_of_equal_places_the_clearly_nearest_is_taken():
    later = f"{NEWS}\n{'x' * 4000}\n{NEWS}"
    start = NEWS.index("Nobody was hurt")
    assert anchor(later, selected(NEWS, "Nobody was hurt")) == Anchor("there", start, start + 15)


def test_surroundings_decide_between_repeated_words():
    old = "The first fee is 10 euros. The second fee is 10 euros. The third fee is 10 euros."
    start = old.index("10 euros. The third")
    later = "Fees are high. " + old
    assert anchor(later, select(old, start, start + 8)) == Anchor("there", start + 15, start + 23)


def test_a_lookalike_elsewhere_is_not_guessed_when_the_passage_was_cut():
    old = (
        "Drivers must renew the class B licence every ten years at the town hall. The fee for it is low.\n"
        "Pilots need good eyes.\nDrivers must renew the class D licence every five years at the prefecture."
    )
    cut = "Drivers must renew the class D licence every five years at the prefecture."
    assert anchor(old.replace(cut, "They train a lot."), selected(old, cut)) == Anchor("gone")


# Through the difference


def test_carried_bounds_follow_what_was_put_in_before_the_passage():
    later = NEWS.replace("The mayor", "Late that night the mayor")
    start, new = NEWS.index("42 people"), later.index("42 people")
    assert carry(NEWS, later, start, start + 9) == Anchor("there", new, new + 9)


def test_what_is_put_in_right_at_a_bound_stays_outside():
    later = NEWS.replace("42 people", "about 42 people again")
    start, new = NEWS.index("42 people"), later.index("42 people")
    assert carry(NEWS, later, start, start + 9) == Anchor("there", new, new + 9)


@pytest.mark.parametrize(
    ("passage", "old", "new", "became"),
    [
        ("42 people", "42", "57", "57 people"),
        ("42", "42 people", "57 visitors", "57 visitors"),
        ("hurt, she added", "hurt, she added,", "injured, she said,", "injured, she said"),
    ],
)
def test_a_rewritten_passage_is_carried_to_what_it_became(passage, old, new, became):
    later = NEWS.replace(old, new)
    start = NEWS.index(passage)
    assert words_at(later, carry(NEWS, later, start, start + len(passage))) == ("changed", became)


def test_a_passage_taken_out_is_carried_nowhere():
    start = NEWS.index("Anna Novak")
    assert carry(NEWS, NEWS.replace("Anna Novak, ", ""), start, start + 10) == Anchor("gone")


@pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (5, 4), (0, len(NEWS) + 1)])
def test_bounds_outside_the_old_text_are_refused(start, end):
    with pytest.raises(ValueError, match="empty or not in the text"):
        carry(NEWS, NEWS, start, end)


# By the best means


def test_with_the_old_text_equal_places_are_told_apart():
    filler = "x" * 100
    old = f"{filler}\n{NEWS}\n{filler}"
    later = f"{NEWS}\n{filler}\n{NEWS}\n{filler}"
    wanted = selected(old, "Nobody was hurt")
    start = later.rindex("Nobody was hurt")
    assert anchor(later, wanted) == Anchor("ambiguous")
    assert place(later, wanted, old) == Anchor("there", start, start + 15)


def test_with_the_old_text_a_moved_sentence_is_still_found():
    sentence = "Nobody was hurt, she added, and the market opened on time. "
    later = sentence + NEWS.replace(sentence, "")
    assert place(later, selected(NEWS, sentence.strip()), NEWS) == Anchor("there", 0, len(sentence) - 1)


def test_with_the_old_text_another_passage_of_the_same_words_is_not_taken():
    sentence = "Nobody was hurt in the fire on Sunday."
    old = f"{sentence} The house is lost.\nLater that day it rained.\n{sentence} The barn stands."
    later = f"{sentence} The house is lost.\nLater that day it rained.\n"
    start = old.rindex(sentence)
    assert place(later, select(old, start, start + len(sentence)), old) == Anchor("gone")


def test_selectors_that_do_not_fit_the_old_text_are_searched_for():
    start = NEWS.index("42 people")
    wanted = Selectors("42 people", "said that ", " came", 0, 9)
    assert place(NEWS, wanted, NEWS) == Anchor("there", start, start + 9)


# Scripts, marks and emoji


@pytest.mark.parametrize(
    ("old", "passage", "new", "became"),
    [
        ("Президент сказав, що 42 людини прийшли на площу.", "42 людини", "57 людей", "57 людей"),
        ("قال الوزير أمس إن 42 شخصا حضروا إلى الساحة الكبرى.", "42 شخصا", "57 شخصا", "57 شخصا"),
        ("ראש העיר אמר ש־42 איש באו לכיכר ביום ראשון.", "42 איש", "57 איש", "57 איש"),
        ("市長は月曜日に四十二人が広場に来たと述べた。", "四十二人", "五十七人", "五十七人"),
        ("The cake 🎂 was for 👩‍👧 and cost 10 €.", "👩‍👧", "👨‍👧", "👨‍👧"),
    ],
)
def test_a_passage_in_any_script_is_changed_with_what_it_became(old, passage, new, became):
    later = old.replace(passage, new)
    assert words_at(later, anchor(later, selected(old, passage))) == ("changed", became)
    assert words_at(later, place(later, selected(old, passage), old)) == ("changed", became)


def test_a_text_normalised_since_says_changed_with_the_same_words():
    old = unicodedata.normalize("NFD", "Die Bürger hörten im Café über die schönen Häuser der Straße.")
    later = unicodedata.normalize("NFC", old)
    passage = unicodedata.normalize("NFD", "die schönen Häuser")
    found = anchor(later, selected(old, passage))
    assert words_at(later, found) == ("changed", "die schönen Häuser")


def test_what_a_passage_became_is_not_cut_within_a_character():
    old = "We were served in the cafe by the river."
    later = "We were served in the cafe\u0301 by the river."
    assert words_at(later, place(later, selected(old, "cafe"), old)) == ("changed", "cafe\u0301")


# Any text, any edits


@settings(max_examples=250, deadline=None)
@given(old=texts, script=edits, first=st.integers(0, 200), length=st.integers(1, 30))
def test_whatever_was_edited_an_answer_keeps_within_the_text(old, script, first, length):
    assume(old)
    start = first % len(old)
    wanted = select(old, start, min(start + length, len(old)))
    later = edited(old, script)
    for found in (anchor(later, wanted), place(later, wanted, old), anchor(later, Selectors(wanted.exact))):
        if found.standing in ("gone", "ambiguous"):
            assert (found.start, found.end) == (None, None)
        else:
            assert 0 <= found.start < found.end <= len(later)
            assert (found.standing == "there") == (later[found.start : found.end] == wanted.exact)


@settings(max_examples=150, deadline=None)
@given(old=texts, first=st.integers(0, 200), length=st.integers(1, 30))
def test_in_the_text_that_it_was_read_in_a_passage_is_where_it_was(old, first, length):
    assume(old)
    start = first % len(old)
    end = min(start + length, len(old))
    assert place(old, select(old, start, end), old) == Anchor("there", start, end)


@settings(max_examples=150, deadline=None)
@given(text=texts, wanted=st.builds(Selectors, texts, texts, texts, st.none() | st.integers(0, 999)))
def test_selectors_of_another_text_give_a_place_within_this_one(text, wanted):
    found = anchor(text, wanted)
    assert found.start is None or 0 <= found.start < found.end <= len(text)


# Offsets of browsers


@settings(max_examples=200, deadline=None)
@given(text=texts, at=st.integers(0, 60))
def test_offsets_go_to_utf_16_and_back(text, at):
    offset = min(at, len(text))
    units = to_utf16(text, offset)
    assert units == len(text[:offset].encode("utf-16-le", "surrogatepass")) // 2
    assert to_code_points(text, units) == offset


@pytest.mark.parametrize(("units", "offset"), [(-5, 0), (0, 0), (1, 1), (2, 1), (3, 2), (4, 3), (99, 3)])
def test_units_outside_or_within_a_pair_are_held_within_the_text(units, offset):
    assert to_code_points("a🎂b", units) == offset


@pytest.mark.parametrize(("offset", "units"), [(-1, 0), (1, 1), (2, 3), (3, 4), (99, 4)])
def test_offsets_outside_the_text_are_held_within_it(offset, units):
    assert to_utf16("a🎂b", offset) == units


def test_a_passage_is_selected_with_32_characters_on_each_side():
    text = "b" * 40 + "passage" + "a" * 40
    assert select(text, 40, 47) == Selectors("passage", "b" * 32, "a" * 32, 40, 47)
    assert select("passage", 0, 7) == Selectors("passage", "", "", 0, 7)
