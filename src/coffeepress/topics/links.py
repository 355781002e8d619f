"""The links that come with a proposal: web addresses, one a line, a few."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

MOST_LINKS = 5
_check = URLValidator(schemes=["http", "https"])


def links_of(text: str) -> list[str]:
    """The addresses that a text has, one a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def refuse_bad_links(text: str) -> None:
    """Raises:
    ValidationError: a line is no web address, names a user or password, or there are too many.
    """
    links = links_of(text)
    if len(links) > MOST_LINKS:
        raise ValidationError(_("Please give at most %(number)s links.") % {"number": MOST_LINKS})
    for link in links:
        try:
            _check(link)
            is_bare = urlsplit(link).username is None
        except (ValidationError, ValueError):
            is_bare = False
        if not is_bare:
            raise ValidationError(_("“%(link)s” is not a web address.") % {"link": link[:80]})
