"""What a round has come to, as counts: votes of each topic, turnout of each week. No ballot is read with its voter."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count
from django.db.models.functions import TruncWeek
from django.utils import timezone
from django.utils.dateformat import format as format_date

from coffeepress.topics.models import Assignment, Ballot, Round, Topic

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Result:
    """A topic's place in a round."""

    number: int
    question: str
    language: str
    votes: int
    is_chosen: bool


@dataclass(frozen=True)
class Week:
    """How many cast their ballot in a week, and up to its end. `begins` is a Monday in the outlet's time zone."""

    begins: date
    ballots: int
    so_far: int
    percent: int | None

    @property
    def label(self) -> str:
        """ "24 Nov – 30 Nov"."""
        ends = self.begins + WEEK - timedelta(days=1)
        return f"{format_date(self.begins, 'j M')} – {format_date(ends, 'j M')}"


def results(round_: Round, *, most: int | None = None) -> list[Result]:
    """The topics of a round, the most votes first, as last counted."""
    counts = round_.counts[:most]
    rows = Topic.objects.filter(pk__in=[topic for topic, _votes in counts]).only("question", "language")
    topics = {each.pk: each for each in rows}
    chosen = set(Assignment.objects.filter(round=round_).values_list("topic_id", flat=True))
    return [
        Result(topic, topics[topic].question, topics[topic].language, votes, topic in chosen)
        for topic, votes in counts
        if topic in topics
    ]


def turnout_by_week(round_: Round) -> list[Week]:
    """The ballots of each week since the round opened, those without any among them."""
    rows = (
        Ballot.objects.filter(round=round_)
        .order_by()
        .annotate(week=TruncWeek("cast_at"))
        .values_list("week")
        .annotate(number=Count("pk"))
    )
    counted = {timezone.localtime(week).date(): number for week, number in rows}
    first = timezone.localtime(round_.opens_at).date()
    first = min([first - timedelta(days=first.weekday()), *counted])
    last = timezone.localtime(min(round_.closes_at, timezone.now())).date()
    weeks: list[Week] = []
    so_far = 0
    while first <= max([last, *counted]):
        so_far += counted.get(first, 0)
        percent = round(100 * so_far / round_.supporters) if round_.supporters else None
        weeks.append(Week(first, counted.get(first, 0), so_far, percent))
        first += WEEK
    return weeks
