"""The home panels: is everything with readers, what waits for review, what is scheduled, what was published last.

Each panel runs a number of queries that does not depend on how much there is, and shows nobody what they may not see.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.http import HttpRequest
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel

from coffeepress.articles.newsroom import desk

Context = Mapping[str, Any]


class DeskPanel(Component):
    """A panel of the home page. Its content is a function of who asks."""

    order: ClassVar[int]

    def content(self, request: HttpRequest) -> dict[str, Any]:
        raise NotImplementedError

    def get_context_data(self, parent_context: Context | None = None) -> dict[str, Any]:
        assert parent_context is not None, "the home page gives its request"
        request = parent_context["request"]
        return {"request": request, **self.content(request)}


class EditionPanel(DeskPanel):
    """Whether readers have everything that is published, and what to do if they don't."""

    name = "edition"
    order = 50
    template_name = "articles/newsroom/edition_panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        return {"state": desk.edition_state()}


class WaitingPanel(DeskPanel):
    """What waits for review: for those who review, all of it; for those who write, their own."""

    name = "waiting"
    order = 100
    template_name = "articles/newsroom/waiting_panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        return {"reviews": desk.waiting_for_review(request.user)}


class ScheduledPanel(DeskPanel):
    """What will be published without anybody's doing."""

    name = "scheduled"
    order = 110
    template_name = "articles/newsroom/scheduled_panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        return {"items": desk.scheduled(request.user)}


class PublishedPanel(DeskPanel):
    """What readers got last."""

    name = "published"
    order = 120
    template_name = "articles/newsroom/published_panel.html"

    def content(self, request: HttpRequest) -> dict[str, Any]:
        return {"items": desk.last_published(request.user)}


# Ours take the place of these two, which run several queries for each thing that waits.
REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


def put_panels(panels: list[Component]) -> None:
    """Put our panels onto the home page, in place of Wagtail's that they replace."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels += [EditionPanel(), WaitingPanel(), ScheduledPanel(), PublishedPanel()]
