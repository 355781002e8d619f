"""The number of a form: given out before it is sent, signed, with the moment it was given out.

The same number sent again gives the same answer, and the moment tells a program, which sends at once, from a person.
Nothing is stored when a number is given out. Owns how it is written and read; refuses one that we did not sign.
"""

import time
from dataclasses import dataclass
from secrets import token_urlsafe

from django.core import signing

TOO_SOON_SECONDS = 3.0
"""Nobody reads a passage again, writes what is wrong and sends it faster."""

KEPT_SECONDS = 24 * 60 * 60.0
"""A form that lay open longer gets a new number; `Submission` keeps used ones for two days."""

_SALT = "coffeepress.people.form"
_LONGEST = 200


class Forged(ValueError):
    """A number that we did not give out."""


@dataclass(frozen=True)
class FormNumber:
    """A form's number (`nonce`), and when it was given out (`at`, seconds since the epoch)."""

    nonce: str
    at: float

    @property
    def is_too_soon(self) -> bool:
        """Whether the form comes back faster than a person could fill it in."""
        return time.time() - self.at < TOO_SOON_SECONDS

    @property
    def is_too_old(self) -> bool:
        """Whether the form lay open for so long that its number may be forgotten."""
        return time.time() - self.at > KEPT_SECONDS

    @property
    def signed(self) -> str:
        """The number as a form carries it."""
        return signing.Signer(salt=_SALT).sign(f"{self.nonce}.{self.at:.2f}")


def new_number() -> FormNumber:
    """A number that no form has had."""
    return FormNumber(token_urlsafe(18), round(time.time(), 2))


def read_number(token: str) -> FormNumber:
    """The number that a form carried.

    Raises:
        Forged: it is not one of ours.
    """
    if len(token) > _LONGEST:
        raise Forged
    try:
        nonce, _, at = signing.Signer(salt=_SALT).unsign(token).partition(".")
    except signing.BadSignature:
        raise Forged from None
    return FormNumber(nonce, float(at))
