"""Who may see and change an account: its owner; and where an open browser is not enough, who has just signed in."""

from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from coffeepress.people.devices import SIGNED_IN_AT
from coffeepress.people.models import User

FRESH = timedelta(minutes=20)

View = Callable[..., HttpResponseBase]


def reader(request: HttpRequest) -> User:
    """Whose account page it is. Asked only where somebody is signed in."""
    assert isinstance(request.user, User)
    return request.user


def is_fresh(request: HttpRequest) -> bool:
    """Whether whoever sits there has signed in within the last minutes."""
    signed_in_at = request.session.get(SIGNED_IN_AT, 0.0)
    return bool(timezone.now().timestamp() - signed_in_at < FRESH.total_seconds())


def reader_required(view: View) -> View:
    """Let in whoever is signed in; the others are asked to, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return view(request, *args, **kwargs)
        return redirect(_with_next("account_login", request))

    return guarded


def fresh_required(view: View) -> View:
    """Let in whoever has just signed in; the others are asked to do it again, and come back."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if is_fresh(request):
            return view(request, *args, **kwargs)
        return redirect(_with_next("account_again", request))

    return reader_required(guarded)


def _with_next(name: str, request: HttpRequest) -> str:
    kept = {"next": request.path if request.method == "GET" else reverse("account_home")}
    if language := request.GET.get("language"):
        kept["language"] = language
    return f"{reverse(name)}?{urlencode(kept)}"
