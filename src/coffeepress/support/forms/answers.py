"""What the forms of support have in common: their language, and pages in the outlet's dress."""

from typing import Any

from django.conf import settings
from django.contrib.messages import get_messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from coffeepress.articles.paths import support_path
from coffeepress.articles.showing import answers
from coffeepress.people.models import User


def language_of(request: HttpRequest, *others: str) -> str:
    """The language to answer in: the one asked for, else one of the others, else the outlet's first."""
    asked_for = (request.POST.get("language", ""), request.GET.get("language", ""), *others)
    languages: list[str] = settings.COFFEEPRESS.languages
    return next((code for code in asked_for if code in languages), languages[0])


def reader_of(request: HttpRequest) -> User | None:
    """The account that is signed in, if one is."""
    return request.user if isinstance(request.user, User) else None


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    language: str,
    title: str,
    status: int = 200,
) -> HttpResponse:
    """A page of support, for one reader."""
    shared = {
        "title": title,
        "support_url": support_path(language),
        "is_signed_in": reader_of(request) is not None,
        "messages": get_messages(request),
    }
    return answers.page(
        f"support/{template}.html",
        {**shared, **context},
        language=language,
        title=title,
        status=status,
        request=request,
    )


def see_other(url: str) -> HttpResponse:
    """On to a page of ours, which the browser fetches anew."""
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return answers.private(response)


def onward(request: HttpRequest, url: str, *, language: str) -> HttpResponse:
    """To a page of ours at once. To a provider's by a page of ours: a form here may be sent to this site only."""
    if url.startswith(f"{settings.COFFEEPRESS.base_url}/"):
        return see_other(url)
    title = _("You are being taken to the payment")
    return page(request, "onward", {"url": url}, language=language, title=title)
