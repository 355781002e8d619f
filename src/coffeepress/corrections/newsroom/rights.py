"""Who sees readers' reports and decides on them, and who sees the readers' names and addresses."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from coffeepress.people.models import User

DECIDE = "corrections.decide_report"
SEE_REPORTER = "corrections.see_reporter"


def may_decide(user: Any) -> bool:
    return bool(user.has_perm(DECIDE))


def sees_reporter(user: Any) -> bool:
    return bool(user.has_perm(SEE_REPORTER))


def may_change(user: Any, article: Any) -> bool:
    """Whether Wagtail lets an account change the article; a decision that changes it needs that as well."""
    return article is not None and bool(article.permissions_for_user(user).can_edit())


def account(request: HttpRequest) -> User:
    """Who asks. Wagtail has seen to it that somebody is signed in."""
    assert isinstance(request.user, User)
    return request.user


class ForDeciders:
    """A view for those who may decide on reports.

    Raises:
        PermissionDenied: from `dispatch`, to everybody else.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_decide(request.user):
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response
