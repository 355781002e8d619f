"""What an address of the search page asks for. Nothing in it is an error: what cannot be meant is left out."""

from dataclasses import dataclass, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from coffeepress.articles.paths import search_path
from coffeepress.search.find import DEEPEST_PAGE, Filters, Sorting
from coffeepress.search.query import LONGEST_LETTERS

NOTHING = Filters()
_MOST = 2**31


@dataclass(frozen=True)
class Asked:
    """A search, as its address names it."""

    language: str
    typed: str = ""
    filters: Filters = NOTHING
    sorting: Sorting = "relevance"
    page: int = 1

    @classmethod
    def of(cls, language: str, given: QueryDict) -> Self:
        """Read the address."""
        return cls(
            language,
            typed=" ".join(given.get("q", "").replace("\0", "").split())[:LONGEST_LETTERS],
            filters=Filters(
                _number(given.get("section", "")),
                _number(given.get("person", "")),
                _number(given.get("month", "").replace("-", "")),
            ),
            sorting="date" if given.get("sort") == "date" else "relevance",
            page=min(_number(given.get("page", "")) or 1, DEEPEST_PAGE),
        )

    def __bool__(self) -> bool:
        return bool(self.typed) or self.filters != NOTHING

    @property
    def month(self) -> str:
        """The month as an address has it: "2026-11"; blank: none."""
        return _month(self.filters.month) if self.filters.month else ""

    def url(self, *, page: int = 1) -> str:
        """The address of another page of this search."""
        values = {
            "q": self.typed,
            "section": self.filters.section,
            "person": self.filters.person,
            "month": self.month,
            "sort": self.sorting if self.sorting == "date" else "",
            "page": page if page > 1 else "",
        }
        return f"{search_path(self.language)}?{urlencode({name: v for name, v in values.items() if v})}"

    def by(self, sorting: Sorting) -> "Asked":
        """The same search, sorted so."""
        return replace(self, sorting=sorting, page=1)


def _month(number: int) -> str:
    return f"{number // 100}-{number % 100:02}"


def _number(text: str) -> int | None:
    """A whole number above nothing, as it is typed in addresses."""
    return (
        int(text) if text.isascii() and text.isdigit() and len(text) < 10 and 0 < int(text) < _MOST else None
    )
