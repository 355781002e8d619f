"""The letters that an outlet offers, as readers choose among them."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from coffeepress.letters.models import Kind


@dataclass(frozen=True)
class Offered:
    """A letter that can be subscribed to, in the language that is active."""

    name: str
    title: str
    says: str


def offered_names() -> list[str]:
    """The names of the letters that the outlet offers, in the site's order."""
    return [name for name in settings.COFFEEPRESS.letters if name in Kind.values]


def offered() -> list[Offered]:
    """The letters that the outlet offers."""
    says = {
        Kind.DAILY: _("every day what was published"),
        Kind.WEEKLY: _("once a week what was published"),
        Kind.BREAKING: _("only when something important happens"),
    }
    return [Offered(name, str(Kind(name).label), says[Kind(name)]) for name in offered_names()]
