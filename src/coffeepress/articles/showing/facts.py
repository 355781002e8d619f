"""What an article's page says of itself to programs: schema.org's NewsArticle as JSON-LD.

Source: https://schema.org/NewsArticle. Other capabilities add properties through their fillers (`articles.slots`).
"""

import json
from collections.abc import Mapping
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from coffeepress.articles.models import Byline
from coffeepress.articles.showing.outlet import Meta, Outlet, absolute

# Within <script> these could end it, or begin a comment; as escapes they are the same JSON.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})


def facts_html(shown: Any, outlet: Outlet, meta: Meta, added: Mapping[str, Any]) -> SafeString:
    """The element that holds an article's facts, for the page's head.

    Args:
        shown: the article as its page shows it (`showing.article.ShownArticle`).
        added: properties of other capabilities, such as `correction`.
    """
    facts = {"@context": "https://schema.org", **news_article(shown, outlet, meta), **added}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')


def news_article(shown: Any, outlet: Outlet, meta: Meta) -> dict[str, Any]:
    """The article as a NewsArticle; what is not known is left out."""
    facts = {
        "@type": "NewsArticle",
        "headline": shown.headline,
        "description": meta.description,
        "mainEntityOfPage": meta.canonical,
        "inLanguage": outlet.language,
        "articleSection": shown.section.title if shown.section else "",
        "datePublished": shown.published_at.isoformat() if shown.published_at else "",
        "dateModified": shown.changed_at.isoformat() if shown.changed_at else "",
        "author": _authors(shown),
        "image": meta.image.url if meta.image else "",
        "publisher": {
            "@type": "NewsMediaOrganization",
            "name": outlet.name,
            "url": absolute(outlet.home_url),
        },
        "isAccessibleForFree": True,
    }
    return {name: value for name, value in facts.items() if value not in ("", [])}


def _authors(shown: Any) -> list[dict[str, str]]:
    return [
        {"@type": "Person", "name": person.name, **({"url": absolute(person.url)} if person.url else {})}
        for line in shown.byline_lines
        if line.role == Byline.Role.AUTHOR
        for person in line.persons
    ]
