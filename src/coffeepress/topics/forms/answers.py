"""What the forms of topics have in common: pages in the outlet's dress, and the way to sign in and back."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from coffeepress.articles.paths import support_path
from coffeepress.articles.showing import answers
from coffeepress.topics.paths import propose_path, receipt_path, topics_path, vote_path


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    language: str,
    title: str,
    status: int = 200,
) -> HttpResponse:
    """A page about topics, for one reader."""
    shared = {
        "title": title,
        "topics_url": topics_path(language),
        "vote_url": vote_path(language),
        "propose_url": propose_path(language),
        "receipt_url": receipt_path(language),
        "support_url": support_path(language),
    }
    return answers.page(
        f"topics/{template}.html",
        {**shared, **context},
        language=language,
        title=title,
        status=status,
        request=request,
    )


def refused(
    request: HttpRequest,
    words: str,
    *,
    language: str,
    title: str,
    status: int = 403,
    can_sign_in: bool = False,
    can_support: bool = False,
) -> HttpResponse:
    """A page that says in plain words why not, and what can be done."""
    back = {"next": request.path, "language": language}
    sign_in_url = f"{reverse('account_login')}?{urlencode(back)}" if can_sign_in else ""
    context = {"words": words, "sign_in_url": sign_in_url, "can_support": can_support}
    return page(request, "refused", context, language=language, title=title, status=status)


def only_signed_in(request: HttpRequest, *, language: str, title: str) -> HttpResponse:
    """What a stranger is told."""
    words = _("For this you need to be signed in. Please sign in first; you come back here.")
    return refused(request, words, language=language, title=title, can_sign_in=True)
