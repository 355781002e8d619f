"""Ties support that came from elsewhere to an account, once the person behind its address has said that it is theirs.

A provider's word for an address is no proof: whoever types another's address at a checkout must not get into that
person's account, nor that person into theirs. So the address gets a mail with a link, and whoever has the link and is
signed in may claim. Following the link changes nothing; that takes a form.
"""

from django.conf import settings
from django.core import signing
from django.db import transaction

from coffeepress.people.models import User
from coffeepress.support.book import bring_up_to_date
from coffeepress.support.models import Pledge, Supporter
from coffeepress.support.supporters import supporter_of

_SALT = "coffeepress.support.claim"
KEPT_SECONDS = 30 * 24 * 60 * 60


class CannotClaim(Exception):
    """The link is not ours, is too old, or what it leads to is somebody's already."""


def claim_token(pledge: Pledge) -> str:
    """What proves that a mail to a pledge's address was read."""
    assert pledge.supporter is not None
    return signing.dumps([pledge.reference, pledge.supporter.email], salt=_SALT)


def claim_url(pledge: Pledge) -> str:
    """The link in the mail."""
    return f"{settings.COFFEEPRESS.base_url}/support/claim/{claim_token(pledge)}/"


def claimable(token: str) -> Pledge:
    """What a link leads to. Changes nothing.

    Raises:
        CannotClaim.
    """
    try:
        reference, email = signing.loads(token, salt=_SALT, max_age=KEPT_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        raise CannotClaim from None
    pledge = Pledge.objects.select_related("supporter").filter(reference=reference).first()
    if (
        pledge is None
        or pledge.supporter is None
        or pledge.supporter.user_id
        or pledge.supporter.email != email
    ):
        raise CannotClaim
    return pledge


def claim(token: str, user: User) -> Supporter:
    """Make all pledges of the link's address those of an account.

    Raises:
        CannotClaim.
    """
    with transaction.atomic():
        former = claimable(token).supporter
        assert former is not None
        Supporter.objects.select_for_update().filter(pk=former.pk).first()
        supporter = supporter_of(user, former.language)
        former.pledges.update(supporter=supporter)
        former.delete()
        bring_up_to_date(supporter.pk)
        supporter.refresh_from_db()
    return supporter
