"""Views of the newsroom for the holders of a right: what each capability's own views stand on."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coffeepress.people.models import User


def account(request: HttpRequest) -> User:
    """Who asks. Wagtail has seen to it that somebody is signed in."""
    assert isinstance(request.user, User)
    return request.user


class ForHolders:
    """Mixed into a view: it is for those who hold one of some rights.

    Attributes:
        rights: such as `corrections.decide_report`.

    Raises:
        PermissionDenied: from `dispatch`, to everybody else.
    """

    rights: ClassVar[tuple[str, ...]]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not any(request.user.has_perm(right) for right in self.rights):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
