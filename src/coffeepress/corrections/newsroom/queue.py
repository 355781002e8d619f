"""The queue: open reports, oldest first, a row for each passage, in a constant number of queries."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from coffeepress.articles.newsroom.paging import AllKeysFirst, KeysFirst
from coffeepress.articles.showing.cards import sections_above
from coffeepress.corrections.models import Report
from coffeepress.corrections.newsroom.narrowing import ReportFilterSet, search
from coffeepress.corrections.newsroom.rights import ForDeciders

PER_PAGE = 50
SHOWN_LENGTH = 160


class QueuePaginator(KeysFirst):
    """A page of the queue."""

    def rows(self, keys: Sequence[int]) -> list[Report]:
        return rows(keys)


class SearchPaginator(AllKeysFirst):
    """A page of what was found."""

    def rows(self, keys: Sequence[int]) -> list[Report]:
        return rows(keys)


def rows(keys: Sequence[int]) -> list[Report]:
    """The reports with these keys in this order, each with its article, section and who looks after it."""
    found = {
        report.pk: report
        for report in Report.objects.filter(pk__in=keys)
        .select_related("article", "assignee")
        .only(
            *("kind", "language", "exact", "wrong", "proposal", "standing", "state", "readers", "created_at"),
            *("article__title", "article__path", "article__permalink", "article__live"),
            *("assignee__first_name", "assignee__last_name", "assignee__email"),
        )
    }
    sections = sections_above(report.article.path for report in found.values() if report.article)
    for report in found.values():
        section = sections.get(report.article.path[:-4]) if report.article else None
        report.section_title = section.title if section else ""  # type: ignore[attr-defined]
    return [found[key] for key in keys if key in found]


def open_reports() -> QuerySet[Report]:
    """What waits for a decision: of reports that overlap, the first one."""
    return Report.objects.filter(leader=None, state__in=Report.OPEN)


class ReportCell(Column):
    """A cell with a template of its own."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        self.cell_template_name = f"corrections/newsroom/{name}_cell.html"
        super().__init__(name, **kwargs)

    def get_value(self, instance: Report) -> Report:
        return instance

    def get_cell_context_data(self, instance: Report, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["shown_length"] = SHOWN_LENGTH
        context["query"] = as_query(context["request"])
        return context


class AssignedCell(ReportCell):
    """Who looks after the report, or a button for taking it that leads back to this page of the queue."""

    def get_cell_context_data(self, instance: Report, parent_context: Any) -> dict[str, Any]:
        context = super().get_cell_context_data(instance, parent_context)
        request = context["request"]
        return {**context, "csrf_token": get_token(request), "queue_url": queue_url(request)}


def as_query(request: HttpRequest) -> str:
    """How the queue is narrowed, as an address's end. A report's page keeps it, so that the next is one of these."""
    query = request.GET.copy()
    for name in ("_w_filter_fragment", "p"):
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""


def queue_url(request: HttpRequest) -> str:
    """The address of the queue as it is narrowed now, also where only its results were asked for."""
    page = request.GET.get("p", "")
    query = as_query(request)
    if page.isdecimal():
        query += f"{'&' if query else '?'}p={page}"
    return reverse("reports:queue") + query


class QueueView(ForDeciders, IndexView):
    """The queue of readers' reports."""

    model = Report
    page_title = _("Readers’ reports")
    header_icon = "comment"
    template_name = "corrections/newsroom/queue.html"
    results_template_name = "corrections/newsroom/queue_results.html"
    any_permission_required = None  # a right of its own: `ForDeciders`
    filterset_class = ReportFilterSet
    is_searchable = True
    default_ordering = "created_at"
    paginate_by = PER_PAGE
    index_url_name = "reports:queue"
    index_results_url_name = "reports:queue_results"
    columns = [
        ReportCell("passage", label=_("Report"), classname="title"),
        ReportCell("article", label=_("Article")),
        Column("section_title", label=_("Section")),
        DateColumn("created_at", label=_("Received"), sort_key="created_at", width="12%"),
        ReportCell("readers", label=_("Readers"), sort_key="readers", width="6%"),
        AssignedCell("assigned", label=_("State"), width="16%"),
    ]

    def get_base_queryset(self) -> QuerySet[Report]:
        return Report.objects.filter(leader=None)

    def order_queryset(self, queryset: QuerySet[Report]) -> QuerySet[Report]:
        descending = "-" if self.ordering.startswith("-") else ""
        return queryset.order_by(self.ordering, f"{descending}pk")

    def filter_queryset(self, queryset: QuerySet[Report]) -> QuerySet[Report]:
        if not self.filters.is_valid():
            return queryset.filter(state__in=Report.OPEN)
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset: QuerySet[Report]) -> QuerySet[Report]:
        return search(queryset, self.search_query) if self.is_searching else queryset

    @property
    def paginator_class(self) -> type[KeysFirst]:
        return SearchPaginator if self.is_searching else QueuePaginator

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        return [
            Button(
                _("Download CSV"), url=reverse("reports:export") + query, icon_name="download", priority=10
            ),
            Button(_("A reader’s reports"), url=reverse("reports:reader"), icon_name="user", priority=20),
            Button(
                _("Prepared reasons"), url=reverse("prepared_reasons:index"), icon_name="list-ul", priority=30
            ),
        ]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        context["queue_url"] = queue_url(self.request)
        context["no_results_message"] = (
            context["no_results_message"] if self.is_filtering or self.is_searching else _("Nothing waits.")
        )
        return context
