"""The list of supporters, and the file of it. A constant number of queries a page."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.widgets.button import Button

from coffeepress.articles.newsroom.spreadsheet import csv_answer
from coffeepress.support.models import Pledge, Supporter
from coffeepress.support.money import Money
from coffeepress.support.newsroom import naming
from coffeepress.support.newsroom.narrowing import SupporterFilterSet, narrowed, search
from coffeepress.support.newsroom.rights import ForSeers
from coffeepress.support.projection import Status
from coffeepress.support.showing import priced
from coffeepress.support.supporters import address_of

PER_PAGE = 50
MOST_PLEDGES = 5
ROWS_AT_ONCE = 1000
COLUMNS = (
    *(
        "number",
        "email",
        "has_account",
        "language",
        "since",
        "supports_until",
        "reference",
        "provider",
        "tier",
    ),
    *(
        "state",
        "amount",
        "currency",
        "how_often",
        "payments",
        "charged",
        "refunded",
        "disputed",
        "paid_until",
    ),
)


def real_pledges() -> QuerySet[Pledge]:
    """Pledges of which something came, the latest first."""
    return Pledge.objects.exclude(status=Status.BEGUN.value).select_related("tier").order_by("-pk")


def with_pledges(supporters: QuerySet[Supporter]) -> QuerySet[Supporter]:
    """Supporters with their accounts and pledges, in two queries."""
    pledges = Prefetch("pledges", queryset=real_pledges(), to_attr="own_pledges")
    return supporters.select_related("user").prefetch_related(pledges)


def pledge_line(pledge: Pledge) -> str:
    """A pledge in a line: “€3.50 a month, Stripe: Active”."""
    state = pledge.state
    promised = priced(naming.amount(state.amount), state.interval) if state.amount and state.interval else ""
    where = f"{naming.provider_name(pledge.provider)}: {pledge.get_status_display()}"
    return f"{promised}, {where}" if promised else where


class PersonCell(Column):
    """Who it is, leading to the supporter's page."""

    cell_template_name = "support/newsroom/person_cell.html"

    def get_value(self, instance: Supporter) -> dict[str, Any]:
        return {"pk": instance.pk, "email": address_of(instance), "has_account": instance.user_id is not None}


class DayColumn(Column):
    """A day, of the past or to come. On a phone, where columns have no heads, its cell says which."""

    cell_template_name = "support/newsroom/day_cell.html"

    def get_value(self, instance: Supporter) -> str:
        at = super().get_value(instance)
        return str(date_format(timezone.localtime(at), "SHORT_DATE_FORMAT")) if at else "–"


class PledgesCell(Column):
    """What somebody promised."""

    cell_template_name = "support/newsroom/pledges_cell.html"

    def get_value(self, instance: Supporter) -> dict[str, Any]:
        own: list[Pledge] = instance.own_pledges  # type: ignore[attr-defined]
        return {
            "lines": [pledge_line(each) for each in own[:MOST_PLEDGES]],
            "more": max(len(own) - MOST_PLEDGES, 0),
        }


class SupportersView(ForSeers, IndexView):
    """Who supports the outlet."""

    model = Supporter
    page_title = gettext_lazy("Supporters")
    header_icon = "group"
    template_name = "support/newsroom/listing.html"
    any_permission_required = None  # a right of its own: `ForSeers`
    filterset_class = SupporterFilterSet
    is_searchable = True
    default_ordering = "-pk"
    paginate_by = PER_PAGE
    index_url_name = "supporting:supporters"
    index_results_url_name = "supporting:supporters_results"
    columns = [
        PersonCell("person", label=gettext_lazy("Supporter"), classname="title", width="35%"),
        PledgesCell("pledges", label=gettext_lazy("Support")),
        DayColumn("created_at", label=gettext_lazy("Known since"), width="14%"),
        DayColumn("counts_until", label=gettext_lazy("Supports until"), sort_key="counts_until", width="14%"),
    ]

    def get_base_queryset(self) -> QuerySet[Supporter]:
        return with_pledges(Supporter.objects.all())

    def order_queryset(self, queryset: QuerySet[Supporter]) -> QuerySet[Supporter]:
        ordering = self.ordering if self.ordering.lstrip("-") in ("pk", "counts_until") else "-pk"
        return queryset.order_by(ordering) if ordering.endswith("pk") else queryset.order_by(ordering, "-pk")

    def search_queryset(self, queryset: QuerySet[Supporter]) -> QuerySet[Supporter]:
        return search(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        address = reverse("supporting:supporters_file") + query
        return [Button(_("Download CSV"), url=address, icon_name="download", priority=10)]


class SupportersFileView(ForSeers, View):
    """The list as CSV, narrowed as the list is: a row for each pledge, amounts as plain numbers."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return csv_answer("supporters.csv", COLUMNS, file_rows(with_pledges(narrowed(request))))


def file_rows(supporters: QuerySet[Supporter]) -> Iterator[list[Any]]:
    """The file's rows, read a thousand at a time."""
    for supporter in supporters.iterator(chunk_size=ROWS_AT_ONCE):
        person = [
            *(supporter.pk, address_of(supporter), supporter.user_id is not None, supporter.language),
            *(supporter.created_at.isoformat(), _moment(supporter.counts_until)),
        ]
        for pledge in supporter.own_pledges or [None]:  # type: ignore[attr-defined]
            yield [*person, *(_pledge_cells(pledge) if pledge else [])]


def _pledge_cells(pledge: Pledge) -> list[Any]:
    state = pledge.state
    currency = state.amount.currency if state.amount else next(iter(state.totals), "")
    sums = pledge.totals.get(currency, {})
    exact = state.amount.major if state.amount else ""
    return [
        *(pledge.reference, pledge.provider, str(pledge.tier or ""), pledge.status, exact, currency),
        *(pledge.interval, pledge.payments),
        *(_major(sums.get(name, 0), currency) for name in ("charged", "refunded", "disputed")),
        _moment(pledge.paid_until),
    ]


def _major(minor: int, currency: str) -> Any:
    return Money(minor, currency).major if currency else ""


def _moment(at: Any) -> str:
    return at.isoformat() if at else ""
