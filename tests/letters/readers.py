"""What readers do with letters, in tests."""

from __future__ import annotations

import time
from typing import Any
from urllib.parse import urlencode

from django.test import Client

from coffeepress.people.form_numbers import FormNumber, new_number

FORM = "application/x-www-form-urlencoded"
SUBSCRIBE = "/letters/subscribe/"


def number(*, seconds_ago: float = 60) -> FormNumber:
    """The number of a form that was opened a while ago."""
    return FormNumber(new_number().nonce, time.time() - seconds_ago)


def ask(client: Client, *, of: FormNumber | None = None, address: str = "203.0.113.7", **fields: Any) -> Any:
    """Send the form for letters as a browser does."""
    token = (of or number()).signed
    fields = {"token": token, "email": "anna@example.org", "letters": ["daily"], "language": "en", **fields}
    body = urlencode({name: value for name, value in fields.items() if value is not None}, doseq=True)
    return client.post(SUBSCRIBE, body, content_type=FORM, REMOTE_ADDR=address)
