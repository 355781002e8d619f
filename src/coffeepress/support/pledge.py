"""Begins a pledge: what the reader chose is checked and stored, then the provider is asked, then the reader is sent.

A form has a number (`nonce`): sent twice, it begins one pledge and leads to the same checkout. The addresses to which a
provider sends readers back are the site's own and fixed.
"""

from dataclasses import dataclass

from django.conf import settings
from django.db import IntegrityError, transaction

from coffeepress.articles.paths import support_path
from coffeepress.articles.showing.outlet import absolute
from coffeepress.people.models import User
from coffeepress.support.book import new_pledge
from coffeepress.support.limits import refuse_too_many
from coffeepress.support.models import Pledge, Supporter
from coffeepress.support.offers import TierOffer, chosen
from coffeepress.support.providers.contract import Checkout, NotOffered, Offer, Provider
from coffeepress.support.providers.registry import UnknownProvider, named, registered
from coffeepress.support.supporters import supporter_of, supporter_with_address


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a reader chose, as the form sent it. Nothing of it is believed."""

    offer: str
    currency: str
    provider: str
    language: str
    email: str = ""
    typed: str = ""
    interval: str = ""


def providers_to_begin_with() -> list[Provider]:
    """The providers with which a reader can begin now."""
    return [each for each in registered() if Offer.START in each.offers and each.is_ready]


def begin(wish: Wish, *, nonce: str, sender: str, user: User | None = None) -> tuple[Pledge, str]:
    """Begin a pledge.

    Args:
        nonce: the form's number.
        sender: who sends it (`people.limits.subscriber`).
        user: the account that is signed in.

    Returns:
        The pledge, and the address to which the reader is to be sent.

    Raises:
        NotOffered: the provider cannot be used, or not for this.
        NotOfferedAmount, NotAnAmount: the amount is not offered.
        TooMany: the sender or the reader has begun too many.
        Unavailable: the provider does not answer; the same form can be sent again.
    """
    provider = _provider(wish.provider)
    offer = chosen(
        wish.offer, currency=wish.currency, language=wish.language, typed=wish.typed, interval=wish.interval
    )
    if offer.interval not in provider.intervals or not provider.takes(offer.amount):
        raise NotOffered(provider.name)
    pledge = _stored(wish, offer, nonce=nonce, sender=sender, user=user)
    return pledge, provider.start(_checkout(pledge, offer, wish, user))


def portal(pledge: Pledge, *, language: str) -> str:
    """Where a supporter changes and ends a pledge.

    Raises:
        NotOffered: its provider has no such place, or there is nothing to change.
        Unavailable: the provider does not answer.
    """
    provider = named(pledge.provider)
    if Offer.PORTAL not in provider.offers or not provider.is_ready or not pledge.remote_customer:
        raise NotOffered(pledge.provider)
    return provider.portal(
        reference=pledge.reference,
        remote_customer=pledge.remote_customer,
        back_url=back_url(language),
        language=language,
    )


def thanks_url(language: str) -> str:
    """Where a reader lands who has paid."""
    address = f"{settings.COFFEEPRESS.base_url}/support/thanks/"
    return address if language == settings.COFFEEPRESS.languages[0] else f"{address}?language={language}"


def back_url(language: str) -> str:
    """Where a reader lands who has not."""
    return absolute(support_path(language))


def _provider(name: str) -> Provider:
    try:
        provider = named(name)
    except UnknownProvider:
        raise NotOffered(name) from None
    if Offer.START not in provider.offers or not provider.is_ready:
        raise NotOffered(name)
    return provider


def _stored(wish: Wish, offer: TierOffer, *, nonce: str, sender: str, user: User | None) -> Pledge:
    """The pledge, committed before the provider hears of it: what the provider tells then always finds it."""
    with transaction.atomic():
        begun = Pledge.objects.filter(nonce=nonce).first()
        if begun:
            return _same(begun, offer, wish)
        supporter: Supporter | None = supporter_of(user, wish.language) if user else None
        refuse_too_many(sender, supporter)
        if supporter is None and wish.email and not named(wish.provider).tells_address:
            supporter = supporter_with_address(wish.email, wish.language)
        try:
            with transaction.atomic():
                return new_pledge(
                    provider=wish.provider,
                    supporter=supporter,
                    tier=offer.tier,
                    language=wish.language,
                    chosen_minor=offer.amount.minor,
                    chosen_currency=offer.amount.currency,
                    chosen_interval=offer.interval.value,
                    nonce=nonce,
                    sender=sender,
                )
        except IntegrityError:  # the same form at the same moment
            return _same(Pledge.objects.get(nonce=nonce), offer, wish)


def _same(begun: Pledge, offer: TierOffer, wish: Wish) -> Pledge:
    """A form's number stands for one choice; with another one, somebody plays with it."""
    if (begun.provider, begun.chosen, begun.chosen_interval) != (
        wish.provider,
        offer.amount,
        offer.interval.value,
    ):
        raise NotOffered(wish.provider)
    return begun


def _checkout(pledge: Pledge, offer: TierOffer, wish: Wish, user: User | None) -> Checkout:
    return Checkout(
        reference=pledge.reference,
        amount=offer.amount,
        interval=offer.interval,
        title=offer.name,
        language=wish.language,
        email=user.email if user else wish.email,
        thanks_url=thanks_url(wish.language),
        back_url=back_url(wish.language),
    )
