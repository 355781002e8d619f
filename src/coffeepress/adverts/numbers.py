"""What was counted, as the newsroom is shown it and takes it along."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from coffeepress.adverts.models import AdvertCount, Creative
from coffeepress.adverts.places import PLACES

FORMULA_STARTS = tuple("=+-@＝＋－＠")
"""What spreadsheets take for a formula, in full width as well."""
BLANK_STARTS = tuple("\t\r\n")


@dataclass(frozen=True)
class Line:
    """What was counted in a place on a day."""

    day: date
    place: Any
    seen: int
    clicked: int

    @property
    def rate(self) -> float | None:
        """Clicks in a hundred views."""
        return 100 * self.clicked / self.seen if self.seen else None


def lines_of(creative: Creative) -> list[Line]:
    """What was counted of an advert, by day and place, newest first."""
    rows = AdvertCount.objects.filter(creative=creative).order_by("-day", "place")
    return [
        Line(row.day, PLACES[row.place].label, row.seen, row.clicked) for row in rows if row.place in PLACES
    ]


def totals_of(creatives: QuerySet[Creative]) -> QuerySet[Any]:
    """Adverts with how often they were seen and clicked in all, in the same query."""
    return creatives.annotate(seen=Sum("counts__seen", default=0), clicked=Sum("counts__clicked", default=0))


class _Echo:
    """A file whose writing gives the line back."""

    def write(self, line: str) -> str:
        return line


def csv_lines() -> Iterator[str]:
    """All that was counted of all adverts, as lines of a CSV file, a few rows at a time."""
    writer: Any = csv.writer(_Echo())
    yield "\ufeff"  # so that spreadsheets read it as UTF-8
    yield writer.writerow(["number", "advert", "place", "day", "seen", "clicked"])
    rows = AdvertCount.objects.order_by("creative_id", "day", "place").values_list(
        "creative_id", "creative__name", "place", "day", "seen", "clicked"
    )
    for number, name, place, day, seen, clicked in rows.iterator(chunk_size=1000):
        yield writer.writerow([number, as_text(name), place, day.isoformat(), seen, clicked])


def as_text(text: str) -> str:
    """A cell's text, made safe: what begins like a formula gets a quote before it (OWASP, "CSV Injection")."""
    is_risky = text.startswith(BLANK_STARTS) or text.lstrip().startswith(FORMULA_STARTS)
    return f"'{text}" if is_risky else text
