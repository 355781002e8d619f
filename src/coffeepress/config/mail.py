"""Django's mail settings from a site's `mail` setting."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

_TIMEOUT_SECONDS = 10
_STARTTLS_PORT = 587
_TLS_PORT = 465
_PROVIDER = "anymail+"


def mail(address: str, *, host: str) -> dict[str, Any]:
    """Django's settings of mail.

    Args:
        address: "" prints mail; `smtp://user:password@host:587` speaks STARTTLS (`?tls=no` does not),
            `smtps://…` TLS from the start; `?from=desk@example.org` is the sender. `anymail+mailgun:?api_key=…`
            is a provider by django-anymail, whose settings stand after the question mark.
        host: the site's host name, for a sender where none is named.
    """
    parts = urlsplit(address)
    options = parse_qs(parts.query)
    provider = provider_of(address)
    sender = options.get("from", [f"newsroom@{host}"])[0]
    found: dict[str, Any] = {
        "DEFAULT_FROM_EMAIL": sender,
        "SERVER_EMAIL": sender,
        "EMAIL_TIMEOUT": _TIMEOUT_SECONDS,
        "EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend",
    }
    if not address:
        return found
    if provider:
        own = {name.upper(): words[0] for name, words in options.items() if name != "from"}
        return found | {
            "EMAIL_BACKEND": f"anymail.backends.{provider}.EmailBackend",
            "ANYMAIL": {"IGNORE_UNSUPPORTED_FEATURES": True, **own},
        }
    tls_from_the_start = parts.scheme == "smtps"
    return found | {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (_TLS_PORT if tls_from_the_start else _STARTTLS_PORT),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": tls_from_the_start,
        "EMAIL_USE_TLS": not tls_from_the_start and options.get("tls") != ["no"],
    }


def provider_of(address: str) -> str:
    """The provider that the setting names, as django-anymail calls it; "" where it names none."""
    scheme = urlsplit(address).scheme
    return scheme.removeprefix(_PROVIDER) if scheme.startswith(_PROVIDER) else ""
