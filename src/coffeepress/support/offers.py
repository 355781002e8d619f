"""What readers are offered: the price of a coffee, the tiers above it, and how much a one-off may be.

The smallest recurring amount in a currency is the price of a coffee there, by the setting `coffee_price`; so is the
smallest one-off. Tiers below it are not offered. Nothing here trusts what a browser sends: see `chosen`.
"""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from coffeepress.support.events import Interval
from coffeepress.support.models import Tier
from coffeepress.support.money import Money, read_amount

MOST_COFFEES = 3000
"""The largest amount that a form takes, in coffees: about 10,000 EUR. More comes by bank, with a letter."""

COFFEE = "coffee"
OWN = "own"


class NotOfferedAmount(ValueError):
    """An amount or a tier that is not offered."""


@dataclass(frozen=True)
class TierOffer:
    """An amount that can be chosen.

    Attributes:
        key: as a form sends it.
        tier: the newsroom's, None for the coffee itself.
    """

    key: str
    amount: Money
    interval: Interval
    name: str
    purpose: str = ""
    tier: Tier | None = None


def coffee_prices() -> dict[str, Money]:
    """The price of a coffee by currency; the outlet's own currency first."""
    prices = (price.split(maxsplit=1) for price in settings.COFFEEPRESS.coffee_price)
    return {currency: read_amount(amount, currency, decimal=".") for currency, amount in prices}


def coffee_price(currency: str) -> Money:
    """The price of a coffee.

    Raises:
        NotOfferedAmount: the outlet takes no payments in that currency.
    """
    try:
        return coffee_prices()[currency]
    except KeyError:
        raise NotOfferedAmount(currency) from None


def main_currency() -> str:
    """The currency in which the outlet counts."""
    return next(iter(coffee_prices()))


def tier_offers(language: str, currency: str) -> list[TierOffer]:
    """What can be chosen in a currency: a coffee a month, then the newsroom's tiers from small to large."""
    coffee = coffee_price(currency)
    offers = [TierOffer(COFFEE, coffee, Interval.MONTH, _("One coffee a month"))]
    tiers = Tier.objects.filter(is_offered=True, currency=currency, amount_minor__gte=coffee.minor)
    for tier in tiers.prefetch_related("words"):
        words = {each.language: each for each in tier.words.all()}
        said = words.get(language) or next(iter(words.values()), None)
        name, purpose = (said.name, said.purpose) if said else (tier.amount.shown(language), "")
        offers.append(TierOffer(f"tier-{tier.pk}", tier.amount, Interval(tier.interval), name, purpose, tier))
    return offers


def chosen(key: str, *, currency: str, language: str, typed: str = "", interval: str = "") -> TierOffer:
    """What a reader chose, checked.

    Args:
        key: of an offer, or "own" for an amount of one's own.
        typed: that amount.
        interval: of that amount.

    Raises:
        NotOfferedAmount: it is not offered, too small or too large.
        money.NotAnAmount: what was typed is no amount.
    """
    if key != OWN:
        offer = next((offer for offer in tier_offers(language, currency) if offer.key == key), None)
        if offer is None:
            raise NotOfferedAmount(key)
        return offer
    least = coffee_price(currency)
    if interval not in {each.value for each in Interval}:
        raise NotOfferedAmount(interval)
    amount = read_amount(typed, currency)
    if not least <= amount <= least * MOST_COFFEES:
        raise NotOfferedAmount(str(amount))
    return TierOffer(OWN, amount, Interval(interval), _("Support"))
