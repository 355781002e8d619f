"""Statements are matched by reference, shown before they are booked, and never booked twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from coffeepress.support.statements.camt import read_camt
from coffeepress.support.statements.table import read_table
from tests.support.statements.files import ENGLISH, GERMAN, camt, entry

if TYPE_CHECKING:
    from coffeepress.support.models import Pledge

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]

Make = Callable[..., "Pledge"]


def verdicts(data: bytes) -> list[str]:
    from coffeepress.support.statements.matching import preview

    entries = read_camt(data) if data.startswith(b"<") else read_table(data, currency="EUR")
    return [str(match.verdict) for match in preview(entries)]


def book(data: bytes, *, also_doubtful: bool = False) -> int:
    from coffeepress.support.statements.matching import book_matches, preview

    entries = read_camt(data) if data.startswith(b"<") else read_table(data, currency="EUR")
    return book_matches(preview(entries), also_doubtful=also_doubtful)


def test_transfer_with_a_reference_is_booked_once(pledge: Make) -> None:
    made = pledge("bank", email="reader@paper.example")
    data = GERMAN.format(made.reference).encode()
    assert verdicts(data) == ["to book", "no reference", "no reference"]
    assert made.events.count() == 0
    assert book(data) == 1
    made.refresh_from_db()
    assert (made.status, made.totals["EUR"]["charged"]) == ("active", 350)
    assert verdicts(data) == ["booked before", "no reference", "no reference"]
    assert book(data) == 0


def test_two_payments_that_look_alike_are_both_booked_and_once_each(pledge: Make) -> None:
    made = pledge("bank")
    data = ENGLISH.format(made.reference).replace("Transaction ID", "Nothing").encode()
    assert book(data) == 2
    assert book(data) == 0
    made.refresh_from_db()
    assert made.totals["EUR"]["charged"] == 700


def test_overlapping_statements_book_each_line_once(pledge: Make) -> None:
    made = pledge("bank")
    lines = [
        entry(text=made.reference, number=str(number), day=f"2026-11-{number:02}") for number in range(1, 5)
    ]
    assert book(camt(*lines[:3])) == 3
    assert verdicts(camt(*lines[1:])) == ["booked before", "booked before", "to book"]
    assert book(camt(*lines[1:])) == 1


def test_same_payment_from_a_file_of_another_kind_is_doubtful(pledge: Make) -> None:
    made = pledge("bank")
    book(camt(entry(text=made.reference, number="B1")))
    data = GERMAN.format(made.reference).encode()
    assert verdicts(data)[0] == "looks booked before"
    assert book(data) == 0
    assert book(data, also_doubtful=True) == 1


def test_what_is_doubtful_is_left_to_a_person(pledge: Make) -> None:
    one, other, card = pledge("bank"), pledge("bank"), pledge("stripe")
    data = camt(
        entry(text=f"{one.reference} {other.reference}", number="1"),
        entry(text="CP-11111-1", number="2"),
        entry(text=card.reference, number="3"),
        entry(text=one.reference, number="4", credit=False),
        entry(text="no reference at all", number="5"),
    )
    assert verdicts(data)[0] == "several references"
    assert verdicts(data)[2:] == ["unknown reference", "money that went", "no reference"]
    assert book(data) == 0


def test_yearly_standing_order_pays_for_a_year(pledge: Make) -> None:
    made = pledge("bank", interval="year")
    book(camt(entry(text=made.reference, number="1")))
    made.refresh_from_db()
    assert made.paid_until is not None
    assert made.paid_until.date().isoformat() == "2027-11-03"


def test_preview_costs_the_same_for_many_lines(
    pledge: Make, django_assert_num_queries: Callable[..., object]
) -> None:
    from coffeepress.support.statements.matching import preview

    made = [pledge("bank") for _ in range(30)]
    for count in (1, 30):
        entries = read_camt(camt(*(entry(text=each.reference, number=str(each.pk)) for each in made[:count])))
        with django_assert_num_queries(3):  # type: ignore[attr-defined]
            preview(entries)
