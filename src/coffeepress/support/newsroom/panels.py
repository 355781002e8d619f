"""The home panel “Support”: how many support, what recurs a month, and which payments failed."""

from typing import Any

from django.http import HttpRequest

from coffeepress.articles.newsroom.panels import DeskPanel
from coffeepress.support.counting.figures import recurring_now
from coffeepress.support.newsroom import naming
from coffeepress.support.newsroom.failed import count_failed
from coffeepress.support.newsroom.rights import sees_supporters
from coffeepress.support.supporters import count_supporters


class SupportPanel(DeskPanel):
    """Support in three figures. Empty for those who may not see who supports."""

    name = "support"
    order = 95
    template_name = "support/newsroom/support_panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        if not sees_supporters(request.user):
            return {"is_shown": False}
        return {
            "is_shown": True,
            "supporters": count_supporters(),
            "recurring": [naming.amount(each.a_month) for each in recurring_now()],
            "failed": count_failed(),
        }
