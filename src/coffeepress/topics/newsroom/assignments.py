"""What the newsroom owes its supporters: the chosen topics with their states."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.admin.views.generic import IndexView

from coffeepress.topics.models import Assignment
from coffeepress.topics.newsroom.rights import ForDeciders


class AssignmentFilterSet(WagtailFilterSet):
    """By state."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Assignment.State.choices, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Assignment
        fields: list[str] = []


class AssignmentCell(Column):
    """The question, leading to the topic's page."""

    cell_template_name = "topics/newsroom/assignment_cell.html"

    def get_value(self, instance: Assignment) -> Any:
        return instance.topic


class AssignmentsView(ForDeciders, IndexView):
    """The assignments, the newest first."""

    model = Assignment
    page_title = _("Assignments")
    header_icon = "tasks"
    any_permission_required = None  # a right of its own: `ForDeciders`
    filterset_class = AssignmentFilterSet
    search_fields = ["topic__question"]
    search_backend_name = None
    default_ordering = "-chosen_at"
    paginate_by = 50
    index_url_name = "topics_assignments:index"
    index_results_url_name = "topics_assignments:index_results"
    columns = [
        AssignmentCell("topic", label=_("Topic"), classname="title"),
        StatusTagColumn("state", label=_("State"), accessor="get_state_display", primary=True),
        Column("round", label=_("Round")),
        Column("votes", label=_("Votes"), sort_key="votes", width="8%"),
        Column("number", label=_("Articles"), width="8%"),
        DateColumn("chosen_at", label=_("Chosen"), sort_key="chosen_at", width="12%"),
    ]

    def get_base_queryset(self) -> QuerySet[Assignment]:
        return Assignment.objects.select_related("topic", "round").annotate(number=Count("articles"))
