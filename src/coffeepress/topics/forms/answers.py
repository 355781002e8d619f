"""What the forms of topics have in common: pages in the outlet's dress, and refusals in plain words."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from coffeepress.articles.paths import account_path, support_path
from coffeepress.articles.showing import answers
from coffeepress.support.forms.answers import language_of, reader_of, see_other
from coffeepress.topics.paths import receipt_path, topics_path

__all__ = ["Refusal", "SignIn", "own_language", "page", "reader_of", "refused", "see_other", "sign_in_url"]


@dataclass
class Refusal(Exception):
    """Why something is not done, as it is said to the reader.

    Attributes:
        status: the answer's HTTP status.
        words: what is said.
        links: where the reader can go from here: addresses and their words, the likeliest first.
    """

    status: int
    words: str
    links: tuple[tuple[str, str], ...] = ()
    retry_after_seconds: int | None = None


class SignIn(Refusal):
    """A stranger asks for what needs an account."""

    def __init__(self, words: str, *, back: str, language: str) -> None:
        super().__init__(403, words, ((sign_in_url(back, language), _("Sign in")),))


def own_language(request: HttpRequest) -> str:
    """The language to answer in: the one asked for, else the reader's own, else the outlet's first."""
    reader = reader_of(request)
    return language_of(request, reader.language if reader else "")


def sign_in_url(back: str, language: str) -> str:
    """Where a stranger signs in, and comes back from."""
    return f"{reverse('account_login')}?{urlencode({'next': back, 'language': language})}"


def page(
    request: HttpRequest,
    template: str,
    context: dict[str, Any],
    *,
    language: str,
    title: str,
    status: int = 200,
) -> HttpResponse:
    """A page of topics, for one reader."""
    shared = {
        "title": title,
        "topics_url": topics_path(language),
        "receipt_url": receipt_path(language),
        "support_url": support_path(language),
        "account_url": f"{account_path(language)}#topics",
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
    request: HttpRequest, refusal: Refusal, *, language: str, title: str, **context: Any
) -> HttpResponse:
    """The page that says why not."""
    context = {"words": refusal.words, "links": refusal.links, **context}
    response = page(request, "refused", context, language=language, title=title, status=refusal.status)
    if refusal.retry_after_seconds is not None:
        response["Retry-After"] = str(refusal.retry_after_seconds)
    return response
