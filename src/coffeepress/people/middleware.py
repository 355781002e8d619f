"""Around the account pages: kept by nobody, in the reader's language, with the hint cookie; and the newsroom's door."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse
from django.urls import reverse
from django.utils import translation

from coffeepress.people import asked, devices, hint
from coffeepress.people.second_factor import is_wanted

GetResponse = Callable[[HttpRequest], HttpResponse]

ACCOUNT_PATH = "/account/"
_DOOR_NAMES = (
    "wagtailadmin_login",
    "wagtailadmin_logout",
    "wagtailadmin_javascript_catalog",
    "wagtailadmin_sprite",
)


class AccountPages:
    """What all account pages have in common."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(ACCOUNT_PATH):
            return self._outside(request)
        with translation.override(language_of(request)):
            request.LANGUAGE_CODE = translation.get_language() or ""
            response = self.get_response(request)
            if isinstance(response, SimpleTemplateResponse):
                response.render()  # while the language is active; done already, it is not done again
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        _note_reader(request, response)
        return response

    def _outside(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path_info.startswith(f"/{settings.COFFEEPRESS.newsroom_path}/"):
            _note_reader(request, response)
        return response


class SecondFactor:
    """The newsroom's door: closed to who still has to show a second factor."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        newsroom = f"/{settings.COFFEEPRESS.newsroom_path}/"
        self.behind = (newsroom, "/documents/", settings.MEDIA_URL)
        self.door = tuple(reverse(name) for name in _DOOR_NAMES)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        path = request.path_info
        if path.startswith(self.behind) and not path.startswith(self.door) and is_wanted(request):
            asked_for = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
            return redirect(f"{reverse('account_second_factor')}?{urlencode({'next': asked_for})}")
        return self.get_response(request)


def language_of(request: HttpRequest) -> str:
    """The language of an account page: the account's own, else what the reader came from."""
    user: Any = request.user
    said = (
        getattr(user, "language", "") if user.is_authenticated else "",
        request.POST.get("language", "") if request.method == "POST" else "",
        request.GET.get("language", ""),
        asked.language(request),
    )
    known = settings.COFFEEPRESS.languages
    return next((code for code in said if code in known), known[0])


def _note_reader(request: HttpRequest, response: HttpResponse) -> None:
    user: Any = request.user
    if not user.is_authenticated:
        if hint.NAME in request.COOKIES:
            hint.leave(request, response, "")
        return
    devices.note(request, user)
    # What kind of reader it is may cost a query: asked on the account's own pages, and where the cookie is missing.
    if request.path_info.startswith(ACCOUNT_PATH) or hint.NAME not in request.COOKIES:
        hint.leave(request, response, hint.word_for(user))
