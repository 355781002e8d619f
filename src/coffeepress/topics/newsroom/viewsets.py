"""The addresses of topics in the newsroom, and their items in its menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from coffeepress.topics.newsroom.assignments import AssignmentsView
from coffeepress.topics.newsroom.desk import DeskView
from coffeepress.topics.newsroom.export import ResultsFile, TopicsFile
from coffeepress.topics.newsroom.flags_page import FlagsView
from coffeepress.topics.newsroom.rights import may_decide, may_plan
from coffeepress.topics.newsroom.rounds import PlanView, RoundsView, RoundView
from coffeepress.topics.newsroom.topic_page import TopicView


class DecidersMenuItem(MenuItem):
    """Shown to those who decide about topics."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(request.user)


class PlannersMenuItem(MenuItem):
    """Shown to those who plan rounds."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_plan(request.user)


class DeskViewSet(ViewSet):
    """The ballot desk and a topic's page."""

    name = "topics_desk"
    url_prefix = "topics"
    icon = "list-ol"
    menu_name = "ballot-desk"
    menu_label = _("Ballot desk")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return DecidersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", DeskView.as_view(), name="index"),
            path("results/", DeskView.as_view(results_only=True), name="index_results"),
            path("export/", TopicsFile.as_view(), name="export"),
            path("<int:pk>/", TopicView.as_view(), name="topic"),
        ]


class RoundViewSet(ViewSet):
    """Rounds."""

    name = "topics_rounds"
    url_prefix = "topics/rounds"
    icon = "calendar-check"
    menu_name = "topic-rounds"
    menu_label = _("Rounds")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return PlannersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", RoundsView.as_view(), name="index"),
            path("results/", RoundsView.as_view(results_only=True), name="index_results"),
            path("add/", PlanView.as_view(), name="add"),
            path("<int:pk>/", RoundView.as_view(), name="round"),
            path("<int:pk>/edit/", PlanView.as_view(), name="edit"),
            path("<int:pk>/export/", ResultsFile.as_view(), name="export"),
        ]


class AssignmentViewSet(ViewSet):
    """Assignments."""

    name = "topics_assignments"
    url_prefix = "topics/assignments"
    icon = "tasks"
    menu_name = "topic-assignments"
    menu_label = _("Assignments")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return DecidersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", AssignmentsView.as_view(), name="index"),
            path("results/", AssignmentsView.as_view(results_only=True), name="index_results"),
        ]


class FlagViewSet(ViewSet):
    """Flags."""

    name = "topics_flags"
    url_prefix = "topics/flags"
    icon = "warning"
    menu_name = "topic-flags"
    menu_label = _("Flags")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return DecidersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", FlagsView.as_view(), name="index"),
            path("results/", FlagsView.as_view(results_only=True), name="index_results"),
        ]


class TopicsGroup(ViewSetGroup):
    """The menu item. It is shown where one of its items is."""

    menu_label = _("Topics")
    menu_name = "topics"
    menu_icon = "list-ol"
    menu_order = 96
    items = (DeskViewSet, RoundViewSet, AssignmentViewSet, FlagViewSet)
