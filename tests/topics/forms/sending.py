"""How tests of forms send and read them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from lxml import html

if TYPE_CHECKING:
    from django.test import Client

    from coffeepress.people.models import User


def client_of(user: User) -> Client:
    """A browser in which somebody is signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    return client


def send(client: Client, path: str, form: dict[str, Any], **options: Any) -> Any:
    """Send a form as a browser does."""
    body = urlencode(form, doseq=True)
    return client.post(path, body, content_type="application/x-www-form-urlencoded", **options)


def text_of(response: Any) -> str:
    """A page's words on one line."""
    return " ".join(html.document_fromstring(response.content).text_content().split())


def field_in(response: Any, name: str) -> str:
    """What a form carries under a name."""
    (found, *_more) = html.document_fromstring(response.content).xpath(f"//input[@name='{name}']/@value")
    return str(found)


def links_in(response: Any) -> list[str]:
    """Where a page's own links lead, without its frame's."""
    return [str(each) for each in html.document_fromstring(response.content).xpath("//main//a/@href")]


def ticked_in(response: Any) -> list[int]:
    """The topics that are ticked in a form."""
    return sorted(int(each) for each in re.findall(r'value="(\d+)" checked', response.content.decode()))
