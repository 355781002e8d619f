"""Rounds in the newsroom: their list, planning one, and the page on which one's results and turnout are seen."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import HeaderButton

from coffeepress.topics.models import Flag, Round
from coffeepress.topics.newsroom.chart import chart
from coffeepress.topics.newsroom.forms import PlanForm
from coffeepress.topics.newsroom.results import results, weeks_shown
from coffeepress.topics.newsroom.rights import ForPlanners
from coffeepress.topics.paths import ballots_path, round_path
from coffeepress.topics.plan import (
    AlreadyUnderWay,
    CannotPlan,
    EndsBeforeItBegins,
    Overlaps,
    Plan,
    call_off,
    plan,
)
from coffeepress.topics.showing import turnout_label

TITLE = gettext_lazy("Rounds")
MOST_BARS = 20
MOST_ROWS = 200
SHOWN_LETTERS = 64


class RoundCell(Column):
    """A round's title, leading to its page."""

    cell_template_name = "topics/newsroom/round_cell.html"

    def get_value(self, instance: Round) -> Round:
        return instance


class RoundsView(ForPlanners, IndexView):
    """All rounds, the newest first."""

    model = Round
    page_title = TITLE
    header_icon = "calendar-check"
    any_permission_required = None  # a right of its own: `ForPlanners`
    is_searchable = False
    default_ordering = "-opens_at"
    paginate_by = 50
    index_url_name = "topics_rounds:index"
    index_results_url_name = "topics_rounds:index_results"
    columns = [
        RoundCell("title", label=gettext_lazy("Round"), classname="title"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display"),
        DateColumn("opens_at", label=gettext_lazy("Opens"), sort_key="opens_at"),
        DateColumn("closes_at", label=gettext_lazy("Closes")),
        Column("turnout", label=gettext_lazy("Turnout"), accessor=lambda each: turnout_label(each)),
    ]

    def get_base_queryset(self) -> QuerySet[Round]:
        return Round.objects.all()

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        return [HeaderButton(_("Plan a round"), url=reverse("topics_rounds:add"), icon_name="plus")]


class PlanView(ForPlanners, WagtailAdminTemplateMixin, FormView):
    """Plan a round, or change the plan of one."""

    form_class = PlanForm
    header_icon = "calendar-check"
    template_name = "topics/newsroom/plan.html"

    @cached_property
    def round(self) -> Round | None:
        return get_object_or_404(Round, pk=self.kwargs["pk"]) if "pk" in self.kwargs else None

    def get_page_title(self) -> str:
        return _("Change the round") if self.round else _("Plan a round")

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("topics_rounds:index"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_form_kwargs(self) -> dict[str, Any]:
        # A copy: the form writes into its instance before anything is decided.
        instance = Round.objects.get(pk=self.round.pk) if self.round else Round()
        return {**super().get_form_kwargs(), "instance": instance}

    def form_valid(self, form: PlanForm) -> HttpResponse:
        try:
            planned = plan(_wanted(form, self.round), round_=self.round)
        except CannotPlan as refusal:
            form.add_error(None, _why_not(refusal))
            return self.form_invalid(form)
        messages.success(self.request, _("“%(title)s” is planned.") % {"title": planned})
        return HttpResponseRedirect(reverse("topics_rounds:round", args=[planned.pk]))

    def form_invalid(self, form: PlanForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "round": self.round}


class RoundView(ForPlanners, WagtailAdminTemplateMixin, TemplateView):
    """A round: its results as last counted, its turnout, and what was flagged."""

    template_name = "topics/newsroom/round.html"
    header_icon = "calendar-check"

    @cached_property
    def round(self) -> Round:
        return get_object_or_404(Round, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return str(self.round)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("topics_rounds:index"), "label": TITLE},
            {"url": "", "label": self.get_page_title()},
        ]

    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        found = []
        if self.round.state != Round.State.CLOSED:
            url = reverse("topics_rounds:edit", args=[self.round.pk])
            found.append(HeaderButton(_("Change the plan"), url=url, icon_name="edit"))
        url = reverse("topics_rounds:export", args=[self.round.pk])
        return [*found, HeaderButton(_("Download CSV"), url=url, icon_name="download")]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Take back a round that has not opened."""
        try:
            call_off(self.round)
        except AlreadyUnderWay as refusal:
            messages.error(request, _why_not(refusal))
            return HttpResponseRedirect(reverse("topics_rounds:round", args=[pk]))
        messages.success(request, _("“%(title)s” is called off.") % {"title": self.round})
        return HttpResponseRedirect(reverse("topics_rounds:index"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        round_ = self.round
        found, weeks = results(round_, most=MOST_ROWS), weeks_shown(round_)
        is_planned = round_.state == Round.State.PLANNED
        return {
            **super().get_context_data(**kwargs),
            "round": round_,
            "is_planned": is_planned,
            "is_closed": round_.state == Round.State.CLOSED,
            "turnout": turnout_label(round_),
            "results": found,
            "more": max(0, len(round_.counts) - len(found)),
            "results_chart": chart(
                _("Votes by topic"),
                [(_short(each.question), each.votes, each.is_chosen) for each in found[:MOST_BARS]],
            ),
            "weeks": [] if is_planned else weeks,
            "weeks_chart": chart(_("Ballots by week"), [(each.label, each.ballots, False) for each in weeks]),
            "flags": list(Flag.objects.filter(round=round_).select_related("seen_by")[:MOST_ROWS]),
            "public_url": round_path(round_.languages[0], round_.pk),
            "ballots_url": ballots_path(round_.pk),
        }


def _wanted(form: PlanForm, round_: Round | None) -> Plan:
    """What the form says; of an open round what cannot be changed as it is stored, to the microsecond."""
    said = dict(form.cleaned_data)
    if round_ is not None:
        said |= {name: getattr(round_, name) for name, field in form.fields.items() if field.disabled}
    return Plan(**said)


def _why_not(refusal: CannotPlan) -> str:
    if isinstance(refusal, Overlaps):
        return _("“%(title)s” is open at that time: one round at a time in a language.") % {
            "title": refusal.other
        }
    if isinstance(refusal, EndsBeforeItBegins):
        return _("It has to close after it opens, and in the future.")
    return _("What was promised to voters cannot be changed any more.")


def _short(question: str) -> str:
    return Truncator(question).chars(SHOWN_LETTERS)
