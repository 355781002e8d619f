"""Reports as a file: the queue's as CSV, and all that one reader sent as CSV or JSON.

Readers' names and addresses are written only for those who may see them.
"""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.generic import FormView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coffeepress.articles.newsroom.spreadsheet import csv_answer, in_order
from coffeepress.corrections.models import Report
from coffeepress.corrections.newsroom.narrowing import narrowed
from coffeepress.corrections.newsroom.rights import ForDeciders, sees_reporter

ROWS_AT_ONCE = 1000
COLUMNS = (
    *("number", "kind", "language", "article", "address", "passage", "wrong", "proposal", "source", "state"),
    *("passage_now", "readers", "follows", "assigned_to", "received_at", "decided_at", "answer"),
)
READER_COLUMNS = ("name", "email", "wants_credit")


def as_row(report: Report, *, with_reader: bool) -> dict[str, Any]:
    """A report as it is exported."""
    article = report.article
    row = {
        "number": report.pk,
        "kind": report.kind,
        "language": report.language,
        "article": article.title if article else "",
        "address": article.permalink if article else "",
        "passage": report.exact,
        "wrong": report.wrong,
        "proposal": report.proposal,
        "source": report.source,
        "state": report.state,
        "passage_now": report.standing,
        "readers": report.readers,
        "follows": report.leader_id,
        "assigned_to": str(report.assignee or ""),
        "received_at": report.created_at.isoformat(),
        "decided_at": report.decided_at.isoformat() if report.decided_at else "",
        "answer": report.reason,
    }
    if with_reader:
        row |= {"name": report.name, "email": report.email, "wants_credit": report.wants_credit}
    return row


def rows_of(reports: QuerySet[Report]) -> Iterator[Report]:
    """The reports with what a row names of them, a few at a time."""
    return (
        reports.select_related("article", "assignee")
        .defer("searched", "article__body", "article__standfirst")
        .iterator(chunk_size=ROWS_AT_ONCE)
    )


class ExportView(ForDeciders, View):
    """The queue's reports as CSV, narrowed as the queue is; those that follow another are there too."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        reports = narrowed(Report.objects.order_by("pk"), request)
        return _csv(rows_of(reports), "reports.csv", with_reader=sees_reporter(request.user))


class ReaderForm(forms.Form):
    """Whose reports."""

    email = forms.EmailField(label=gettext_lazy("The reader’s e-mail address"))
    format = forms.ChoiceField(
        label=gettext_lazy("Format"),
        choices=(("json", "JSON"), ("csv", "CSV")),
        initial="json",
        widget=forms.RadioSelect,
    )


@method_decorator(never_cache, name="dispatch")
class ReaderView(ForDeciders, WagtailAdminTemplateMixin, FormView):
    """All that one reader sent: to be given to the reader who asks for it.

    By POST, so that no address stands in a server's log.
    """

    form_class = ReaderForm
    template_name = "corrections/newsroom/reader.html"
    page_title = gettext_lazy("A reader’s reports")
    header_icon = "user"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not sees_reporter(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("reports:queue"), "label": _("Readers’ reports")},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: ReaderForm) -> HttpResponse:
        reports = Report.objects.filter(Report.from_address(form.cleaned_data["email"])).order_by("pk")
        if not reports.exists():
            form.add_error("email", _("No report came from this address."))
            return self.form_invalid(form)
        if form.cleaned_data["format"] == "csv":
            return _csv(rows_of(reports), "reader.csv", with_reader=True)  # type: ignore[return-value]
        answer = JsonResponse(
            {"reports": [as_row(report, with_reader=True) for report in rows_of(reports)]},
            json_dumps_params={"ensure_ascii": False, "indent": 2},
        )
        answer["Content-Disposition"] = 'attachment; filename="reader.json"'
        return answer


def _csv(reports: Iterator[Report], name: str, *, with_reader: bool) -> StreamingHttpResponse:
    columns = COLUMNS + (READER_COLUMNS if with_reader else ())
    rows = (as_row(report, with_reader=with_reader) for report in reports)
    return csv_answer(name, columns, in_order(columns, rows))
