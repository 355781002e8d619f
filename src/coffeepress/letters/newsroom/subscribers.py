"""Who gets letters: the list, as a file, one reader's data, and bringing in those who said yes elsewhere.

Addresses stand in no address of a page and no log of a server: one reader is looked for by POST.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from coffeepress.articles.newsroom.spreadsheet import csv_answer
from coffeepress.letters.bring_in import NotReadable, bring_in, preview, read
from coffeepress.letters.held import forget, held
from coffeepress.letters.models import Subscriber, Subscription
from coffeepress.letters.newsroom.forms import FindForm, ImportForm
from coffeepress.letters.newsroom.rights import ForAddresses

TITLE = gettext_lazy("Subscribers")
ROWS_AT_ONCE = 1000
COLUMNS = ("email", "language", "letter", "confirmed_at", "ended_at", "stopped_at", "stopped_because")


class LettersOfColumn(Column):
    """The letters that a subscriber gets."""

    def get_value(self, instance: Subscriber) -> str:
        own = [each for each in instance.subscriptions.all() if each.ended_at is None]
        return ", ".join(f"{each.get_kind_display()} ({each.language})" for each in own)


class SubscribersView(ForAddresses, IndexView):
    """All subscribers, the newest first."""

    model = Subscriber
    page_title = TITLE
    header_icon = "group"
    any_permission_required = None  # a right of its own: `ForAddresses`
    search_fields = ["email"]
    search_backend_name = None
    default_ordering = "-made_at"
    paginate_by = 50
    index_url_name = "subscribers:index"
    index_results_url_name = "subscribers:index_results"
    columns = [
        Column("email", label=gettext_lazy("E-mail address")),
        LettersOfColumn("letters", label=gettext_lazy("Letters")),
        Column("stopped", label=gettext_lazy("Stopped because"), accessor="get_stopped_why_display"),
        DateColumn("made_at", label=gettext_lazy("Since"), sort_key="made_at", width="12%"),
    ]

    def get_base_queryset(self) -> QuerySet[Subscriber]:
        return Subscriber.objects.prefetch_related(
            Prefetch("subscriptions", Subscription.objects.order_by("language", "kind"))
        )

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Bring in"), url=reverse("subscribers:bring_in"), icon_name="upload")]

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        return [
            HeaderButton(_("Export as CSV"), url=reverse("subscribers:export"), icon_name="download"),
            HeaderButton(_("One reader’s data"), url=reverse("subscribers:reader"), icon_name="user"),
        ]


def file_rows(subscriptions: Iterable[Subscription]) -> Iterator[tuple[str, ...]]:
    """Subscriptions as rows of a CSV file."""
    for row in subscriptions:
        who = row.subscriber
        yield (
            *(who.email, row.language, row.kind, _iso(row.confirmed_at), _iso(row.ended_at)),
            *(_iso(who.stopped_at), who.stopped_why),
        )


def _iso(moment: Any) -> str:
    return moment.isoformat() if moment else ""


class ExportView(ForAddresses, View):
    """All subscriptions as CSV, row by row."""

    def get(self, _request: HttpRequest) -> HttpResponseBase:
        rows = Subscription.objects.select_related("subscriber").order_by("pk")
        return csv_answer("subscribers.csv", COLUMNS, file_rows(rows.iterator(chunk_size=ROWS_AT_ONCE)))


class _Form(ForAddresses, WagtailAdminTemplateMixin, FormView):
    """What the forms about subscribers have in common."""

    header_icon = "group"
    template_name = "letters/newsroom/subscribers_form.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("subscribers:index"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]


class ReaderView(_Form):
    """What is held about one address: to be given to its owner, stopped, or forgotten."""

    form_class = FindForm
    page_title = gettext_lazy("One reader’s data")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        acts = [
            ("export", _("Export as JSON")),
            ("stop", _("Stop all letters")),
            ("forget", _("Forget the address")),
        ]
        return {**super().get_context_data(**kwargs), "acts": acts}

    def form_valid(self, form: FindForm) -> HttpResponse:
        email = form.cleaned_data["email"].lower()
        found = held(email)
        if found["subscriber"] is None and not found["asked"]:
            form.add_error("email", _("Nothing is held about this address."))
            return self.form_invalid(form)
        return getattr(self, f"_{self._act()}")(email, found)

    def _act(self) -> str:
        act = self.request.POST.get("act", "")
        return act if act in ("stop", "forget") else "export"

    def _export(self, _email: str, found: dict[str, Any]) -> HttpResponse:
        answer = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
        answer["Content-Disposition"] = 'attachment; filename="reader.json"'
        return answer

    def _stop(self, email: str, _found: dict[str, Any]) -> HttpResponse:
        rows = Subscriber.objects.filter(email=email, stopped_at=None)
        rows.update(stopped_at=timezone.now(), stopped_why=Subscriber.Stopped.STAFF)
        messages.success(self.request, _("No letters go to this address any more."))
        return HttpResponseRedirect(reverse("subscribers:reader"))

    def _forget(self, email: str, _found: dict[str, Any]) -> HttpResponse:
        forget(email)
        messages.success(self.request, _("The address is forgotten."))
        return HttpResponseRedirect(reverse("subscribers:reader"))


class BringInView(_Form):
    """A file is looked at first; it is brought in by a second button, as it was looked at."""

    form_class = ImportForm
    page_title = gettext_lazy("Bring in subscribers")
    template_name = "letters/newsroom/bring_in.html"
    signer = Signer(salt="coffeepress.letters.bring_in")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "checked" in request.POST:
            return self._bring_in(request)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: ImportForm) -> HttpResponse:
        chosen = form.cleaned_data
        try:
            found = read(chosen["file"].read())
        except NotReadable as refusal:
            form.add_error("file", self._refusal(str(refusal)))
            return self.form_invalid(form)
        told = {"emails": found.emails, "kinds": chosen["kinds"], "language": chosen["language"]}
        context = {
            "found": found,
            "outcome": preview(found.emails, chosen["kinds"], chosen["language"]),
            "checked": self.signer.sign(json.dumps(told)),
        }
        return self.render_to_response(self.get_context_data(form=form, **context))

    def _refusal(self, why: str) -> str:
        return {
            "size": _("The file is too large: at most 10 MB."),
            "encoding": _("The file is not in UTF-8."),
            "column": _("The file has no column “email”."),
        }[why]

    def _bring_in(self, request: HttpRequest) -> HttpResponse:
        try:
            told = json.loads(self.signer.unsign(request.POST["checked"]))
        except BadSignature:
            messages.error(request, _("Please choose the file once more."))
            return HttpResponseRedirect(reverse("subscribers:bring_in"))
        outcome = bring_in(told["emails"], told["kinds"], told["language"])
        words = ngettext(
            "%(n)s subscriber was brought in.", "%(n)s subscribers were brought in.", outcome.new
        )
        messages.success(request, words % {"n": outcome.new})
        return HttpResponseRedirect(reverse("subscribers:index"))
