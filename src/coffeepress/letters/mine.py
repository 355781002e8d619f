"""A reader's own letters, chosen on the account's page: the account's address was proved when it was signed in to."""

from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from coffeepress.letters.kinds import offered
from coffeepress.letters.models import Subscription
from coffeepress.letters.sign_up import subscribe


@dataclass(frozen=True)
class Choice:
    """A letter in a language, and whether the reader gets it."""

    name: str
    title: str
    says: str
    language: str
    is_chosen: bool


def choices_of(email: str) -> list[Choice]:
    """All letters that the outlet offers, with those that an address gets marked."""
    rows = Subscription.objects.filter(
        subscriber__email=email.lower(), subscriber__stopped_at=None, ended_at=None
    )
    running = set(rows.values_list("kind", "language"))
    kinds = offered()
    return [
        Choice(
            name=f"{kind.name}-{code}",
            title=kind.title,
            says=kind.says,
            language=str(translation.get_language_info(code)["name_local"]),
            is_chosen=(kind.name, code) in running,
        )
        for code in settings.COFFEEPRESS.languages
        for kind in kinds
    ]


def choose(email: str, names: set[str]) -> None:
    """Make these letters, and no others, the ones that an address gets."""
    kinds = [kind.name for kind in offered()]
    with transaction.atomic():
        for code in settings.COFFEEPRESS.languages:
            wanted = [kind for kind in kinds if f"{kind}-{code}" in names]
            if wanted:
                subscribe(email, code, wanted)
            rows = Subscription.objects.filter(
                subscriber__email=email.lower(), language=code, kind__in=kinds, ended_at=None
            )
            rows.exclude(kind__in=wanted).update(ended_at=timezone.now())
