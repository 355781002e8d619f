"""The home panel "Readers' reports": how many wait, the oldest of them, and how the newsroom has dealt with others."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from wagtail.models import Locale

from coffeepress.articles.newsroom.panels import DeskPanel
from coffeepress.corrections.figures import Figure, figures
from coffeepress.corrections.models import Numbers, Report
from coffeepress.corrections.newsroom.queue import open_reports, rows
from coffeepress.corrections.newsroom.rights import may_decide

MOST_ROWS = 5
MOST_COUNTED = 999
"""Further than this nobody counts, and the database need not either."""


@dataclass(frozen=True)
class LanguageNumbers:
    """How the newsroom has dealt with the reports in a language, as the public page says it."""

    language: str
    figures: list[Figure]


def waiting() -> tuple[int, bool]:
    """How many reports wait, counted as far as makes a difference; and whether there are still more."""
    counted = open_reports().order_by()[: MOST_COUNTED + 1].count()
    return min(counted, MOST_COUNTED), counted > MOST_COUNTED


def numbers() -> list[LanguageNumbers]:
    """The languages in which reports were counted, with their figures."""
    names = {locale.language_code: locale.get_display_name() for locale in Locale.objects.all()}
    return [
        LanguageNumbers(str(names.get(each.language, each.language)), figures(each))
        for each in Numbers.objects.filter(received__gt=0).order_by("language")
    ]


class ReportsPanel(DeskPanel):
    """What readers reported. Empty for those who may not decide."""

    name = "reports"
    order = 90
    template_name = "corrections/newsroom/reports_panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        if not may_decide(request.user):
            return {"is_shown": False}
        count, has_more = waiting()
        oldest: list[Report] = []
        if count:
            keys = open_reports().order_by("created_at", "pk").values_list("pk", flat=True)
            oldest = rows(list(keys[:MOST_ROWS]))
        return {
            "is_shown": True,
            "count": count,
            "has_more": has_more,
            "oldest": oldest,
            "numbers": numbers(),
        }
