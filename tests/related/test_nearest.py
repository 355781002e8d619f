"""The function that articles go through: most related first, tempered by distance in time."""

from __future__ import annotations

import pytest

from coffeepress.related.nearest import Neighbour, nearest, tempering
from coffeepress.related.shelf import Shelf, Text
from tests.related.stories import BREAD, RIVER, SCHOOL

DAY = 740_000


def text(headline: str, words: str, *, day: int = DAY) -> Text:
    return Text(headline, words, "en", day)


@pytest.fixture
def shelf() -> Shelf:
    found = Shelf(None)
    found.put(
        {
            1: text("High water", RIVER),
            2: text("High water again", f"{RIVER} It rose again on Friday."),
            3: text("A new school", SCHOOL),
            4: text("Bread", BREAD),
        }
    )
    return found


def found(shelf: Shelf, asked: Text, **asking: object) -> list[Neighbour]:
    wishes = {"most": 5, "half_life_days": 0, **asking}
    return nearest(shelf, asked, **wishes)  # type: ignore[arg-type]


def numbers(neighbours: list[Neighbour]) -> list[int]:
    return [each.number for each in neighbours]


def test_the_most_related_come_first(shelf: Shelf) -> None:
    neighbours = found(shelf, text("High water", RIVER))
    assert numbers(neighbours) == [1, 2]
    assert neighbours[0].score == pytest.approx(1)


def test_what_is_left_out_is_not_found(shelf: Shelf) -> None:
    assert numbers(found(shelf, text("High water", RIVER), without={1})) == [2]


def test_no_more_are_found_than_asked_for(shelf: Shelf) -> None:
    assert numbers(found(shelf, text("High water", RIVER), most=1)) == [1]


def test_others_are_compared_on_demand(shelf: Shelf) -> None:
    assert numbers(found(shelf, text("High water", RIVER), most=1, also=[2, 99])) == [1, 2]


def test_what_is_not_related_is_not_found(shelf: Shelf) -> None:
    assert found(shelf, text("Elections", "Candidates debated taxes yesterday.")) == []


def test_likeness_is_the_same_from_either_side(shelf: Shelf) -> None:
    there = found(shelf, text("High water", RIVER, day=DAY + 500), half_life_days=100, without={1})
    shelf.put({1: text("High water", RIVER, day=DAY + 500)})
    back = found(
        shelf, text("High water again", f"{RIVER} It rose again on Friday."), half_life_days=100, without={2}
    )
    assert there[0].score == pytest.approx(back[0].score)


def test_distance_in_time_counts_and_can_be_turned_off(shelf: Shelf) -> None:
    shelf.put({5: text("High water", RIVER, day=DAY - 3000)})
    asked = text("High water", RIVER, day=DAY)
    assert numbers(found(shelf, asked, half_life_days=365)) == [1, 2, 5]
    assert numbers(found(shelf, asked)) == [5, 1, 2]


def test_time_takes_a_quarter_at_most() -> None:
    assert tempering(0, 730) == 1
    assert tempering(730, 730) == tempering(-730, 730) == 0.875
    assert tempering(100_000, 730) == pytest.approx(0.75)
    assert tempering(100_000, 0) == 1
