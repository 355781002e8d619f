"""Every sample page, rendered once a language, and a web in the browser that serves them and nothing else."""

import functools
import mimetypes
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.template.loader import render_to_string
from django.utils import timezone, translation

import coffeepress.design
from tests.design import samples

STATIC = Path(coffeepress.design.__file__).parent / "static"
LANGUAGES = tuple(samples.OUTLETS)
NAMES = ("home", "article", "section", "person", "tag", "archive", "month", "free_page", "404", "410")


@functools.cache
def html(language: str, name: str) -> str:
    """A sample page, its static files under their plain names."""
    with translation.override(language), timezone.override("Europe/Kyiv"):
        template, context = samples.pages(language)[name]
        return plain_names(render_to_string(template, context))


def plain_names(text: str) -> str:
    """Addresses of static files without the digest that a manifest puts into their names."""
    import re

    return re.sub(r"(/static/coffeepress/\w+)\.[0-9a-f]{12}\.", r"\1.", text)


def serve(page: Any, language: str, name: str) -> list[str]:
    """Open a sample page under the readers' policy; returns the addresses requested, as they come."""
    requested: list[str] = []
    policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; base-uri 'none'; "
    policy += "frame-src https://www.youtube-nocookie.com"

    def answer(route: Any) -> None:
        url = urlsplit(route.request.url)
        requested.append(route.request.url)
        file = STATIC / url.path.removeprefix("/static/")
        if url.hostname != "testserver":
            route.fulfill(status=200, content_type="text/html", body="<title>Player</title>")
        elif url.path == "/":
            headers = {"content-type": "text/html; charset=utf-8", "content-security-policy": policy}
            route.fulfill(status=200, headers=headers, body=html(language, name))
        elif url.path.startswith("/static/") and file.is_file():
            route.fulfill(status=200, content_type=mimetypes.guess_type(file.name)[0], body=file.read_bytes())
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", answer)
    page.goto("http://testserver/")
    return requested
