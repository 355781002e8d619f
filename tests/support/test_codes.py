"""QR codes for transfers hold what banks' apps expect."""

import pytest

from coffeepress.support.codes import qr_code, transfer_code
from coffeepress.support.iban import checked_iban, in_fours
from coffeepress.support.money import Money

IBAN = "DE02120300000000202051"


def test_transfer_is_written_as_banks_read_it() -> None:
    told = transfer_code(holder="The Paper", iban=IBAN, purpose="CP-7K3MX-4", amount=Money(350, "EUR"))
    assert told == f"BCD\n002\n1\nSCT\n\nThe Paper\n{IBAN}\nEUR3.50\n\n\nCP-7K3MX-4"


@pytest.mark.parametrize("amount", [None, Money(500, "JPY")])
def test_amount_is_left_open_where_it_is_none_in_euros(amount: Money | None) -> None:
    assert transfer_code(holder="The Paper", iban=IBAN, amount=amount).split("\n")[-1] == IBAN


def test_code_is_a_picture_without_styles() -> None:
    drawn = qr_code("text", 'A "label" & more')
    assert ("style=" in drawn, drawn.startswith("<svg"), "&amp; more" in drawn) == (False, True, True)


def test_iban_is_checked_and_shown_in_fours() -> None:
    assert in_fours(checked_iban("de02 1203 0000 0000 2020 51")) == "DE02 1203 0000 0000 2020 51"
    with pytest.raises(ValueError, match="wrong digit"):
        checked_iban("DE02120300000000202052")
