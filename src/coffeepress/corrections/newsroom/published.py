"""Published corrections: their list, amending one, and publishing one that nobody asked for. None is ever removed."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from coffeepress.corrections.amend import amend
from coffeepress.corrections.announce import NothingSaid
from coffeepress.corrections.models import Correction
from coffeepress.corrections.newsroom.forms import AmendForm, UnaskedForm
from coffeepress.corrections.newsroom.rights import ForDeciders
from coffeepress.corrections.unasked import correct_unasked
from coffeepress.people.newsroom.rights import account

TITLE = gettext_lazy("Corrections")


class CorrectionCell(Column):
    """A correction's words, leading to the form that amends it."""

    cell_template_name = "corrections/newsroom/correction_cell.html"

    def get_value(self, instance: Correction) -> Correction:
        return instance


class CorrectionsView(ForDeciders, IndexView):
    """All published corrections, newest first."""

    model = Correction
    page_title = TITLE
    header_icon = "clipboard-list"
    any_permission_required = None  # a right of its own: `ForDeciders`
    search_fields = ["note", "said", "says", "article__title"]
    search_backend_name = None
    default_ordering = "-published_at"
    paginate_by = 50
    index_url_name = "published_corrections:index"
    index_results_url_name = "published_corrections:index_results"
    columns = [
        CorrectionCell("words", label=gettext_lazy("Correction"), classname="title"),
        Column("article", label=gettext_lazy("Article"), accessor="article.title"),
        Column("kind", label=gettext_lazy("Kind"), accessor="get_kind_display"),
        DateColumn("published_at", label=gettext_lazy("Published"), sort_key="published_at", width="12%"),
        DateColumn("amended_at", label=gettext_lazy("Amended"), width="12%"),
    ]

    def get_base_queryset(self) -> QuerySet[Correction]:
        return Correction.objects.select_related("article").defer("article__body")

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [
            HeaderButton(_("Correct an article"), url=reverse("published_corrections:add"), icon_name="plus")
        ]


class CorrectionForm(ForDeciders, WagtailAdminTemplateMixin, FormView):
    """What the two forms of corrections have in common."""

    header_icon = "clipboard-list"
    template_name = "corrections/newsroom/correction.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("published_corrections:index"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            correction = self.publish(form)
        except NothingSaid as refusal:
            form.add_error("note", str(refusal))
            return self.form_invalid(form)
        buttons = []
        if correction.article.live and correction.article.permalink:
            address = f"{correction.article.permalink}#corrections"
            buttons = [messages.button(address, _("What readers see"), new_window=True)]
        messages.success(self.request, self.told, buttons=buttons)
        return HttpResponseRedirect(reverse("published_corrections:index"))

    told: Any

    def publish(self, form: Any) -> Correction:
        raise NotImplementedError


class AmendView(CorrectionForm):
    """Other words for a published correction, above the words that it had before."""

    form_class = AmendForm
    told = gettext_lazy("The correction was amended; the words before stay in its history.")

    @cached_property
    def correction(self) -> Correction:
        corrections = Correction.objects.select_related("article", "report", "by")
        return get_object_or_404(corrections, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return _("Amend the correction")

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy: the form writes into its instance before anything is decided.
        return {**super().get_form_kwargs(), "instance": Correction.objects.get(pk=self.correction.pk)}

    def publish(self, form: AmendForm) -> Correction:
        return amend(self.correction, account(self.request), **form.cleaned_data)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        versions = self.correction.versions.select_related("replaced_by").order_by("-replaced_at", "-pk")
        return {
            **super().get_context_data(**kwargs),
            "correction": self.correction,
            "article": self.correction.article,
            "versions": list(versions),
            "button": _("Amend"),
        }


class UnaskedView(CorrectionForm):
    """A correction that nobody asked for."""

    form_class = UnaskedForm
    told = gettext_lazy("The correction is published.")

    def get_page_title(self) -> str:
        return _("Correct an article")

    def get_initial(self) -> dict[str, Any]:
        return {"article": self.request.GET.get("article", "")[:900], "kind": Correction.Kind.CORRECTION}

    def publish(self, form: UnaskedForm) -> Correction:
        words = {name: form.cleaned_data[name] for name in ("kind", "note", "said", "says")}
        return correct_unasked(form.cleaned_data["article"], account(self.request), **words)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "button": _("Publish")}
