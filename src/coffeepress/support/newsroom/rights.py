"""Who sees who supports the outlet, and who books payments by hand. Nobody else learns of either."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coffeepress.people.models import User

SEE = "support.see_supporter"
BOOK = "support.book_payment"


def sees_supporters(user: Any) -> bool:
    return bool(user.has_perm(SEE))


def books_payments(user: Any) -> bool:
    return bool(user.has_perm(BOOK))


def account(request: HttpRequest) -> User:
    """Who asks. Wagtail has seen to it that somebody is signed in."""
    assert isinstance(request.user, User)
    return request.user


class ForSeers:
    """A view for those who may see who supports the outlet.

    Raises:
        PermissionDenied: from `dispatch`, to everybody else.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_supporters(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class ForBookers:
    """A view for those who may book payments by hand.

    Raises:
        PermissionDenied: from `dispatch`, to everybody else.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not books_payments(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
