"""Where a capability asks for published articles that are about what a text is about. Another one, above this floor,
answers: it registers how it finds them in its `ready`. Where none does, nothing is found.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from coffeepress.articles.models import Article


@dataclass(frozen=True)
class Alike:
    """A published article as it is offered."""

    number: int
    headline: str
    url: str


Finder = Callable[[str, str, int], Sequence[int]]
"""Takes a text, its language and how many at most; returns numbers of articles, the most alike first."""


class FinderRegisteredTwice(ValueError):
    """There is a finder already."""


_finders: list[Finder] = []


def register(finder: Finder) -> None:
    """Register the one that finds.

    Raises:
        FinderRegisteredTwice: another one is there.
    """
    if _finders:
        raise FinderRegisteredTwice
    _finders.append(finder)


def articles_alike(text: str, language: str, *, most: int) -> list[Alike]:
    """The published articles that are most like a text, the most alike first."""
    numbers = _finders[0](text, language, most) if _finders else []
    rows = Article.objects.live().filter(pk__in=numbers, locale__language_code=language).exclude(permalink="")
    found = {pk: Alike(pk, title, url) for pk, title, url in rows.values_list("pk", "title", "permalink")}
    return [found[pk] for pk in numbers if pk in found]
