"""What a reader does to sign in, over Django's test client."""

from __future__ import annotations

import re
from typing import Any

from django.core import mail
from django.test import Client

from tests.people.mailbox import code_in, link_in

ADDRESS = "reader@example.org"


def ask(client: Client, address: str = ADDRESS, **fields: str) -> Any:
    """Ask for a code."""
    return client.post("/account/sign-in/", {"email": address, **fields})


def handle_in(html: str) -> str:
    """The number of the request for a code, from the page on which the code is typed."""
    found = re.search(r'name="handle" value="([^"]+)"', html)
    assert found, html
    return found[1]


def handle(client: Client) -> str:
    """The number of the request for a code that this browser has made last."""
    return handle_in(client.get("/account/code/").content.decode())


def sent_code() -> str:
    """The code in the last mail."""
    return code_in(str(mail.outbox[-1].body))


def sent_link() -> str:
    """The link in the last mail."""
    return link_in(str(mail.outbox[-1].body))


def confirm(client: Client, code: str | None = None, **fields: str) -> Any:
    """Type the code of the last mail, or another one."""
    fields = {"handle": fields.pop("handle", "") or handle(client), "code": code or sent_code(), **fields}
    return client.post("/account/code/", fields)


def sign_in(client: Client, address: str = ADDRESS, **fields: str) -> Any:
    """All of it."""
    ask(client, address, **fields)
    return confirm(client)


def is_signed_in(client: Client) -> bool:
    """Whether this browser is signed in."""
    return bool(client.get("/account/").status_code == 200)
