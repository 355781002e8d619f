"""Editors' text as mail programs take it: styles on each element, full addresses, and as plain text.

Owns the styles of text in mail. Whatever is no plain text, link or list is left out, though editors' forms let nothing
else in.
"""

import re
from collections.abc import Iterator

import nh3
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from lxml import html as lxml_html

FONT = "font-family:Georgia,'Times New Roman',serif;"
INK = "color:#1f1b18;"
_STYLES = {
    "p": f"margin:0 0 16px;{FONT}font-size:18px;line-height:1.5;{INK}",
    "li": f"margin:0 0 8px;{FONT}font-size:18px;line-height:1.5;{INK}",
    "ul": "margin:0 0 16px;padding:0 24px;",
    "ol": "margin:0 0 16px;padding:0 24px;",
    "a": "color:#8a3b12;text-decoration:underline;",
}
_CLASSES = {"p": "ink", "li": "ink", "a": "link"}
_TAGS = {"p", "br", "b", "strong", "i", "em", "a", "ul", "ol", "li"}


def for_mail(html: str) -> SafeString:
    """Rich text with a style on each element, and full addresses."""
    if not html.strip():
        return mark_safe("")
    root = _tree(html)
    for element in root.iter():
        if not isinstance(element.tag, str) or element is root:
            continue
        if element.tag in _STYLES:
            element.set("style", _STYLES[element.tag])
        if element.tag in _CLASSES:
            element.set("class", _CLASSES[element.tag])
        if element.tag == "a" and element.get("href"):
            element.set("href", full(element.get("href")))
    return mark_safe(_inside(root))


def as_text(html: str) -> str:
    """Rich text as plain text: paragraphs apart, list items marked, a link's address behind its words."""
    if not html.strip():
        return ""
    text = "".join(_texts(_tree(html)))
    text = re.sub(r"[ \t\u00a0]+", " ", text)
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def full(address: str) -> str:
    """A path as a full address; other addresses stay what they are."""
    base: str = settings.COFFEEPRESS.base_url
    return f"{base}{address}" if address.startswith("/") and not address.startswith("//") else address


def _tree(html: str) -> lxml_html.HtmlElement:
    cleaned = nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel=None,
    )
    return lxml_html.fragment_fromstring(cleaned, create_parent="div")


def _inside(root: lxml_html.HtmlElement) -> str:
    whole: str = lxml_html.tostring(root, encoding="unicode")
    return whole.removeprefix("<div>").removesuffix("</div>")


def _texts(element: lxml_html.HtmlElement) -> Iterator[str]:
    if element.tag == "br":
        yield "\n"
    elif element.tag == "li":
        yield "\n- "
    elif element.tag in {"p", "ul", "ol"}:
        yield "\n\n"
    yield (element.text or "").replace("\n", " ")
    for child in element:
        yield from _texts(child)
        yield (child.tail or "").replace("\n", " ")
    if element.tag == "a" and element.get("href"):
        address = full(element.get("href")).removeprefix("mailto:").removeprefix("tel:")
        if address not in "".join(element.itertext()):
            yield f" ({address})"
    if element.tag in {"p", "ul", "ol"}:
        yield "\n\n"
