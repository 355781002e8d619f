"""Numbers of bank accounts (ISO 13616): checked, and as people write them. Pure."""

import re


def checked_iban(value: str) -> str:
    """An IBAN without blanks; "" for none.

    Raises:
        ValueError: it is none, or has a wrong digit.
    """
    plain = value.replace(" ", "").upper()
    if not plain:
        return ""
    if not re.fullmatch(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}", plain):
        raise ValueError("must be empty or an IBAN")
    # With the first four moved to the end and letters as numbers from 10, the remainder by 97 is 1.
    if int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 != 1:
        raise ValueError("is an IBAN with a wrong digit in it")
    return plain


def in_fours(iban: str) -> str:
    """An IBAN as people write it."""
    plain = iban.replace(" ", "")
    return " ".join(plain[at : at + 4] for at in range(0, len(plain), 4))
