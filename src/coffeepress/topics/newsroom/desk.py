"""The ballot desk: topics in tabs by their state, in a constant number of queries."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button, HeaderButton

from coffeepress.articles.newsroom.paging import AllKeysFirst, KeysFirst
from coffeepress.topics.models import Round, Topic
from coffeepress.topics.newsroom.narrowing import TABS, WAITING, TopicFilterSet, search
from coffeepress.topics.newsroom.rights import ForDeciders, may_plan

PER_PAGE = 50
SHOWN = (
    *("question", "lines", "language", "state", "proposed_at", "by_new_account", "reason"),
    *("merged_into__question", "proposer_id"),
)


def rows(keys: Sequence[int]) -> list[Topic]:
    """The topics with these keys, in this order, each with what it was merged into."""
    found = {
        each.pk: each for each in Topic.objects.filter(pk__in=keys).select_related("merged_into").only(*SHOWN)
    }
    return [found[key] for key in keys if key in found]


class DeskPaginator(KeysFirst):
    """A page of the desk."""

    def rows(self, keys: Sequence[int]) -> list[Topic]:
        return rows(keys)


class SearchPaginator(AllKeysFirst):
    """A page of what was found."""

    def rows(self, keys: Sequence[int]) -> list[Topic]:
        return rows(keys)


class TopicCell(Column):
    """A topic's question, leading to its page."""

    cell_template_name = "topics/newsroom/topic_cell.html"

    def get_value(self, instance: Topic) -> Topic:
        return instance

    def get_cell_context_data(self, instance: Topic, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        context["query"] = as_query(context["request"])
        return context


class VotesColumn(Column):
    """The votes of a topic in the open round, as last counted."""

    def get_value(self, instance: Topic) -> Any:
        return getattr(instance, "votes_now", "")


def as_query(request: HttpRequest) -> str:
    """How the desk is narrowed, as an address's end."""
    query = request.GET.copy()
    for name in ("_w_filter_fragment", "p", "into"):
        query.pop(name, None)
    return f"?{query.urlencode()}" if query else ""


class DeskView(ForDeciders, IndexView):
    """The ballot desk."""

    model = Topic
    page_title = _("Ballot desk")
    header_icon = "list-ol"
    template_name = "topics/newsroom/desk.html"
    results_template_name = "topics/newsroom/desk_results.html"
    any_permission_required = None  # a right of its own: `ForDeciders`
    filterset_class = TopicFilterSet
    is_searchable = True
    default_ordering = "proposed_at"
    paginate_by = PER_PAGE
    index_url_name = "topics_desk:index"
    index_results_url_name = "topics_desk:index_results"

    @cached_property
    def columns(self) -> list[Column]:
        found = [
            TopicCell("question", label=_("Topic"), classname="title"),
            Column("language", label=_("Language"), width="10%"),
            DateColumn("proposed_at", label=_("Proposed"), sort_key="proposed_at", width="12%"),
        ]
        if self.tab == "on_ballot" and may_plan(self.request.user):
            found.append(VotesColumn("votes", label=_("Votes now"), width="10%"))
        return found

    @property
    def tab(self) -> str:
        asked_for = self.request.GET.get("state", "")
        return asked_for if asked_for in {name for name, _label, _states in TABS} else WAITING

    def get_base_queryset(self) -> QuerySet[Topic]:
        return Topic.objects.all()

    def order_queryset(self, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        descending = "-" if self.ordering.startswith("-") else ""
        return queryset.order_by(self.ordering, f"{descending}pk")

    def filter_queryset(self, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        if not self.filters.is_valid():
            return self.filters.filters["state"].filter(queryset, "")
        return super().filter_queryset(queryset)

    def search_queryset(self, queryset: QuerySet[Topic]) -> QuerySet[Topic]:
        return search(queryset, self.search_query) if self.is_searching else queryset

    @property
    def paginator_class(self) -> type[KeysFirst]:
        return SearchPaginator if self.is_searching else DeskPaginator

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Propose a topic"), url=reverse("topics:propose"), icon_name="plus")]

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        url = reverse("topics_desk:export") + query
        return [Button(_("Download CSV"), url=url, icon_name="download", priority=10)]

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(*args, **kwargs)
        if not (self.is_filtering or self.is_searching):
            context["no_results_message"] = _("Nothing waits.")
        context["tabs"] = tabs(self.tab)
        if self.tab == "on_ballot" and may_plan(self.request.user):
            votes = votes_now()
            for each in context["object_list"]:
                each.votes_now = votes.get(each.pk, 0)
        return context


def tabs(current: str) -> list[dict[str, Any]]:
    """The desk's tabs, each with how many stand in it."""
    counted = dict(Topic.objects.order_by().values_list("state").annotate(number=Count("pk")))
    return [
        {
            "label": label,
            "url": reverse("topics_desk:index") + (f"?state={name}" if name != WAITING else ""),
            "number": sum(counted.get(state, 0) for state in states),
            "is_current": name == current,
        }
        for name, label, states in TABS
    ]


def votes_now() -> dict[int, int]:
    """The votes in the rounds that are open, as last counted."""
    open_rounds = Round.objects.filter(state=Round.State.OPEN).values_list("counts", flat=True)
    return {topic: votes for counts in open_rounds for topic, votes in counts}
