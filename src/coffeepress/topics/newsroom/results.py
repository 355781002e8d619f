"""What a round has come to, as counts: votes of each topic, turnout of each week. No ballot is read with its voter."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.dateformat import format as format_date

from coffeepress.topics.figures import turnout_by_week
from coffeepress.topics.models import Assignment, Round, Topic

SUNDAY = timedelta(days=6)


@dataclass(frozen=True)
class Result:
    """A topic's place in a round."""

    number: int
    question: str
    language: str
    votes: int
    is_chosen: bool


@dataclass(frozen=True)
class WeekShown:
    """A week of a round: how many cast their ballot in it, and up to its end; of how many who could vote."""

    label: str
    ballots: int
    so_far: int
    percent: int | None


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


def weeks_shown(round_: Round) -> list[WeekShown]:
    """The turnout by week: "24 Nov – 30 Nov"."""
    return [
        WeekShown(
            label=f"{format_date(each.monday, 'j M')} – {format_date(each.monday + SUNDAY, 'j M')}",
            ballots=each.ballots,
            so_far=each.so_far,
            percent=round(100 * each.so_far / round_.supporters)
            if round_.supporters >= each.so_far > 0
            else None,
        )
        for each in turnout_by_week(round_)
    ]
