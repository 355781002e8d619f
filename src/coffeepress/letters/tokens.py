"""Signed addresses for unsubscribing. They do not expire, and nothing is stored for them."""

from dataclasses import dataclass

from django.core import signing
from django.urls import reverse

from coffeepress.articles.showing.outlet import absolute

_SALT = "coffeepress.letters.leave"
_LONGEST = 200


class NotOurs(ValueError):
    """An address that we did not sign."""


@dataclass(frozen=True)
class Leaving:
    """Which subscriber follows the address, and from which letter."""

    subscriber_id: int
    letter_id: int


def leave_url(subscriber_id: int, letter_id: int) -> str:
    """The full address at which a subscriber stops getting letters of this one's kind."""
    signed = signing.Signer(salt=_SALT).sign(f"{subscriber_id}.{letter_id}")
    return absolute(reverse("letters:leave", args=[signed]))


def read_token(token: str) -> Leaving:
    """Who comes, and from where.

    Raises:
        NotOurs: we did not sign it.
    """
    if len(token) > _LONGEST:
        raise NotOurs
    try:
        subscriber, _dot, letter = signing.Signer(salt=_SALT).unsign(token).partition(".")
    except signing.BadSignature:
        raise NotOurs from None
    return Leaving(int(subscriber), int(letter))
