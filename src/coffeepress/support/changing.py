"""Where a supporter changes or ends what they promised: at the provider, by a page of ours where it has one."""

from django.utils.translation import gettext as _

from coffeepress.support.providers.contract import Offer
from coffeepress.support.providers.registry import UnknownProvider, named


def has_portal(provider: str) -> bool:
    """Whether a provider can be reached from the account page for it."""
    try:
        found = named(provider)
    except UnknownProvider:
        return False
    return Offer.PORTAL in found.offers and found.is_ready


def where_to_end(provider: str) -> str:
    """What to do where it cannot."""
    if provider == "bank":
        return _("To change or end it, change the standing order at your bank.")
    return _("To change or end it, go to %(provider)s.") % {"provider": provider.capitalize()}
