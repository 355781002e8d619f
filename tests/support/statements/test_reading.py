"""Statements are read as they are, whatever bank made them, and hostile ones are refused."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.support.money import Money
from coffeepress.support.statements.camt import is_camt, read_camt
from coffeepress.support.statements.entries import UnreadableStatement
from coffeepress.support.statements.table import read_table
from tests.support.statements.files import ACCOUNT, ENGLISH, GERMAN, UKRAINIAN, batch, camt, entry

DAY = date(2026, 11, 3)


@pytest.mark.parametrize("version", ["02", "04", "08"])
def test_camt_of_several_versions(version: str) -> None:
    (read,) = read_camt(camt(entry(text="CP-1", number="B1"), version=version))
    assert (read.id, read.day, read.amount) == (f"{ACCOUNT}:B1", DAY, Money(350, "EUR"))
    assert (read.text, read.name, read.account) == ("CP-1", "Ada Novak", ACCOUNT)


def test_camt_with_money_that_went_other_currencies_and_end_to_end_reference() -> None:
    read = read_camt(
        camt(
            entry("1080.00", credit=False, number="1"),
            entry("500", currency="JPY", number="2"),
            entry("1.250", currency="KWD", number="3", end_to_end="CP-7K3MX-4"),
        )
    )
    assert [each.amount for each in read] == [Money(-108000, "EUR"), Money(500, "JPY"), Money(1250, "KWD")]
    assert read[2].text == "CP-7K3MX-4"


def test_camt_leaves_out_what_is_not_booked_yet() -> None:
    assert read_camt(camt(entry(status="<Sts>PDNG</Sts>"), entry(status="<Sts><Cd>INFO</Cd></Sts>"))) == []


def test_camt_takes_a_batch_apart() -> None:
    read = read_camt(camt(batch("B7", ("3.50", "one"), ("4.00", "two"))))
    assert [(each.amount.minor, each.text) for each in read] == [(350, "one"), (400, "two")]
    assert len({each.id for each in read}) == 2


def test_two_entries_that_say_the_same_are_two_payments_with_steady_ids() -> None:
    twice = read_camt(camt(entry(text="same"), entry(text="same")))
    once = read_camt(camt(entry(text="same")))
    assert twice[0].id == once[0].id != twice[1].id


ENTITY = '<!DOCTYPE Document [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
LAUGHS = '<!DOCTYPE Document [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (camt(entry(text="&x;"), head=ENTITY), "document type"),
        (camt(entry(text="&b;"), head=LAUGHS), "document type"),
        (b"<Document><BkToCstmrStmt>", "not well-formed"),
        (b"<html></html>", "not a camt.053"),
        (camt(entry("3.505")), "too many decimals"),
        (camt(entry("three")), "cannot be read"),
        (camt(entry(currency="XXX")), "cannot be read"),
        (camt(entry(day="yesterday")), "cannot be read"),
        (camt(batch("B1", ("3.50", "one"), ("1.00", "two")).replace("TxAmt", "Other")), "no amount"),
        (b"<x>" + b" " * (20 * 1024 * 1024), "larger than 20 MB"),
    ],
)
def test_camt_that_cannot_be_trusted_is_refused(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableStatement, match=words):
        read_camt(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_statement_or_refused(data: bytes) -> None:
    for read in (read_camt, lambda data: read_table(data, currency="EUR")):
        with contextlib.suppress(UnreadableStatement):
            read(data)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_german_table(encoding: str) -> None:
    read = read_table(GERMAN.replace("á", "a").format("CP-1").encode(encoding), currency="EUR")
    assert [each.amount.minor for each in read] == [350, -108000, 125000]
    assert (read[0].day, read[0].text) == (DAY, "Unterstützung CP-1")
    assert read[2].name == "Ben O'Hara"


@pytest.mark.parametrize("encoding", ["utf-8", "cp1251", "utf-16"])
def test_ukrainian_table(encoding: str) -> None:
    (read,) = read_table((UKRAINIAN * 1).format("CP-1").encode(encoding), currency="EUR")
    assert (read.amount, read.text, read.name) == (Money(15000, "UAH"), "Підтримка CP-1", "Оксана")


def test_english_table_with_numbers_of_its_own() -> None:
    read = read_table(ENGLISH.format("CP-1").encode(), currency="EUR", columns={"id": "Transaction ID"})
    assert [each.id for each in read] == [":TX1", ":TX2"]
    assert read[0].text == "Support CP-1, thanks"


def test_columns_can_be_named() -> None:
    data = b"Wann\tWieviel\tWofuer\n03.11.2026\t3,50\tCP-1\n"
    (read,) = read_table(
        data, currency="EUR", columns={"date": "Wann", "amount": "Wieviel", "text": "Wofuer"}
    )
    assert (read.day, read.amount.minor, read.text) == (DAY, 350, "CP-1")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a;b\n1;2\n", "No line names the columns"),
        ("Date;Amount;Text\n03.11.2026;free;x\n", "is no amount"),
        ("Date;Amount;Text\nsoon;3,50;x\n", "is no day"),
        ("Date;Amount;Text;Currency\n03.11.2026;3,50;x;XXX\n", "is no currency"),
        ("Date;Amount;Text\n03.11.2026;3,50;x\n03.11.2026;3.50;x\n", "a point before the decimals"),
        ("Date;Amount;Text\n03.11.2026;1.234;x\n", "is no amount"),
    ],
)
def test_tables_that_leave_a_doubt_are_refused(text: str, words: str) -> None:
    with pytest.raises(UnreadableStatement, match=words):
        read_table(text.encode(), currency="EUR")


def test_thousands_are_read_where_other_lines_tell_the_decimals() -> None:
    data = b"Date;Amount;Text\n03.11.2026;1.234;x\n04.11.2026;3,50;y\n"
    assert [each.amount.minor for each in read_table(data, currency="EUR")] == [123400, 350]


def test_kinds_of_files_are_told_apart() -> None:
    assert is_camt(b"\xef\xbb\xbf <?xml")
    assert not is_camt(GERMAN.encode())
