"""Reads a bank's file, of whichever kind it is. The command and the newsroom both read by this."""

from coffeepress.support.statements.camt import is_camt, read_camt
from coffeepress.support.statements.entries import Entry
from coffeepress.support.statements.table import named_columns, read_table


def read_statement(data: bytes, *, currency: str, columns: str = "") -> list[Entry]:
    """The entries of a statement.

    Args:
        currency: of a table's amounts where no column names one.
        columns: names of a table's columns, where they cannot be found out: "date=Day,amount=Sum,text=Purpose".

    Raises:
        UnreadableStatement.
    """
    named = named_columns(columns)
    return read_camt(data) if is_camt(data) else read_table(data, currency=currency, columns=named)
