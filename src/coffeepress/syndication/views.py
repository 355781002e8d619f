"""oEmbed: how another site shows one of our articles. Source: https://oembed.com.

The answer is a link with headline and picture, as plain HTML that runs nothing. Only addresses of our own published
articles are answered; nothing is ever fetched.
"""

from typing import Any
from urllib.parse import unquote, urlsplit
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from coffeepress.articles.masthead import site_facts
from coffeepress.articles.models import Article
from coffeepress.articles.pressed.feeds import in_xml
from coffeepress.articles.showing.cards import authors_of
from coffeepress.articles.showing.outlet import MetaImage, absolute
from coffeepress.articles.showing.pictures import load_pictures, social_image
from coffeepress.edition.addresses import leads_to
from coffeepress.edition.keys import recording

LONGEST_ADDRESS = 2000
WIDTH = 600
HEIGHT = 200
LEAST_WIDTH = 200
KEPT_SECONDS = 300


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How the article at `url` is embedded, as JSON or XML."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return _plain("This format is not offered: take json or xml.", 501)
    article = _article_at(request.GET.get("url", ""))
    if article is None:
        return _plain("There is no article of ours at this address.", 404)
    facts = _facts(article, _width(request.GET.get("maxwidth", "")))
    response = JsonResponse(facts) if form == "json" else HttpResponse(_xml(facts), content_type="text/xml")
    response["Cache-Control"] = f"public, max-age={KEPT_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _article_at(url: str) -> Article | None:
    """The published article at an address of ours, as readers get there; None for all others."""
    try:
        parts, ours = urlsplit(url), urlsplit(settings.COFFEEPRESS.base_url)
        port, our_port = parts.port, ours.port
    except ValueError:
        return None
    if len(url) > LONGEST_ADDRESS or (parts.hostname, port) != (ours.hostname, our_port) or "\0" in url:
        return None
    if parts.scheme not in {"http", "https"} or parts.username is not None:
        return None
    path = unquote(parts.path, errors="replace")
    live = Article.objects.live().exclude(permalink="").select_related("locale")
    return live.filter(permalink=leads_to(path if path.endswith("/") else f"{path}/")).first()


def _facts(article: Article, width: int) -> dict[str, Any]:
    outlet = site_facts(article.locale.language_code)
    url = absolute(article.permalink)
    name = outlet.name if outlet else ""
    html = format_html(
        '<blockquote><p><a href="{}">{}</a></p>{}<footer>{}</footer></blockquote>',
        url,
        article.title,
        format_html("<p>{}</p>", article.standfirst) if article.standfirst else "",
        name,
    )
    facts: dict[str, Any] = {
        "version": "1.0",
        "type": "rich",
        "title": article.title,
        "author_name": ", ".join(person.name for person in authors_of([article.pk])[article.pk]),
        "provider_name": name,
        "provider_url": absolute(outlet.home_url) if outlet else "",
        "url": url,
        "cache_age": KEPT_SECONDS,
        "html": html,
        "width": width,
        "height": HEIGHT,
    }
    image = _image(article)
    if image:
        facts |= {
            "thumbnail_url": image.url,
            "thumbnail_width": image.width,
            "thumbnail_height": image.height,
        }
    return {name: value for name, value in facts.items() if value != ""}


def _image(article: Article) -> MetaImage | None:
    number = article.social_picture_id or article.lead_picture_id
    pictures = load_pictures([number]) if number else {}
    with recording():  # so that it is named as readers find it
        return social_image(pictures.get(number), alt=article.lead_alt)


def _width(text: str) -> int:
    width = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else WIDTH
    return max(LEAST_WIDTH, min(width, WIDTH))


def _xml(facts: dict[str, Any]) -> str:
    lines = [f"<{name}>{escape(in_xml(str(value)))}</{name}>" for name, value in facts.items()]
    return "\n".join(
        ['<?xml version="1.0" encoding="utf-8" standalone="yes"?>', "<oembed>", *lines, "</oembed>", ""]
    )


def _plain(words: str, status: int) -> HttpResponse:
    return HttpResponse(f"{words}\n", status=status, content_type="text/plain; charset=utf-8")
