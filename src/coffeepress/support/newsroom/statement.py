"""Bringing in a bank's statement: upload it, look at what would be booked, book it. A second time books nothing twice.

Between the two steps the file lies in the database, and is read anew when it is booked: what is confirmed is what the
ledger lacks at that moment.
"""

import hashlib
import zlib
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coffeepress.people.newsroom.rights import account
from coffeepress.support.models import UploadedStatement
from coffeepress.support.newsroom import naming
from coffeepress.support.newsroom.rights import ForBookers
from coffeepress.support.newsroom.words import currencies
from coffeepress.support.statements.entries import LIMIT_BYTES, Entry, UnreadableStatement
from coffeepress.support.statements.file import read_statement
from coffeepress.support.statements.matching import Match, Verdict, book_matches, preview

TITLE = gettext_lazy("Bank statement")
BOOKED_AT_ONCE = 500
"""Lines booked by one press of the button, so that the answer does not take minutes; pressing again goes on."""
MOST_SHOWN = 200

VERDICTS = {
    Verdict.KNOWN: gettext_lazy("Booked before"),
    Verdict.UNMATCHED: gettext_lazy("No reference"),
    Verdict.UNKNOWN: gettext_lazy("Unknown reference"),
    Verdict.AMBIGUOUS: gettext_lazy("Several references"),
    Verdict.SPENT: gettext_lazy("Money that went"),
}
"""What becomes of lines that are not booked."""


class StatementForm(forms.Form):
    """A bank's file."""

    file = forms.FileField(
        label=gettext_lazy("The bank’s file"),
        help_text=gettext_lazy("CAMT.053 (XML), or a table (CSV) as banks’ web pages give it out."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xml,.csv,.txt"}),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"),
        choices=currencies,
        help_text=gettext_lazy("Of a table that names none."),
    )
    columns = forms.CharField(
        label=gettext_lazy("Names of the columns"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Only where a table’s are not found: date=Day,amount=Sum,text=Purpose."),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LIMIT_BYTES:
            megabytes = {"megabytes": LIMIT_BYTES // 1024**2}
            raise forms.ValidationError(_("The file is larger than %(megabytes)s MB.") % megabytes)
        return file


@dataclass(frozen=True)
class Line:
    """A line of the statement as it is shown."""

    id: str
    day: Any
    amount: str
    name: str
    text: str
    reference: str
    verdict: str


def entries_of(statement: UploadedStatement) -> list[Entry]:
    """What an uploaded file says."""
    data = zlib.decompress(bytes(statement.packed))
    return read_statement(data, currency=statement.currency, columns=statement.columns)


class StatementView(ForBookers, WagtailAdminTemplateMixin, FormView):
    """The form that takes a file. What cannot be read is not kept."""

    form_class = StatementForm
    template_name = "support/newsroom/statement.html"
    page_title = TITLE
    header_icon = "upload"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def form_valid(self, form: StatementForm) -> HttpResponse:
        file, given = form.cleaned_data["file"], form.cleaned_data
        data = file.read(LIMIT_BYTES + 1)
        try:
            read_statement(data, currency=given["currency"], columns=given["columns"])
        except UnreadableStatement as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        statement = UploadedStatement.objects.create(
            name=file.name[-120:],
            by=account(self.request),
            currency=given["currency"],
            columns=given["columns"],
            packed=zlib.compress(data),
            digest=hashlib.sha256(data).hexdigest(),
        )
        return HttpResponseRedirect(reverse("supporting:statement_preview", args=[statement.pk]))


class PreviewView(ForBookers, WagtailAdminTemplateMixin, TemplateView):
    """What would be booked of a statement; sent as a form, it is booked."""

    template_name = "support/newsroom/preview.html"
    header_icon = "upload"

    @cached_property
    def statement(self) -> UploadedStatement:
        return get_object_or_404(UploadedStatement, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("What would be booked")

    def get_page_subtitle(self) -> str:
        return self.statement.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("supporting:statement"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        matches = preview(entries_of(self.statement))
        booked = book_matches(
            matches,
            also=set(request.POST.getlist("also")),
            digest=self.statement.digest,
            by=account(request),
            most=BOOKED_AT_ONCE,
        )
        told = ngettext("%(count)d line was booked.", "%(count)d lines were booked.", booked) % {
            "count": booked
        }
        messages.success(request, told)
        if booked == BOOKED_AT_ONCE:
            return HttpResponseRedirect(reverse("supporting:statement_preview", args=[pk]))
        self.statement.delete()
        return HttpResponseRedirect(reverse("supporting:statement"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matches = preview(entries_of(self.statement))
        found: dict[str, list[Match]] = {"to_book": [], "doubtful": [], "rest": []}
        for match in matches:
            part = {Verdict.BOOK: "to_book", Verdict.TWICE: "doubtful"}.get(match.verdict, "rest")
            found[part].append(match)
        counted = Counter(match.verdict for match in found["rest"])
        return {
            **super().get_context_data(**kwargs),
            "statement": self.statement,
            "parts": {name: [_line(each) for each in some[:MOST_SHOWN]] for name, some in found.items()},
            "counts": {name: len(some) for name, some in found.items()},
            "hidden": {name: max(len(some) - MOST_SHOWN, 0) for name, some in found.items()},
            "verdicts": [
                (label, counted[verdict]) for verdict, label in VERDICTS.items() if counted[verdict]
            ],
        }


def _line(match: Match) -> Line:
    entry = match.entry
    return Line(
        entry.id,
        entry.day,
        naming.amount(entry.amount),
        entry.name,
        entry.text,
        match.pledge.reference if match.pledge else "",
        str(VERDICTS.get(match.verdict, "")),
    )
