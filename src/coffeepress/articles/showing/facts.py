"""What pages say of themselves to programs: schema.org's things as JSON-LD.

Sources: https://schema.org/NewsArticle, https://schema.org/NewsMediaOrganization, https://schema.org/BreadcrumbList.
Other capabilities add properties of an article through their fillers (`articles.slots`).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from coffeepress.articles.models import Byline, FreePage
from coffeepress.articles.showing.outlet import Meta, Outlet, absolute
from coffeepress.people.models import Person

# Within <script> these could end it, or begin a comment; as escapes they are the same JSON.
_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})

Facts = dict[str, Any]

Purpose = FreePage.Purpose
POLICIES = {
    Purpose.ETHICS: "ethicsPolicy",
    Purpose.OWNERSHIP: "ownershipFundingInfo",
    Purpose.CORRECTIONS: "correctionsPolicy",
    Purpose.FEEDBACK: "actionableFeedbackPolicy",
    Purpose.ABOUT: "masthead",
}
"""The property of a NewsMediaOrganization that leads to a page with such a purpose."""


def facts_html(shown: Any, outlet: Outlet, meta: Meta, added: Mapping[str, Any]) -> SafeString:
    """The elements that hold an article's facts, for the page's head: the article, and the way to it.

    Args:
        shown: the article as its page shows it (`showing.article.ShownArticle`).
        added: properties of other capabilities, such as `correction`.
    """
    return _elements([{**news_article(shown, outlet, meta), **added}, breadcrumbs(outlet, meta)])


def page_facts(outlet: Outlet, meta: Meta) -> SafeString:
    """The elements that hold the facts of any other page: what it is, what it is about, the way to it."""
    is_home = meta.canonical == absolute(outlet.home_url)
    page = {
        "@type": "WebSite" if is_home else "WebPage",
        "@id": meta.canonical,
        "url": meta.canonical,
        "name": meta.title or outlet.name,
        "description": meta.description,
        "inLanguage": outlet.language,
        "publisher": publisher(outlet),
        "potentialAction": _search(outlet) if is_home else "",
    }
    if meta.subject and not is_home:
        page["mainEntity"] = {"@id": meta.subject["@id"]}
    trail = [] if is_home else [breadcrumbs(outlet, meta)]
    return _elements([_known(page), *([dict(meta.subject)] if meta.subject else []), *trail])


def news_article(shown: Any, outlet: Outlet, meta: Meta) -> Facts:
    """The article as a NewsArticle; what is not known is left out."""
    return _known(
        {
            "@type": "NewsArticle",
            "@id": meta.canonical,
            "headline": shown.headline,
            "description": meta.description,
            "mainEntityOfPage": meta.canonical,
            "url": meta.canonical,
            "inLanguage": outlet.language,
            "articleSection": shown.section.title if shown.section else "",
            "keywords": [tag.name for tag in shown.tags],
            "datePublished": shown.published_at.isoformat() if shown.published_at else "",
            "dateModified": shown.changed_at.isoformat() if shown.changed_at else "",
            "author": _persons(shown, Byline.Role.AUTHOR),
            "editor": _persons(shown, Byline.Role.EDITOR),
            "translator": _persons(shown, Byline.Role.TRANSLATOR),
            "image": _image(meta),
            "publisher": publisher(outlet),
            "isAccessibleForFree": True,
            **_original(shown),
        }
    )


def breadcrumbs(outlet: Outlet, meta: Meta) -> Facts:
    """The way from the home front to a page."""
    steps = [(outlet.name, absolute(outlet.home_url))]
    steps += [(link.title, absolute(link.url)) for link in meta.trail]
    steps.append((meta.title or outlet.name, meta.canonical))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": address}
            for number, (name, address) in enumerate(steps, 1)
        ],
    }


def publisher(outlet: Outlet) -> Facts:
    """The outlet as a NewsMediaOrganization, with the pages that tell what it stands for."""
    policies = {
        POLICIES[Purpose(link.title)]: absolute(link.url)
        for link in outlet.policies
        if link.title in POLICIES
    }
    return {
        "@type": "NewsMediaOrganization",
        "@id": f"{absolute(outlet.home_url)}#outlet",
        "name": outlet.name,
        "url": absolute(outlet.home_url),
        # There is a page of corrections in any case.
        "correctionsPolicy": absolute(outlet.corrections_url),
        **dict(sorted(policies.items())),
    }


def outlet_facts(outlet: Outlet) -> Facts:
    """The outlet as its home front tells of it."""
    return _known(
        {
            **publisher(outlet),
            "slogan": outlet.tagline,
            "knowsLanguage": [each.code for each in outlet.languages],
            "sameAs": [
                address
                for relation, _sep, address in (
                    each.partition("=") for each in settings.COFFEEPRESS.trust_relations
                )
                if relation == "social"
            ],
        }
    )


def person_facts(person: Person, front: str) -> Facts:
    """A person as their page tells of them."""
    return _known(
        {
            "@type": "Person",
            "@id": f"{absolute(front)}#person",
            "name": person.name,
            "url": absolute(front),
            "jobTitle": person.position,
            "email": person.email,
            "sameAs": person.links,
        }
    )


def _persons(shown: Any, role: Byline.Role) -> list[Facts]:
    return [
        _known(
            {
                "@type": "Person",
                "name": person.name,
                "url": absolute(person.url) if person.url else "",
                "sameAs": list(person.same_as),
            }
        )
        for line in shown.byline_lines
        if line.role == role
        for person in line.persons
    ]


def _image(meta: Meta) -> Facts | str:
    if meta.image is None:
        return ""
    size = {"width": meta.image.width, "height": meta.image.height}
    return {
        "@type": "ImageObject",
        "url": meta.image.url,
        **size,
        **({"caption": meta.image.alt} if meta.image.alt else {}),
    }


def _original(shown: Any) -> Facts:
    """The original publication: what the article is made from, or what it cites."""
    original = shown.original
    if original is None:
        return {}
    work = _known(
        {
            "@type": "CreativeWork",
            "name": original.title or original.name,
            "url": original.url,
            "datePublished": original.date.isoformat() if original.date else "",
            "publisher": {"@type": "Organization", "name": original.name} if original.name else "",
        }
    )
    return {"isBasedOn" if original.kind == "republishes" else "citation": work}


def _search(outlet: Outlet) -> Facts:
    return {
        "@type": "SearchAction",
        "target": {
            "@type": "EntryPoint",
            "urlTemplate": f"{absolute(outlet.search_url)}?q={{search_term_string}}",
        },
        "query-input": "required name=search_term_string",
    }


def _known(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value not in ("", [])}


def _elements(things: Iterable[Facts]) -> SafeString:
    return mark_safe("\n".join(_element(thing) for thing in things))


def _element(thing: Facts) -> str:
    facts = {"@context": "https://schema.org", **thing}
    text = json.dumps(facts, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return f'<script type="application/ld+json">{text}</script>'
