"""Bank statements as banks give them out, written for these tests."""

from __future__ import annotations

ACCOUNT = "DE02120300000000202051"


def camt(*entries: str, version: str = "08", head: str = "") -> bytes:
    """A camt.053 statement with these entries."""
    namespace = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<Document xmlns="{namespace}"><BkToCstmrStmt><GrpHdr/><Stmt>'
        f"<Acct><Id><IBAN>{ACCOUNT}</IBAN></Id></Acct>{''.join(entries)}</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def entry(
    amount: str = "3.50",
    *,
    currency: str = "EUR",
    text: str = "",
    number: str = "",
    credit: bool = True,
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    day: str = "2026-11-03",
    name: str = "Ada Novak",
    end_to_end: str = "NOTPROVIDED",
) -> str:
    """One entry with one transaction."""
    reference = f"<AcctSvcrRef>{number}</AcctSvcrRef>" if number else ""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{"CRDT" if credit else "DBIT"}</CdtDbtInd>{status}'
        f"<BookgDt><Dt>{day}</Dt></BookgDt>{reference}<NtryDtls><TxDtls><Refs><EndToEndId>{end_to_end}</EndToEndId>"
        f"</Refs><RltdPties><Dbtr><Pty><Nm>{name}</Nm></Pty></Dbtr></RltdPties>"
        f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def batch(number: str, *parts: tuple[str, str]) -> str:
    """Several payments that the bank booked as one line."""
    whole = sum(round(float(amount) * 100) for amount, _ in parts) / 100
    told = "".join(
        f'<TxDtls><AmtDtls><TxAmt><Amt Ccy="EUR">{amount}</Amt></TxAmt></AmtDtls><RmtInf><Ustrd>{text}</Ustrd>'
        "</RmtInf></TxDtls>"
        for amount, text in parts
    )
    return (
        f'<Ntry><Amt Ccy="EUR">{whole:.2f}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt>'
        f"<DtTm>2026-11-03T08:00:00</DtTm></BookgDt><AcctSvcrRef>{number}</AcctSvcrRef><NtryDtls>{told}</NtryDtls></Ntry>"
    )


GERMAN = """\
"Kontonummer:";"DE02 1203 0000 0000 2020 51 / Girokonto"
"Kontostand vom 04.11.2026:";"1.234,56 EUR"

"Buchungsdatum";"Zahlungspflichtige*r";"Verwendungszweck";"Betrag (EUR)"
"03.11.26";"Ada Nováková";"Unterstützung {0}";"3,50"
"03.11.26";"Stadtwerke";"Strom November";"-1.080,00"
"04.11.26";"Ben O'Hara";"danke";"1.250,00"
"""

UKRAINIAN = """\
Дата операції;Сума;Валюта;Призначення платежу;Платник
03.11.2026;150,00;UAH;Підтримка {0};Оксана
"""

ENGLISH = """\
Date,Description,Amount,Currency,Transaction ID
2026-11-03,"Support {0}, thanks",3.50,EUR,TX1
2026-11-03,"Support {0}, thanks",3.50,EUR,TX2
"""
