"""What came in, what could not and why: counted as the import goes, with a few examples of each kept.

Memory stays flat: beyond the first examples only the count grows. The whole list goes to `details`, row by
row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

EXAMPLES_KEPT = 5
REASONS_KEPT = 300
LONGEST_EXAMPLE = 200


@dataclass
class Reason:
    """Why something did not come in as it was, how often, and where first."""

    count: int = 0
    examples: list[str] = field(default_factory=list)


class Report:
    """Counts by what was brought (`articles`, `pictures` …) and how (`new`, `updated`, `the same` …).

    Args:
        details: is called with (matter, reason, what) for each thing that did not come in as it was.
    """

    def __init__(self, details: Callable[[str, str, str], None] | None = None) -> None:
        self.came: Counter[tuple[str, str]] = Counter()
        self.reasons: dict[tuple[str, str], Reason] = {}
        self.beyond = 0
        self._details = details

    def bring(self, what: str, how: str, count: int = 1) -> None:
        self.came[what, how] += count

    def note(self, matter: str, reason: str, what: str, count: int = 1) -> None:
        """Something of `matter` (`left out`, `brought as a draft`, `no counterpart` …) for a reason."""
        if self._details is not None:
            self._details(matter, reason, what)
        if (matter, reason) not in self.reasons and len(self.reasons) >= REASONS_KEPT:
            self.beyond += count
            return
        found = self.reasons.setdefault((matter, reason), Reason())
        found.count += count
        if len(found.examples) < EXAMPLES_KEPT and what not in found.examples:
            found.examples.append(what[:LONGEST_EXAMPLE])

    def count(self, matter: str) -> int:
        """How often anything of a matter was noted."""
        return sum(found.count for (kept, _), found in self.reasons.items() if kept == matter)

    @property
    def changed_anything(self) -> bool:
        return any(count for (_, how), count in self.came.items() if how in ("new", "updated"))
