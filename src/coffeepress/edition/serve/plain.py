"""The few pages that the server makes itself, for when the edition or the application cannot.

They say what to do, in plain words, and need nothing but this module.
"""

from html import escape

from coffeepress.edition.serve.rules import Header

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title></head><body><h1>{title}</h1><p>{text}</p></body></html>
"""

NO_EDITION = ("Nothing is published here yet", "Please come back in a little while.")
NOT_FOUND = ("This page is not here", "Its address may be mistyped, or it was never published.")
TOO_LARGE = ("That is too large", "The newsroom does not take uploads of this size.")
TOO_SLOW = ("That took too long", "The upload did not arrive in time. Please try again.")
APPLICATION_FAILED = (
    "The newsroom has a fault",
    "Articles stay readable. Please try again in a little while.",
)
APPLICATION_BUSY = ("The newsroom is busy", "Articles stay readable. Please try again in a little while.")

PLAIN_HEADERS: tuple[Header, ...] = (
    ("content-type", "text/html; charset=utf-8"),
    ("cache-control", "no-store"),
    (
        "content-security-policy",
        "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    ),
    ("x-content-type-options", "nosniff"),
)


def plain_page(words: tuple[str, str]) -> bytes:
    """A small page of a title and a sentence."""
    title, text = words
    return _PAGE.format(title=escape(title), text=escape(text)).encode()
