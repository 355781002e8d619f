"""What becomes of a character's request: let in, asked to sign in, refused, or nothing found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

LET_IN, SIGN_IN, REFUSED, NOT_FOUND = "let in", "asked to sign in", "refused", "not found"

WAGTAILS_REFUSAL = "you do not have permission"


@dataclass(frozen=True)
class Answer:
    """What became of a request, and what it showed."""

    outcome: str
    text: str


def ask(client: Client, path: str) -> Answer:
    """Ask for a page; where only POST will do, send an empty form. Whatever it does is undone."""
    client.raise_request_exception = False
    with transaction.atomic():
        response: Any = client.get(path)
        if response.status_code == 405:
            response = client.post(path)
        transaction.set_rollback(True)
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(_outcome(response), body.decode(errors="replace"))


def _outcome(response: Any) -> str:
    signs_in = (reverse("wagtailadmin_login"), reverse("account_login"))
    if response.headers.get("Location", "").startswith(signs_in):
        return SIGN_IN
    if response.status_code == 403:
        return REFUSED
    if response.status_code == 302 and WAGTAILS_REFUSAL in _told(response.wsgi_request):
        return REFUSED
    return NOT_FOUND if response.status_code == 404 else LET_IN


def _told(request: Any) -> str:
    """The messages of this very request; those of earlier ones wait until a page shows them."""
    return " ".join(str(message) for message in request._messages._queued_messages)
