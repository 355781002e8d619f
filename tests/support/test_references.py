"""References on bank transfers: found however a bank mangles them, and never mistaken."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coffeepress.support.references import check_sign, new_reference, references_in

SIGNS = "123456789ABCDEFGHJKMNPQRSTVWXYZ"

bodies = st.text(SIGNS, min_size=5, max_size=5)


def reference(body: str) -> str:
    return f"CP-{body}-{check_sign(body)}"


def test_new_reference_has_the_right_check_sign() -> None:
    made = new_reference()
    assert references_in(made) == [made]


@given(bodies, st.sampled_from(["{}", "Support {} thank you", "EREF+{}", "a\n{}\tb", "{0} {0}"]))
def test_reference_is_found_in_what_a_bank_makes_of_it(body: str, around: str) -> None:
    name = reference(body)
    for mangled in (name, name.lower(), name.replace("-", ""), name.replace("-", " "), " ".join(name)):
        assert references_in(around.format(mangled)) == [name]


@given(bodies, st.integers(0, 5), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_noticed(body: str, place: int, sign: str) -> None:
    signs = list(body + check_sign(body))
    if signs[place] == sign:
        return
    signs[place] = sign
    assert references_in("CP" + "".join(signs)) == []


@given(bodies, st.integers(0, 3))
def test_two_signs_that_changed_places_are_noticed(body: str, place: int) -> None:
    signs = list(body + check_sign(body))
    if signs[place] == signs[place + 1]:
        return
    signs[place], signs[place + 1] = signs[place + 1], signs[place]
    assert references_in("CP" + "".join(signs)) == []


def test_text_without_a_reference_has_none() -> None:
    assert references_in("Invoice CP 2026-11, thank you") == []
    assert references_in("") == []
