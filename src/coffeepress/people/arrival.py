"""Which posts are looked at: those of readers of this site, of a size that a person types.

The form carries no CSRF token, for it stands in pages that are pressed once for all. Nothing is done in anybody's
name, cookies are ignored, and what another site's page sends is refused by what the browser says of it.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

LARGEST_BYTES = 192 * 1024
"""All fields at their longest, in a script that takes three bytes a letter, each written as `%XX`."""

_FORM = "application/x-www-form-urlencoded"


class Refused(Exception):
    """A post that is not looked at.

    Attributes:
        status: the answer's HTTP status.
        words: what is said to the sender.
    """

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


def refuse_others(request: HttpRequest) -> None:
    """Refuse what does not come from a form of ours. Reads nothing of the body.

    Raises:
        Refused: another site's page sent it, it is no form, or it is too large.
    """
    if not _is_ours(request):
        raise Refused(403, _("This was sent from another site. Please use the form on ours."))
    if request.content_type != _FORM:
        raise Refused(415, _("This is not how our form sends it. Please use the form."))
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > LARGEST_BYTES:
        raise Refused(413, _("This is too long for us to read. Please shorten it."))


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    if origin is None:
        return True  # an old browser, or no browser at all: the other guards are for those
    return urlsplit(origin).netloc in {request.get_host(), settings.COFFEEPRESS.address.netloc}
