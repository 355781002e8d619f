"""Who decides about topics, and who plans rounds and sees their results."""

from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coffeepress.people.models import User

DECIDE = "topics.decide_topic"
PLAN = "topics.plan_round"


def may_decide(user: Any) -> bool:
    return bool(user.has_perm(DECIDE))


def may_plan(user: Any) -> bool:
    return bool(user.has_perm(PLAN))


def account(request: HttpRequest) -> User:
    """Who asks. Wagtail has seen to it that somebody is signed in."""
    assert isinstance(request.user, User)
    return request.user


class _ForHolders:
    """A view for those who have a right.

    Raises:
        PermissionDenied: from `dispatch`, to everybody else.
    """

    right: ClassVar[str]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.right):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


class ForDeciders(_ForHolders):
    """A view for those who decide about topics."""

    right = DECIDE


class ForPlanners(_ForHolders):
    """A view for those who plan rounds."""

    right = PLAN
