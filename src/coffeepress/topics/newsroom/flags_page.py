"""What looks as if somebody plays with the vote: editors look, and say what it was."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic import IndexView

from coffeepress.people.newsroom.rights import account
from coffeepress.topics.flags import look_at
from coffeepress.topics.models import Flag
from coffeepress.topics.newsroom.forms import SeenForm
from coffeepress.topics.newsroom.rights import ForDeciders


class FlagFilterSet(WagtailFilterSet):
    """Those that nobody has looked at, unless others are asked for."""

    seen = django_filters.ChoiceFilter(
        label=gettext_lazy("Looked at"),
        choices=(("no", gettext_lazy("Not yet")), ("yes", gettext_lazy("Looked at"))),
        method="by_seen",
        widget=forms.RadioSelect,
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = Flag
        fields: list[str] = []

    def by_seen(self, flags: QuerySet[Flag], _name: str, value: str) -> QuerySet[Flag]:
        return flags.filter(seen_at__isnull=value == "no")


class SeenCell(Column):
    """Who has looked and what it was, or the form with which to say so."""

    cell_template_name = "topics/newsroom/seen_cell.html"

    def get_value(self, instance: Flag) -> Flag:
        return instance

    def get_cell_context_data(self, instance: Flag, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        return {**context, "csrf_token": get_token(context["request"])}


class FlagsView(ForDeciders, IndexView):
    """The flags, the newest first."""

    model = Flag
    page_title = gettext_lazy("Flags")
    header_icon = "warning"
    template_name = "topics/newsroom/flags.html"
    any_permission_required = None  # a right of its own: `ForDeciders`
    filterset_class = FlagFilterSet
    is_searchable = False
    default_ordering = "-hour"
    paginate_by = 50
    index_url_name = "topics_flags:index"
    index_results_url_name = "topics_flags:index_results"
    columns = [
        Column("kind", label=gettext_lazy("What"), accessor="get_kind_display", classname="title"),
        DateColumn("hour", label=gettext_lazy("In the hour from"), sort_key="hour"),
        Column("number", label=gettext_lazy("How many"), width="10%"),
        Column("round", label=gettext_lazy("Round")),
        SeenCell("seen", label=gettext_lazy("Looked at")),
    ]

    def get_base_queryset(self) -> QuerySet[Flag]:
        return Flag.objects.select_related("round", "seen_by")

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Note that an editor has looked."""
        form = SeenForm(request.POST)
        if form.is_valid():
            flag = get_object_or_404(Flag, pk=form.cleaned_data["flag"])
            look_at(flag, account(request), form.cleaned_data["note"])
            messages.success(request, _("Noted."))
        else:
            messages.error(request, _("This note is too long."))
        return HttpResponseRedirect(reverse("topics_flags:index"))
