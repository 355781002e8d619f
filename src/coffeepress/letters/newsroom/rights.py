"""Who writes and sends letters, and who sees subscribers' addresses."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coffeepress.people.models import User

SEND = "letters.send_letter"
SEE = "letters.see_subscribers"


def may_send(user: Any) -> bool:
    return bool(user.has_perm(SEND))


def sees_subscribers(user: Any) -> bool:
    return bool(user.has_perm(SEE))


def account(request: HttpRequest) -> User:
    """Who asks. Wagtail has seen to it that somebody is signed in."""
    assert isinstance(request.user, User)
    return request.user


class ForSenders:
    """A view for those who may write and send letters.

    Raises:
        PermissionDenied: from `dispatch`, to everybody else.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_send(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class ForAddresses:
    """A view for those who may see subscribers' addresses.

    Raises:
        PermissionDenied: from `dispatch`, to everybody else.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_subscribers(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        response["Cache-Control"] = "no-store"
        return response
