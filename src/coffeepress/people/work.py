"""Proof of work (ALTCHA): under load, sending a form costs the sender's browser about a second.

Self-hosted, through the `altcha` library: the challenge is signed, and bound to the number of one form, so that a
solution serves for one form. The counter to be found is chosen here, so that the work has a bound, and its key is
signed, so that checking costs two hashes.
"""

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import altcha
from django.conf import settings
from django.utils.crypto import salted_hmac

from coffeepress.people.form_numbers import FormNumber

ALGORITHM = "PBKDF2/SHA-256"  # the browser's own cryptography has it, off the page's thread
COST = 2_000
LEAST, MOST = 200, 600
"""Bounds of the counter: a laptop finds it in half a second to a second, a telephone in some seconds."""

VALID = timedelta(hours=24)
_LONGEST = 4_000


def challenge(number: FormNumber) -> dict[str, Any]:
    """A challenge for the form with this number, as ALTCHA's clients take it."""
    made = altcha.create_challenge(
        ALGORITHM,
        COST,
        counter=LEAST + secrets.randbelow(MOST - LEAST),
        expires_at=datetime.now(UTC) + VALID,
        data={"nonce": number.nonce},
        hmac_secret=_secret("challenge"),
        hmac_key_secret=_secret("key"),
    )
    found: dict[str, Any] = made.to_dict()
    return found


def is_solved(solution: str, number: FormNumber) -> bool:
    """Whether this is the solution (ALTCHA's payload in base64) of a challenge for the form with this number."""
    if not solution or len(solution) > _LONGEST:
        return False
    try:
        payload = altcha.Payload.from_base64(solution)
        result = altcha.verify_solution(payload, _secret("challenge"), hmac_key_secret=_secret("key"))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return False
    return bool(result.verified) and payload.challenge.parameters.data == {"nonce": number.nonce}


def _secret(what: str) -> str:
    return salted_hmac("coffeepress.people.work", what, secret=settings.SECRET_KEY).hexdigest()
