"""How often somebody may try: counted by allauth, in a table that all processes share (`config/cache.py`).

Nothing is counted under a person's or a computer's address, only under keyed digests of them.
"""

from ipaddress import IPv6Address, ip_address, ip_network

from allauth.core import ratelimit
from django.http import HttpRequest
from django.utils.crypto import salted_hmac


class TooOften(Exception):
    """It was tried too often; some minutes later it may be tried again."""


def refuse_too_many(request: HttpRequest, action: str, *, address: str = "") -> None:
    """Count an attempt.

    Args:
        action: a name in the setting `ACCOUNT_RATE_LIMITS`.
        address: the e-mail address that is tried, where the action counts by it.

    Raises:
        TooOften: there were as many as are allowed.
    """
    if not ratelimit.consume(request, action=action, key=digest(address) if address else None):
        raise TooOften


def forgive(request: HttpRequest, action: str, *, address: str) -> None:
    """Forget the attempts, for one has succeeded."""
    ratelimit.clear(request, action=action, key=digest(address))


def digest(text: str) -> str:
    """What stands for an e-mail address (or another secret) where it must not be kept in the clear."""
    return salted_hmac("coffeepress.people.limits", text.strip().lower(), algorithm="sha256").hexdigest()


def subscriber(address: str) -> str:
    """What stands for whoever is at a computer's address: IPv6 by its /64, which is one subscriber's."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return digest("nowhere")  # a socket without addresses: all who come that way are one
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return digest(str(parsed.ipv4_mapped))
        return digest(str(ip_network((parsed, 64), strict=False).network_address))
    return digest(str(parsed))
