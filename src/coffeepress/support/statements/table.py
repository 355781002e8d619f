"""Reads statements as tables of text (CSV), as banks' web pages give them out.

Each bank has its own columns, separators, decimals and encoding, and lines of its own above the table. They are found
out by looking: the line in which columns are named is the first with a known name for the day and for the amount.
Columns can be named by hand. Nothing is guessed about an amount: the decimal sign is the one that fits all of them.
"""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from coffeepress.support.money import Money, NotAnAmount, UnknownCurrency, read_amount
from coffeepress.support.statements.entries import (
    LIMIT_BYTES,
    Entry,
    UnreadableStatement,
    too_large,
    with_ids,
)

COLUMNS = ("date", "amount", "currency", "text", "name", "id")

_KNOWN: Mapping[str, Sequence[str]] = {
    "date": (
        "date",
        "booking date",
        "buchungstag",
        "buchungsdatum",
        "datum",
        "дата",
        "дата операції",
        "fecha",
    ),
    "amount": ("amount", "betrag", "betrag (eur)", "umsatz", "сума", "сума операції", "importe", "montant"),
    "currency": ("currency", "währung", "waehrung", "валюта", "divisa", "devise"),
    "text": (
        *(
            "text",
            "purpose",
            "reference",
            "details",
            "description",
            "payment reference",
            "remittance information",
        ),
        *("verwendungszweck", "buchungstext", "призначення платежу", "призначення", "concepto", "libellé"),
    ),
    "name": (
        *(
            "name",
            "payer",
            "counterparty",
            "beneficiary/payer",
            "auftraggeber/empfänger",
            "zahlungspflichtige*r",
        ),
        *("beguenstigter/zahlungspflichtiger", "платник", "контрагент", "ordenante"),
    ),
    "id": ("id", "transaction id", "entry reference", "transaktionsnummer", "номер документа"),
}
_ENCODINGS = ("utf-8-sig", "utf-16", "cp1252", "cp1251", "latin-1")
_LINES_ABOVE = 40
_DELIMITERS = ";,\t|"
_DAY_SHAPES = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y", "%d-%m-%Y", "%Y%m%d")


def named_columns(text: str) -> dict[str, str]:
    """Columns as they are named by hand: "date=Day,amount=Sum,text=Purpose".

    Raises:
        UnreadableStatement: it names a column that there is not.
    """
    pairs = [pair.partition("=") for pair in text.split(",") if pair.strip()]
    for ours, sign, _theirs in pairs:
        if ours.strip() not in COLUMNS or not sign:
            raise UnreadableStatement(
                _("Columns are %(columns)s, named such as date=Day,amount=Sum.")
                % {"columns": ", ".join(COLUMNS)}
            )
    return {ours.strip(): theirs.strip() for ours, _sign, theirs in pairs}


def read_table(data: bytes, *, currency: str, columns: Mapping[str, str] | None = None) -> list[Entry]:
    """The entries of a statement.

    Args:
        currency: of amounts where no column names one.
        columns: names of columns by ours (`COLUMNS`), where they cannot be found out.

    Raises:
        UnreadableStatement.
    """
    if len(data) > LIMIT_BYTES:
        raise too_large()
    rows, head = _rows(data, columns or {})
    lines = [row for row in rows if any(cell.strip() for cell in row)]
    decimal = _decimal_sign([_cell(row, head, "amount") for row in lines])
    return with_ids(_entry(row, head, currency, decimal, number) for number, row in enumerate(lines, start=1))


def _rows(data: bytes, columns: Mapping[str, str]) -> tuple[list[list[str]], dict[str, int]]:
    """The rows below the names of columns, and where each of ours stands.

    The encoding is the first in which the names of the columns can be read: of all the text, they alone are known.
    """
    for encoding in _ENCODINGS:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        for delimiter in _DELIMITERS:
            rows = _split(text, delimiter)
            for number, row in enumerate(rows[:_LINES_ABOVE]):
                head = _head(row, columns)
                if "date" in head and "amount" in head and "text" in head:
                    return rows[number + 1 :], head
    raise UnreadableStatement(
        _("No line names the columns of day, amount and text. Name them: date=…,amount=…,text=…")
    )


def _split(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        return []


def _head(row: list[str], columns: Mapping[str, str]) -> dict[str, int]:
    names = [re.sub(r"\s+", " ", cell).strip().lower() for cell in row]
    found = {}
    for ours in COLUMNS:
        wanted = [columns[ours].strip().lower()] if ours in columns else _KNOWN[ours]
        place = next((names.index(name) for name in wanted if name in names), None)
        if place is not None:
            found[ours] = place
    return found


def _cell(row: list[str], head: Mapping[str, int], name: str) -> str:
    place = head.get(name)
    return row[place].strip() if place is not None and place < len(row) else ""


def _decimal_sign(amounts: list[str]) -> str | None:
    """The sign that is followed by one or two digits at the end of some amount, and by nothing else anywhere."""
    found = {match[1] for text in amounts if (match := re.search(r"([.,])\d{1,2}\s*-?$", text))}
    if len(found) > 1:
        raise UnreadableStatement(_("Some amounts have a point before the decimals, others a comma."))
    return found.pop() if found else None


def _entry(row: list[str], head: Mapping[str, int], currency: str, decimal: str | None, number: int) -> Entry:
    code = (_cell(row, head, "currency") or currency).upper()
    try:
        amount: Money = read_amount(_cell(row, head, "amount"), code, decimal=decimal, signed=True)
        day = _day(_cell(row, head, "date"))
    except NotAnAmount:
        said = _("Line %(number)s: “%(text)s” is no amount.")
        raise _unreadable(said, number, _cell(row, head, "amount")) from None
    except UnknownCurrency:
        raise _unreadable(_("Line %(number)s: “%(text)s” is no currency."), number, code) from None
    except ValueError:
        said = _("Line %(number)s: “%(text)s” is no day.")
        raise _unreadable(said, number, _cell(row, head, "date")) from None
    return Entry(
        id=_cell(row, head, "id"),
        day=day,
        amount=amount,
        text=_cell(row, head, "text"),
        name=_cell(row, head, "name"),
    )


def _unreadable(said: str, number: int, text: str) -> UnreadableStatement:
    return UnreadableStatement(said % {"number": number, "text": text})


def _day(text: str) -> date:
    for shape in _DAY_SHAPES:
        try:
            return datetime.strptime(text[:10], shape).date()
        except ValueError:
            continue
    raise ValueError(text)
