"""The few pages that the server makes itself, for when the edition or the application cannot.

They say what to do, in plain words, and need nothing but this module.
"""

from html import escape
from typing import NamedTuple

from coffeepress.edition.serve.rules import Header

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head><body><h1>{title}</h1><p>{text}</p>
<div lang="uk"><h2>{uk_title}</h2><p>{uk_text}</p></div></body></html>
"""


class Words(NamedTuple):
    """A title and a sentence. In both languages at once, for nothing is known of who asks."""

    title: str
    text: str
    uk_title: str
    uk_text: str


NO_EDITION = Words(
    "Nothing is published here yet",
    "Please come back in a little while.",
    "Тут ще нічого не опубліковано",
    "Будь ласка, завітайте трохи згодом.",
)
NOT_FOUND = Words(
    "This page is not here",
    "Its address may be mistyped, or it was never published.",
    "Такої сторінки тут немає",
    "Можливо, в адресі помилка або сторінку ніколи не публікували.",
)
TOO_LARGE = Words(
    "That is too large",
    "Uploads of this size are not taken.",
    "Це завелике",
    "Файли такого розміру не приймаються.",
)
TOO_SLOW = Words(
    "That took too long",
    "What you sent did not arrive in time. Please try again.",
    "Це тривало надто довго",
    "Надіслане не надійшло вчасно. Будь ласка, спробуйте ще раз.",
)
APPLICATION_FAILED = Words(
    "There is a fault on our side",
    "Articles stay readable. Please try again in a little while.",
    "У нас збій",
    "Статті можна читати й далі. Будь ласка, спробуйте ще раз трохи згодом.",
)
APPLICATION_BUSY = Words(
    "We are busy right now",
    "Articles stay readable. Please try again in a little while.",
    "Зараз забагато звернень",
    "Статті можна читати й далі. Будь ласка, спробуйте ще раз трохи згодом.",
)

PLAIN_HEADERS: tuple[Header, ...] = (
    ("content-type", "text/html; charset=utf-8"),
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("x-content-type-options", "nosniff"),
)


def plain_page(words: Words) -> bytes:
    """A small page of a title and a sentence."""
    return _PAGE.format(**{name: escape(text) for name, text in words._asdict().items()}).encode()
