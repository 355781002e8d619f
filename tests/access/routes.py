"""Every route of the URL configuration, and a real address for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

GROUP = re.compile(r"\(\?P<(\w+)>.*?\)(?=/|\\|\$|$)|\((?!\?).*?\)")
CONVERTER = re.compile(r"<(?:\w+:)?(\w+)>")


@dataclass(frozen=True)
class Route:
    """A route: its name with its namespaces, and its pattern in full."""

    name: str
    pattern: str

    @property
    def row(self) -> str:
        """What it is called in the matrix: its name, or its pattern where it has none."""
        return self.name or self.pattern

    def path(self, sample: Mapping[str, Any]) -> str:
        """An address of this route.

        Raises:
            KeyError: the sample world has nothing for one of its parts.
        """
        if self.pattern in sample:
            return str(sample[self.pattern])
        return "/" + CONVERTER.sub(lambda part: str(sample[part[1]]), self.pattern.replace("^", ""))


def all_routes() -> list[Route]:
    """Every route, the newsroom's hundreds included."""
    return list(_routes(get_resolver().url_patterns, "", ()))


def _routes(patterns: Any, prefix: str, namespaces: tuple[str, ...]) -> Iterator[Route]:
    for each in patterns:
        pattern = prefix + _text(each.pattern)
        if isinstance(each, URLResolver):
            inner = (*namespaces, each.namespace) if each.namespace else namespaces
            yield from _routes(each.url_patterns, pattern, inner)
        elif isinstance(each, URLPattern):
            yield Route(":".join((*namespaces, each.name)) if each.name else "", pattern)


def _text(pattern: Any) -> str:
    return str(pattern.regex.pattern) if isinstance(pattern, RegexPattern) else str(pattern)
