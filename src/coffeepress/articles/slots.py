"""Slots: named places in the article page that other capabilities fill, found in each app's `edition.py`.

A filler is pure: what it shows follows from what `load` read of what is published, and `fill` notes by `reads` every
key that this depends on. Owns the places; refuses a filler registered twice and a place that is not there.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from django.utils.safestring import SafeString, mark_safe

from coffeepress.articles.models import Article

T = TypeVar("T")

PLACES = ("notice", "after_body")
"""`notice`: below the dates, before the story. `after_body`: below the story and its tags."""


class FillerRegisteredTwice(ValueError):
    """Two fillers have the same name."""


class Filler(Generic[T]):
    """What one capability adds to article pages.

    Attributes:
        name: the filler's name.
        order: where it stands in its places: the lower the earlier.
    """

    name: ClassVar[str]
    order: ClassVar[int] = 0

    def load(self, articles: Sequence[Article]) -> Mapping[int, T]:
        """What these articles' pages show of it, by the article's id; in a number of queries that does not depend
        on theirs. Keys read here are not noted."""
        return {}

    def fill(self, article: Article, loaded: T | None) -> Mapping[str, SafeString]:
        """HTML by place, in the language that is active. Reads the keys that it depends on. A draft that was never
        saved has no `pk`."""
        return {}

    def facts(self, article: Article, loaded: T | None) -> Mapping[str, Any]:
        """Properties that it adds to the page's schema.org NewsArticle."""
        return {}

    def front(self, language: str) -> SafeString:
        """HTML for the end of a language's home front, in the language that is active. Reads what it depends on."""
        return mark_safe("")


_fillers: dict[str, Filler[Any]] = {}


def register(filler: type[Filler[Any]]) -> type[Filler[Any]]:
    """Register a filler (usable as a decorator).

    Raises:
        FillerRegisteredTwice: its name is taken.
    """
    if filler.name in _fillers:
        raise FillerRegisteredTwice(filler.name)
    _fillers[filler.name] = filler()
    return filler


def fillers() -> list[Filler[Any]]:
    """All fillers, in their order."""
    return sorted(_fillers.values(), key=lambda filler: (filler.order, filler.name))


def end_of_front(language: str) -> SafeString:
    """What all fillers put at the end of a language's home front."""
    found = (filler.front(language) for filler in fillers())
    return mark_safe("\n".join(html for html in found if html))


class Loaded:
    """What all fillers need for several articles."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self._by_filler = {filler.name: filler.load(articles) for filler in fillers()}

    def filled(self, article: Article) -> dict[str, SafeString]:
        """The HTML of each place, empty where nothing fills it."""
        parts: dict[str, list[str]] = {place: [] for place in PLACES}
        for filler in fillers():
            for place, html in filler.fill(article, self._of(filler, article)).items():
                parts[place].append(html)
        return {place: mark_safe("\n".join(html for html in parts[place] if html)) for place in PLACES}

    def facts(self, article: Article) -> dict[str, Any]:
        """The properties that all fillers add to the page's NewsArticle."""
        found: dict[str, Any] = {}
        for filler in fillers():
            found.update(filler.facts(article, self._of(filler, article)))
        return found

    def _of(self, filler: Filler[Any], article: Article) -> Any:
        return self._by_filler[filler.name].get(article.pk)
