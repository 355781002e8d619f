"""Who somebody is to the outlet: finding a supporter, and asking whether somebody is one now."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from coffeepress.people.models import User
from coffeepress.support.models import Pledge, Supporter
from coffeepress.support.providers.registry import UnknownProvider, named


def supporter_of(user: User, language: str) -> Supporter:
    """The supporter of an account, made where there is none."""
    found, _is_new = Supporter.objects.get_or_create(user=user, defaults={"language": language})
    return found


def supporter_with_address(email: str, language: str) -> Supporter:
    """The supporter without an account who has that address, made where there is none. It gives nobody any rights."""
    with transaction.atomic():
        found, _is_new = Supporter.objects.get_or_create(
            user=None, email=email.strip().lower(), defaults={"language": language}
        )
    return found


def is_supporter(user: User | None, *, at: datetime | None = None) -> bool:
    """Whether an account belongs to somebody who supports the outlet now."""
    if user is None or not user.is_authenticated:
        return False
    return Supporter.objects.filter(user=user, counts_until__gt=at or timezone.now()).exists()


def count_supporters(*, at: datetime | None = None) -> int:
    """How many people support the outlet now. A payment of which nobody knows whose it is counts as one person's."""
    paid = Pledge.objects.filter(in_earnest(), counts_until__gt=at or timezone.now())
    counted = paid.aggregate(
        known=Count("supporter", distinct=True), unknown=Count("pk", filter=Q(supporter=None))
    )
    return int(counted["known"] + counted["unknown"])


def in_earnest() -> Q:
    """What is counted in public: all but practice, which counts only where it is on, on this very machine."""
    try:
        is_on = named("practice").is_ready
    except UnknownProvider:
        is_on = False
    return Q() if is_on else ~Q(provider="practice")


def address_of(supporter: Supporter | None) -> str:
    """Where mail to a supporter goes; "" where there is no address."""
    if supporter is None:
        return ""
    return supporter.user.email if supporter.user_id and supporter.user else supporter.email


def language_of(supporter: Supporter) -> str:
    """The language to write to a supporter in: the account's, where there is one, else that of the first pledge."""
    if supporter.user_id and supporter.user and supporter.user.language in settings.COFFEEPRESS.languages:
        return str(supporter.user.language)
    return supporter.language
