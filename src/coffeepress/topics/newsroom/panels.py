"""The home panel "Topics": what waits at the ballot desk. Empty for those who may not decide."""

from typing import Any

from django.http import HttpRequest

from coffeepress.articles.newsroom.panels import DeskPanel
from coffeepress.topics.decide import OPEN
from coffeepress.topics.models import Assignment, Flag, Round, Topic
from coffeepress.topics.newsroom.rights import may_decide

MOST_COUNTED = 999
MOST_ROWS = 5


class TopicsPanel(DeskPanel):
    """Proposals, chosen topics that nobody has taken up, and flags that nobody has looked at."""

    name = "topics"
    order = 95
    template_name = "topics/newsroom/topics_panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        if not may_decide(request.user):
            return {"is_shown": False}
        waiting = Topic.objects.filter(state=Topic.State.PROPOSED).order_by("proposed_at", "pk")
        return {
            "is_shown": True,
            "proposed": Topic.objects.filter(state__in=OPEN).order_by()[:MOST_COUNTED].count(),
            "oldest": list(waiting.only("question")[:MOST_ROWS]),
            "chosen": Assignment.objects.filter(state=Assignment.State.CHOSEN).count(),
            "flags": Flag.objects.filter(seen_at=None).order_by()[:MOST_COUNTED].count(),
            "open_rounds": list(Round.objects.filter(state=Round.State.OPEN).order_by("closes_at")),
        }
