"""The names of pledges, such as CP-7K3MX-4: short enough for a bank transfer, with a check digit. Pure.

31 signs without those that look alike (0 and O, 1's friends I and L, and U). 31 is a prime number, so a weighted sum
tells every single wrong sign and every two neighbours that changed places.
"""

import re
import secrets

_SIGNS = "123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LENGTH = 5
_PREFIX = "CP"
_IN_TEXT = re.compile(rf"(?={_PREFIX}([{_SIGNS}]{{{_LENGTH}}}[{_SIGNS}]))")


def new_reference() -> str:
    """A reference by chance, one of 28 million."""
    body = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    return f"{_PREFIX}-{body}-{check_sign(body)}"


def check_sign(body: str) -> str:
    """The sign that goes with a reference's body."""
    return _SIGNS[sum(place * _SIGNS.index(sign) for place, sign in enumerate(body, start=1)) % len(_SIGNS)]


def references_in(text: str) -> list[str]:
    """Every reference in a transfer's text, each once, in order.

    Banks put text in capitals, break lines and leave out hyphens, so only letters and digits are looked at.
    """
    plain = re.sub(r"[^A-Z0-9]", "", text.upper())
    found = (match[1] for match in _IN_TEXT.finditer(plain))
    right = (sign for sign in found if check_sign(sign[:_LENGTH]) == sign[_LENGTH])
    return list(dict.fromkeys(f"{_PREFIX}-{sign[:_LENGTH]}-{sign[_LENGTH]}" for sign in right))
