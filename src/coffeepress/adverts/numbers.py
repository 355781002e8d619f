"""What was counted, as the newsroom is shown it and takes it along."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum

from coffeepress.adverts.models import AdvertCount, Creative
from coffeepress.adverts.places import PLACES

COLUMNS = ("number", "advert", "place", "day", "seen", "clicked")


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


def file_rows() -> Iterator[tuple[Any, ...]]:
    """All that was counted of all adverts, as rows of a CSV file, a few at a time."""
    rows = AdvertCount.objects.order_by("creative_id", "day", "place").values_list(
        "creative_id", "creative__name", "place", "day", "seen", "clicked"
    )
    return rows.iterator(chunk_size=1000)
