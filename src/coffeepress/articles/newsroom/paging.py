"""Pages of long lists that cost the same among 100,000 rows as among ten, and words searched in any letters' case.

A page is found in two steps: the keys of its rows by an index alone, then those rows.
"""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.db import connection
from django.utils.functional import cached_property
from wagtail.admin.paginator import WagtailPaginator


class KeysFirst(WagtailPaginator):
    """Reads the rows of one page only, whatever is before it."""

    def rows(self, keys: Sequence[int]) -> list[Any]:
        """The rows with these keys, in this order, with all that the list shows of them."""
        raise NotImplementedError

    def page(self, number: Any) -> PaginatorPage[Any]:
        number = self.validate_number(number)
        bottom = (number - 1) * self.per_page
        return self._get_page(self.rows(self.keys(bottom, bottom + self.per_page)), number, self)

    def keys(self, bottom: int, top: int) -> list[int]:
        """The keys of the rows from one position to another."""
        return list(self.object_list.values_list("pk", flat=True)[bottom:top])


class AllKeysFirst(KeysFirst):
    """For a search, which no index answers: all keys at once, so that the table is read once and not twice."""

    @cached_property
    def all_keys(self) -> list[int]:
        return list(self.object_list.values_list("pk", flat=True))

    @cached_property
    def count(self) -> int:
        return len(self.all_keys)

    def keys(self, bottom: int, top: int) -> list[int]:
        return self.all_keys[bottom:top]


def spellings(words: str) -> set[str]:
    """SQLite folds the case of ASCII letters only: of other letters, the spellings that people use are tried."""
    folded = words.lower()
    if words.isascii() or connection.vendor != "sqlite":
        return {folded}
    return {words, folded, words.capitalize(), words.upper()}
