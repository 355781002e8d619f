"""Reads bank-to-customer statements by ISO 20022, camt.053, of any version that names its parts alike (02 to 12).

The file is hostile until read: no entities, no network, no document type, a limit of size. Only booked entries count.
"""

from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _
from lxml import etree

from coffeepress.support.money import Money, UnknownCurrency, exponent
from coffeepress.support.statements.entries import (
    LIMIT_BYTES,
    Entry,
    UnreadableStatement,
    too_large,
    with_ids,
)

_NO_NUMBER = frozenset({"", "NOTPROVIDED", "NONREF"})


def is_camt(data: bytes) -> bool:
    """Whether a file looks like XML at all."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def read_camt(data: bytes) -> list[Entry]:
    """The booked entries of a statement.

    Raises:
        UnreadableStatement.
    """
    root = _parsed(data)
    statements = root.xpath("//*[local-name()='BkToCstmrStmt']/*[local-name()='Stmt']")
    if not statements:
        raise UnreadableStatement(_("This XML file is not a camt.053 statement."))
    try:
        return with_ids(entry for statement in statements for entry in _entries(statement))
    except (ValueError, InvalidOperation, UnknownCurrency) as error:
        raise UnreadableStatement(
            _("The statement has an entry that cannot be read: %(why)s.") % {"why": error}
        ) from None


def _parsed(data: bytes) -> etree._Element:
    if len(data) > LIMIT_BYTES:
        raise too_large()
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableStatement(
            _("The file is not well-formed XML: %(why)s.") % {"why": error.msg}
        ) from None
    if root.getroottree().docinfo.doctype:
        raise UnreadableStatement(_("The file declares a document type, which no statement does."))
    return root


def _entries(statement: etree._Element) -> list[Entry]:
    account = _text(statement, "Acct/Id/IBAN") or _text(statement, "Acct/Id/Othr/Id")
    found = []
    for entry in _all(statement, "Ntry"):
        if (_text(entry, "Sts/Cd") or _text(entry, "Sts")) not in ("BOOK", ""):
            continue
        parts = _all(entry, "NtryDtls/TxDtls") or [None]
        found += [_entry(entry, part, account=account, of=len(parts)) for part in parts]
    return found


def _entry(entry: etree._Element, part: etree._Element | None, *, account: str, of: int) -> Entry:
    """One payment. Where a bank books several as one line, each has an amount and often a number of its own."""
    whole = _amount(entry, "Amt")
    own = None
    if part is not None:
        own = _amount(part, "Amt") or _amount(part, "AmtDtls/TxAmt/Amt")
    if whole is None or (of > 1 and own is None):
        raise ValueError("it has no amount")
    amount = whole if of == 1 or own is None else own
    sign_of = part if part is not None and _text(part, "CdtDbtInd") else entry
    number = _number(part, "Refs/AcctSvcrRef") or _number(part, "Refs/TxId") if part is not None else ""
    day = _text(entry, "BookgDt/Dt") or _text(entry, "BookgDt/DtTm") or _text(entry, "ValDt/Dt")
    return Entry(
        id=number or (_number(entry, "AcctSvcrRef") if of == 1 else ""),
        day=date.fromisoformat(day[:10]),
        amount=-amount if _text(sign_of, "CdtDbtInd") == "DBIT" else amount,
        text=_written(part, entry),
        name=_name(part),
        account=account,
    )


def _written(part: etree._Element | None, entry: etree._Element) -> str:
    if part is None:
        return _text(entry, "AddtlNtryInf")
    words = [_text(line, ".") for line in _all(part, "RmtInf/Ustrd")]
    words += [_text(line, ".") for line in _all(part, "RmtInf/Strd/CdtrRefInf/Ref")]
    words += [_text(line, ".") for line in _all(part, "RmtInf/Strd/AddtlRmtInf")]
    end_to_end = _number(part, "Refs/EndToEndId")
    return " ".join(word for word in (*words, end_to_end) if word) or _text(entry, "AddtlNtryInf")


def _name(part: etree._Element | None) -> str:
    if part is None:
        return ""
    return _text(part, "RltdPties/Dbtr/Nm") or _text(part, "RltdPties/Dbtr/Pty/Nm")


def _amount(element: etree._Element, path: str) -> Money | None:
    found = _all(element, path)
    if not found:
        return None
    currency = (found[0].get("Ccy") or "").upper()
    scaled = Decimal((found[0].text or "").strip()).scaleb(exponent(currency))
    if scaled != scaled.to_integral_value():
        raise ValueError(f"{found[0].text} {currency} has too many decimals")
    return Money(int(scaled), currency)


def _number(element: etree._Element, path: str) -> str:
    text = _text(element, path)
    return "" if text.upper() in _NO_NUMBER else text


def _text(element: etree._Element, path: str) -> str:
    if path == ".":
        return "".join(element.itertext()).strip()
    found = _all(element, path)
    return "".join(found[0].xpath("text()")).strip() if found else ""


def _all(element: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path, whatever their namespace."""
    found: list[etree._Element] = element.xpath(
        "/".join(f"*[local-name()='{name}']" for name in path.split("/"))
    )
    return found
