"""What readers do, in tests: fill in a form and send it, from an address of their own."""

from __future__ import annotations

import time
from typing import Any

from django.test import Client

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections.anchoring import to_utf16
from coffeepress.corrections.limits import sender_of
from coffeepress.corrections.models import Report
from coffeepress.corrections.submit import Given, submit
from coffeepress.people.form_numbers import FormNumber, new_number

HOME = "203.0.113.7"
REPORT, TOKEN, WRITE = "/corrections/report/", "/corrections/token/", "/corrections/write/"


def number(*, seconds_ago: float = 60) -> FormNumber:
    """The number of a form that was opened a while ago."""
    return FormNumber(new_number().nonce, time.time() - seconds_ago)


def selected(article: Article, exact: str, *, text: str | None = None) -> dict[str, Any]:
    """The fields that the page's script fills in for a passage of the article's text."""
    text = text if text is not None else said(article).text
    at = text.index(exact)
    return {
        "article": str(article.pk),
        "exact": exact,
        "start": str(to_utf16(text, at)),
        "end": str(to_utf16(text, at + len(exact))),
        "digest": said(article).digest,
        "revision": str(article.live_revision_id),
    }


def send(
    client: Client, *, of: FormNumber | None = None, address: str = HOME, json: bool = False, **fields: Any
) -> Any:
    """Send the form as a browser does; with `json` as the page's script does."""
    fields = {"token": (of or number()).signed, "wrong": "It is not so.", **fields}
    body = {name: value for name, value in fields.items() if value is not None}
    headers = {"Accept": "application/json"} if json else {}
    return client.post(
        REPORT,
        _encoded(body),
        content_type="application/x-www-form-urlencoded",
        headers=headers,
        REMOTE_ADDR=address,
    )


def take(article: Article | None, *, address: str = HOME, nonce: str = "", **fields: Any) -> Report:
    """A report that is taken without a browser."""
    fields.setdefault("wrong", "It is not so.")
    fields.setdefault("language", article.locale.language_code if article else "en")
    given = Given(article_id=article.pk if article else None, **fields)
    return submit(given, nonce=nonce or new_number().nonce, sender=sender_of(address))


def _encoded(fields: dict[str, Any]) -> str:
    from urllib.parse import urlencode

    return urlencode(fields)
