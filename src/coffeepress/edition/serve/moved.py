"""Where a moved page leads: read from the page itself, so that a plain copy of the edition says it too."""

import re
from html.parser import HTMLParser
from urllib.parse import quote

# Everything that a Location may hold unchanged; the rest, and what is not ASCII, is percent-encoded.
_KEPT = "/:?#[]@!$&'()*+,;=%~-._"


class _CanonicalLink(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.attributes: dict[str, str | None] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "link" and self.attributes is None:
            attributes = dict(attrs)
            if (attributes.get("rel") or "").lower().split() == ["canonical"]:
                self.attributes = attributes


def moved_to(page: bytes) -> tuple[str, int] | None:
    """The target of a moved page and its status: 301, or 302 when the link says `data-temporary`.

    None if the page names no target, or one that is neither a path of this site nor an http address.
    """
    parser = _CanonicalLink()
    parser.feed(page.decode("utf-8", "replace"))
    if parser.attributes is None:
        return None
    target = (parser.attributes.get("href") or "").strip()
    if re.search(r"[\x00-\x20\x7f\\]", target) or not re.match(r"https?://[^/]|/(?!/)", target):
        return None
    return location(target), 302 if "data-temporary" in parser.attributes else 301


def location(target: str) -> str:
    """An address as a Location header can carry it: ASCII, without control characters."""
    return quote(target, safe=_KEPT)


def path_location(path: str, query: str) -> str:
    """The Location of a decoded path of this site, with its query string."""
    encoded = "/" + quote(path.lstrip("/"), safe="/:@!$&'()*+,;=~-._")
    return f"{encoded}?{location(query)}" if query else encoded
