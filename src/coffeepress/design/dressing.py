"""What Django's own pages for readers (forms, accounts) are dressed in: the outlet's name, sections and footer.

Apps below the one that knows the outlet ask here for what `design/base.html` needs; that app registers how it is made.
"""

from collections.abc import Callable
from typing import Any

Dresser = Callable[[str, str], dict[str, Any]]
"""Given the language and the page's title, what `design/base.html` is given: `outlet` and `meta`."""

_dressers: list[Dresser] = []


class DressedTwice(ValueError):
    """Two apps want to say how pages are dressed."""


def register(dresser: Dresser) -> None:
    """Say how pages are dressed.

    Raises:
        DressedTwice: another app has said so.
    """
    if _dressers and _dressers[0] is not dresser:
        raise DressedTwice
    _dressers[:] = [dresser]


def dressed(language: str, title: str) -> dict[str, Any]:
    """The context of `design/base.html` for a page that is made for one reader: never indexed, of no address."""
    return (
        _dressers[0](language, title) if _dressers else {"outlet": {"language": language, "direction": "ltr"}}
    )
