"""Is a change a slip of the keys or a matter of fact: a guess from the words alone."""

from __future__ import annotations

import pytest

from coffeepress.corrections.newsroom.gravity import is_fact


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("the odl mill", "the old mill"),
        ("the the mill", "the mill"),
        ("its a mill", "it's a mill"),
        ("a mill ,by the river", "a mill, by the river"),
        ("recieved", "received"),
        ("старий мілн", "старий млин"),
        ("same", "same"),
    ],
)
def test_a_slip_of_the_keys_is_a_typing_error(old: str, new: str) -> None:
    assert is_fact(old, new) is False


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("in 2019", "in 2018"),
        ("forty metres", "fourteen metres"),
        ("Mayor Novak", "Mayor Nowak"),
        ("he was guilty", "he was not guilty"),
        ("the mill", ""),
        ("", "the mill"),
        ("yes", "no"),
    ],
)
def test_a_number_a_name_another_word_or_one_more_is_a_matter_of_fact(old: str, new: str) -> None:
    assert is_fact(old, new) is True
