"""Addresses at providers, where a payment can be looked at. Pure: formed only of numbers of the shape that is known."""

import re

_STRIPE = "https://dashboard.stripe.com/"
_STRIPE_PLACES = {"pi": "payments", "in": "invoices", "sub": "subscriptions", "cus": "customers"}
_STRIPE_ID = re.compile(r"(pi|in|sub|cus)_[A-Za-z0-9]{1,100}", re.ASCII)
_PATREON = "https://www.patreon.com/members"


def dashboard_url(provider: str, *ids: str, is_test: bool = False) -> str:
    """Where to look at the first of these numbers that has a page; "" where none has.

    Args:
        ids: the provider's, of a payment, a pledge, a payer; any of them may be empty or of another shape.
        is_test: whether Stripe's key is one for trying things out.
    """
    if provider == "patreon":
        return _PATREON
    if provider != "stripe":
        return ""
    for each in ids:
        found = _STRIPE_ID.fullmatch(each)
        if found:
            return f"{_STRIPE}{'test/' if is_test else ''}{_STRIPE_PLACES[found[1]]}/{each}"
    return ""
