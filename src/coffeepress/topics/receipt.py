"""Receipts: what only a voter has, and its hash, which is all that is stored and published. Pure.

A receipt is 100 bits by chance, written as four times five letters and digits that cannot be mistaken for each other
(Crockford's alphabet, https://www.crockford.com/base32.html). Anyone can find the hash of one:
`printf %s 7K3MX4Q8… | sha256sum`, without hyphens.
"""

import re
import secrets
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LETTERS = 20
_MISREAD = str.maketrans("OILU", "011V")


class NotAReceipt(ValueError):
    """It does not look like a receipt."""


def new_receipt() -> str:
    """A receipt that nobody has."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LETTERS))


def read_receipt(typed: str) -> str:
    """A receipt as somebody typed it: hyphens, spaces and small letters do not matter.

    Raises:
        NotAReceipt: it cannot be one.
    """
    found = re.sub(r"[\s\-‐-―]", "", typed[:100]).upper().translate(_MISREAD)
    if len(found) != LETTERS or set(found) - set(ALPHABET):
        raise NotAReceipt(typed)
    return found


def shown_receipt(receipt: str) -> str:
    """A receipt in groups of five."""
    return "-".join(receipt[start : start + 5] for start in range(0, LETTERS, 5))


def hash_of(receipt: str) -> str:
    """What is stored of a receipt, and published: SHA-256 in hexadecimal digits."""
    return sha256(receipt.encode("ascii")).hexdigest()
