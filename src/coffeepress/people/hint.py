"""The hint cookie: what kind of reader sits before a page that is the same for all. It carries no identity.

Its value is one word. An app that knows more than "reader" registers who says so; the first word given counts.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from coffeepress.people.models import User

NAME = "coffeepress_hint"
READER = "reader"

Asker = Callable[[User], str]
"""Given an account, a word of small letters, or "" where there is nothing to add."""

_askers: list[Asker] = []


def register(asker: Asker) -> None:
    """Say more of some readers: `register(lambda user: "supporter" if … else "")`."""
    if asker not in _askers:
        _askers.append(asker)


def word_for(user: User) -> str:
    """The hint for an account."""
    return next(filter(None, (asker(user) for asker in _askers)), READER)


def leave(request: HttpRequest, response: HttpResponse, word: str) -> None:
    """Set the hint, or take it away where the word is "". Nothing is sent where it is right already."""
    if request.COOKIES.get(NAME, "") == word:
        return
    if not word:
        response.delete_cookie(NAME, samesite="Lax")
        return
    response.set_cookie(
        NAME, word, max_age=settings.SESSION_COOKIE_AGE, secure=settings.COFFEEPRESS.https, samesite="Lax"
    )
