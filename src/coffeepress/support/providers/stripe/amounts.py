"""Stripe's amounts and ours. Stripe counts some currencies otherwise than ISO 4217 does, and says so. Pure.

Source: https://docs.stripe.com/currencies (zero-decimal currencies, three-decimal currencies, special cases).
"""

from coffeepress.support.money import Money, exponent

_STRIPE_EXPONENTS = {"ISK": 2, "UGX": 2, "MGA": 0}
"""ISK and UGX are written with two decimals that have to be zero; MGA without the fifths that ISO counts as two."""


class NotChargeable(ValueError):
    """Stripe cannot charge just this amount."""


def to_stripe(amount: Money) -> int:
    """An amount as Stripe is told it.

    Raises:
        NotChargeable: it is not a multiple of what Stripe can charge in this currency.
    """
    usual = exponent(amount.currency)
    theirs = _STRIPE_EXPONENTS.get(amount.currency, usual)
    if usual == 3 and amount.minor % 10:
        raise NotChargeable(str(amount))
    if theirs >= usual:
        return amount.minor * 10 ** (theirs - usual)
    if amount.minor % 10 ** (usual - theirs):
        raise NotChargeable(str(amount))
    return amount.minor // 10 ** (usual - theirs)


def from_stripe(minor: int, currency: str) -> Money:
    """An amount as Stripe tells it.

    Raises:
        UnknownCurrency: it is none of ISO 4217.
        ValueError: it has decimals that the currency has not.
    """
    currency = currency.upper()
    usual = exponent(currency)
    theirs = _STRIPE_EXPONENTS.get(currency, usual)
    if theirs <= usual:
        return Money(minor * 10 ** (usual - theirs), currency)
    whole, rest = divmod(minor, 10 ** (theirs - usual))
    if rest:
        raise ValueError(f"{minor} {currency} has decimals that the currency has not")
    return Money(whole, currency)
