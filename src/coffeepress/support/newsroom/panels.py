"""The home panel “Support”: how many support, what recurs a month, how far the goals are, which payments failed."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from coffeepress.articles.newsroom.panels import DeskPanel
from coffeepress.articles.paths import month_of
from coffeepress.support.counting.figures import recurring_now
from coffeepress.support.money import Money
from coffeepress.support.newsroom import naming
from coffeepress.support.newsroom.failed import count_failed
from coffeepress.support.newsroom.rights import sees_supporters
from coffeepress.support.public.goals import came_in, goals, percent
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
            "goals": goal_lines(),
            "failed": count_failed(),
        }


def goal_lines() -> list[str]:
    """How far this month's goals are: “64% of €5,000.00”. One query, and none where there is no goal."""
    wanted = goals()
    reached = came_in(month_of(timezone.now())) if wanted else {}
    return [
        _("%(percent)s%% of %(amount)s")
        % {
            "percent": percent(reached.get(each.currency, Money(0, each.currency)), each),
            "amount": naming.amount(each),
        }
        for each in wanted
    ]
