"""Bank transfers: the reader gets a reference to write on the transfer, and statements are brought in by an editor.

See `statements/`. Nothing is asked of the bank, and nothing is believed before the money is on the account.
"""

from django.conf import settings
from django.core import signing

from coffeepress.support.providers.contract import Checkout, Offer, Provider

_SALT = "coffeepress.support.transfer"


class Bank(Provider):
    """Transfers and standing orders to the outlet's account."""

    name = "bank"
    offers = frozenset({Offer.START})
    tells_address = False

    def is_wanted(self) -> bool:
        return bool(settings.COFFEEPRESS.bank_iban)

    def problems(self) -> list[str]:
        if settings.COFFEEPRESS.bank_holder:
            return []
        return ["bank_holder is not set: nobody can make a transfer without the account holder's name."]

    def start(self, checkout: Checkout) -> str:
        return f"{settings.COFFEEPRESS.base_url}/support/transfer/{page_token(checkout.reference)}/"


def page_token(reference: str) -> str:
    """What a pledge's page is addressed by, so that nobody finds others' by counting."""
    return signing.Signer(salt=_SALT).sign(reference)


def reference_on_page(token: str) -> str:
    """The pledge of a page.

    Raises:
        signing.BadSignature: the address is not ours.
    """
    return signing.Signer(salt=_SALT).unsign(token)
