"""Cash is booked once for each receipt, and only above nothing."""

from __future__ import annotations

import pytest

from coffeepress.support.money import Money

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_cash_is_booked_once(ledger: None) -> None:
    from coffeepress.support.models import LedgerEvent
    from coffeepress.support.providers.manual import book_cash

    made = book_cash(Money(2000, "EUR"), number="receipt-1", email="Reader@paper.example", language="en")
    again = book_cash(Money(2000, "EUR"), number="receipt-1", email="reader@paper.example", language="en")
    assert made == again
    assert (made.status, LedgerEvent.objects.count()) == ("paid", 1)
    assert made.supporter is not None
    assert made.supporter.email == "reader@paper.example"


def test_nameless_cash_is_nobodys(ledger: None) -> None:
    from coffeepress.support.providers.manual import book_cash

    assert book_cash(Money(2000, "EUR"), number="1", language="en").supporter is None


def test_receipt_with_another_amount_is_refused(ledger: None) -> None:
    from coffeepress.support.book import FactChanged
    from coffeepress.support.providers.manual import book_cash

    book_cash(Money(2000, "EUR"), number="1", language="en")
    with pytest.raises(FactChanged):
        book_cash(Money(1, "EUR"), number="1", language="en")


@pytest.mark.parametrize("minor", [0, -1])
def test_nothing_is_not_booked(ledger: None, minor: int) -> None:
    from coffeepress.support.providers.manual import NothingReceived, book_cash

    with pytest.raises(NothingReceived):
        book_cash(Money(minor, "EUR"), number="1", language="en")
