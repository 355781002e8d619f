"""The answer to an address that nobody has: the edition's own page, so that readers see the outlet's."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.defaults import page_not_found


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`404.html` of the edition in the address's language; Django's own where nothing is pressed yet."""
    first = request.path_info.split("/", 2)[1]
    folder = first if first in settings.COFFEEPRESS.languages[1:] else "."
    try:
        body = (settings.EDITION_DIR / "current" / folder / "404.html").read_bytes()
    except OSError:
        return page_not_found(request, exception)
    return HttpResponse(body, status=404)
