"""Figures of a round for the newsroom: how many voted in each week, in the outlet's time zone."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coffeepress.articles.paths import outlet_time
from coffeepress.topics.models import Ballot, Round

WEEK = timedelta(days=7)
FETCHED = 5000


@dataclass(frozen=True)
class Week:
    """A week, by its Monday: the ballots that were cast in it for the first time, and all until its end."""

    monday: date
    ballots: int
    so_far: int


def turnout_by_week(round_: Round) -> Sequence[Week]:
    """The weeks of a round from its first ballot to its last, those in which nobody voted among them."""
    counts: Counter[date] = Counter()
    rows = Ballot.objects.filter(round=round_).values_list("cast_at", flat=True)
    for cast_at in rows.iterator(chunk_size=FETCHED):
        day = outlet_time(cast_at).date()
        counts[day - timedelta(days=day.weekday())] += 1
    weeks: list[Week] = []
    monday, so_far = min(counts, default=date.max), 0
    while counts and monday <= max(counts):
        so_far += counts[monday]
        weeks.append(Week(monday, counts[monday], so_far))
        monday += WEEK
    return weeks
