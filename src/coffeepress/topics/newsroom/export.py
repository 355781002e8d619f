"""Topics and results as CSV. There are no persons in either: not who voted for what, and not who proposed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.generic import View

from coffeepress.articles.newsroom.spreadsheet import csv_answer, in_order
from coffeepress.topics.models import Round, Topic
from coffeepress.topics.newsroom.narrowing import narrowed
from coffeepress.topics.newsroom.results import results
from coffeepress.topics.newsroom.rights import ForDeciders, ForPlanners

ROWS_AT_ONCE = 1000
TOPIC_COLUMNS = (
    *("number", "language", "question", "lines", "links", "state", "merged_into", "reason", "asked"),
    *("proposed_at", "accepted_at", "by_new_account"),
)
RESULT_COLUMNS = ("place", "number", "language", "question", "votes", "chosen")


class TopicsFile(ForDeciders, View):
    """The desk's topics, narrowed as the desk is."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        topics = narrowed(Topic.objects.order_by("pk"), request)
        return csv_answer("topics.csv", TOPIC_COLUMNS, in_order(TOPIC_COLUMNS, _topic_rows(topics)))


class ResultsFile(ForPlanners, View):
    """A round's results, as last counted."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        round_ = get_object_or_404(Round, pk=pk)
        rows = in_order(RESULT_COLUMNS, _result_rows(round_))
        return csv_answer(f"round-{round_.pk}.csv", RESULT_COLUMNS, rows)


def _topic_rows(topics: QuerySet[Topic]) -> Iterator[dict[str, Any]]:
    for each in topics.iterator(chunk_size=ROWS_AT_ONCE):
        yield {
            "number": each.pk,
            "language": each.language,
            "question": each.question,
            "lines": each.lines,
            "links": each.links,
            "state": each.state,
            "merged_into": each.merged_into_id,
            "reason": each.reason,
            "asked": each.asked,
            "proposed_at": each.proposed_at.isoformat(),
            "accepted_at": each.accepted_at.isoformat() if each.accepted_at else "",
            "by_new_account": each.by_new_account,
        }


def _result_rows(round_: Round) -> Iterator[dict[str, Any]]:
    for place, each in enumerate(results(round_), 1):
        yield {
            "place": place,
            "number": each.number,
            "language": each.language,
            "question": each.question,
            "votes": each.votes,
            "chosen": each.is_chosen,
        }
