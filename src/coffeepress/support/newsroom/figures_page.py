"""The page “Figures”: who supports, what recurs, what came in; as charts and as tables, and as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button

from coffeepress.articles.newsroom.spreadsheet import csv_answer
from coffeepress.support.counting import figures
from coffeepress.support.counting.figures import CurrencyFigures, Figures, Period
from coffeepress.support.counting.income import income_by_month
from coffeepress.support.newsroom import naming
from coffeepress.support.newsroom.charts import Chart, Series, columns
from coffeepress.support.newsroom.failed import count_failed
from coffeepress.support.newsroom.rights import ForSeers
from coffeepress.support.supporters import count_supporters

FILE_COLUMNS = (
    *("month", "provider", "currency", "recurring", "once", "refunded", "disputed", "kept", "payments"),
)


@dataclass(frozen=True)
class Asked:
    """What the address asks for; nonsense asks for the last twelve months of all providers."""

    year: int | None
    provider: str

    @property
    def period(self) -> Period:
        return figures.year(self.year) if self.year else figures.last_months()


def asked_for(request: HttpRequest, years: list[int]) -> Asked:
    """What a request asks for."""
    year, provider = request.GET.get("year", ""), request.GET.get("provider", "")
    is_known = year in {str(each) for each in years}
    names = [name for name, _label in naming.provider_choices()]
    return Asked(int(year) if is_known else None, provider if provider in names else "")


def churn_chart(found: Figures) -> Chart:
    """Who came and who left, by month."""
    came, left = sum(each.came for each in found.churn), sum(each.left for each in found.churn)
    return columns(
        "support-people",
        title=_("Recurring supporters who came and left, by month"),
        told=_("In all, %(came)s came and %(left)s left.") % {"came": came, "left": left},
        labels=naming.month_labels(found.months),
        series=[
            Series(_("Came"), [each.came for each in found.churn]),
            Series(_("Left"), [-each.left for each in found.churn]),
        ],
        shown=str,
    )


def income_chart(found: CurrencyFigures) -> Chart:
    """What came in and what was taken back, by month."""
    kept = {"kept": naming.amount(found.income.kept)}
    series = [
        Series(_("Recurring"), [each.income.recurring_minor for each in found.months]),
        Series(_("Once"), [each.income.once_minor for each in found.months]),
    ]
    taken = [-each.income.refunded_minor - each.income.disputed_minor for each in found.months]
    if any(taken):
        series.append(Series(_("Refunded or disputed"), taken))
    return columns(
        f"support-income-{found.currency.lower()}",
        title=_("Income in %(currency)s by month") % {"currency": found.currency},
        told=_("In all, %(kept)s were kept.") % kept,
        labels=naming.month_labels([each.month for each in found.months]),
        series=series,
        shown=naming.money_ticks(found.currency),
    )


def recurring_chart(found: CurrencyFigures) -> Chart:
    """What recurs at the end of each month."""
    at = [each.recurring.a_month for each in found.months]
    words = {"first": naming.amount(at[0]), "last": naming.amount(at[-1])}
    return columns(
        f"support-recurring-{found.currency.lower()}",
        title=_("Recurring income a month in %(currency)s, at the end of each month")
        % {"currency": found.currency},
        told=_("From %(first)s in the first month to %(last)s in the last.") % words,
        labels=naming.month_labels([each.month for each in found.months]),
        series=[Series(_("Recurring a month"), [each.minor for each in at])],
        shown=naming.money_ticks(found.currency),
    )


def people_rows(found: Figures) -> list[dict[str, Any]]:
    """How recurring supporters came and went, a row for each month, the latest first."""
    rows = [
        {"month": naming.month_name(month), "churn": each, "percent": percent(each.tenths_of_percent)}
        for month, each in zip(found.months, found.churn, strict=True)
    ]
    return rows[::-1]


def percent(tenths: int | None) -> str:
    """Tenths of a percent, written; "–" where there is nothing to take a share of."""
    from django.utils.formats import number_format

    return _("%(number)s%%") % {"number": number_format(tenths / 10, 1)} if tenths is not None else "–"


def money_rows(found: CurrencyFigures) -> list[dict[str, Any]]:
    """What came in, a row for each month, the latest first."""
    return [
        {"name": naming.month_name(each.month), **_amounts(each.income, each.recurring)}
        for each in reversed(found.months)
    ]


def provider_rows(found: CurrencyFigures) -> list[dict[str, Any]]:
    """What came in, a row for each provider."""
    return [
        {
            "name": naming.provider_name(each.provider),
            "pledges": each.pledges,
            **_amounts(each.income, each.recurring),
        }
        for each in found.providers
    ]


def _amounts(income: Any, recurring: Any) -> dict[str, str]:
    names = ("recurring", "once", "refunded", "disputed", "kept")
    return {
        **{name: naming.amount_or_dash(getattr(income, name)) for name in names},
        "payments": income.payments,
        "a_month": naming.amount_or_dash(recurring.a_month),
    }


class FiguresView(ForSeers, WagtailAdminTemplateMixin, TemplateView):
    """The page."""

    template_name = "support/newsroom/figures.html"
    page_title = gettext_lazy("Support")
    header_icon = "pick"

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        query = f"?{self.request.GET.urlencode()}" if self.request.GET else ""
        return [
            Button(
                _("Download CSV"),
                url=reverse("supporting:figures_file") + query,
                icon_name="download",
                priority=10,
            )
        ]

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        years = figures.years()
        asked = asked_for(self.request, years)
        found = figures.figures(asked.period, provider=asked.provider)
        failed = count_failed()
        return {
            **super().get_context_data(**kwargs),
            "years": [str(each) for each in years],
            "year": str(asked.year or ""),
            "providers": naming.provider_choices(),
            "provider": asked.provider,
            "supporters": count_supporters(),
            "recurring": [naming.amount(each.a_month) for each in figures.recurring_now()],
            "failed": ngettext("%(count)d payment failed", "%(count)d payments failed", failed)
            % {"count": failed},
            "has_failed": failed > 0,
            "people": people_rows(found),
            "people_chart": churn_chart(found),
            "currencies": [
                {
                    "code": each.currency,
                    "months": money_rows(each),
                    "providers": provider_rows(each),
                    "total": {"name": _("Together"), **_amounts(each.income, each.recurring)},
                    "income_chart": income_chart(each),
                    "recurring_chart": recurring_chart(each),
                }
                for each in found.currencies
            ],
        }


class FiguresFileView(ForSeers, View):
    """The income by month, provider and currency, as CSV with amounts as plain numbers."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        asked = asked_for(request, figures.years())
        return csv_answer("support.csv", FILE_COLUMNS, file_rows(asked))


def file_rows(asked: Asked) -> Iterator[list[Any]]:
    """The file's rows."""
    period = asked.period
    for row in income_by_month(period.bounds):
        if asked.provider not in ("", row.provider):
            continue
        month, income = period.months[row.month], row.income
        amounts = (income.recurring, income.once, income.refunded, income.disputed, income.kept)
        yield [
            f"{month.year}-{month.month:02}",
            row.provider,
            income.currency,
            *(each.major for each in amounts),
            income.payments,
        ]
