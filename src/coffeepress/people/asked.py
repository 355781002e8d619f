"""The cookie of a browser that has asked for a code: for what address, and where its reader wanted to go.

So the server keeps no address of anybody who has not confirmed one. Signed, of the account pages only, and short-lived.
"""

from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from coffeepress.people.codes import LIFETIME

NAME = "coffeepress_asked"
_PATH = "/account/"
_SALT = "coffeepress.people.asked"


@dataclass(frozen=True)
class Kept:
    """What the browser keeps until the code is confirmed."""

    handle: str
    address: str
    next: str
    language: str


def keep(response: HttpResponse, kept: Kept) -> None:
    """Have the browser keep what it asked for."""
    options: Any = {"path": _PATH, "secure": settings.COFFEEPRESS.https, "httponly": True, "samesite": "Lax"}
    seconds = int(LIFETIME.total_seconds())
    response.set_cookie(NAME, signing.dumps(asdict(kept), salt=_SALT), max_age=seconds, **options)


def kept_by(request: HttpRequest) -> Kept | None:
    """What the browser keeps; nothing if it has asked for no code, or too long ago."""
    try:
        return Kept(**signing.loads(request.COOKIES.get(NAME, ""), salt=_SALT, max_age=LIFETIME))
    except (signing.BadSignature, TypeError):
        return None


def language(request: HttpRequest) -> str:
    """The language in which the code was asked for, or ""."""
    kept = kept_by(request) if NAME in request.COOKIES else None
    return kept.language if kept else ""


def drop(response: HttpResponse) -> None:
    """Have the browser forget it."""
    response.delete_cookie(NAME, path=_PATH, samesite="Lax")
