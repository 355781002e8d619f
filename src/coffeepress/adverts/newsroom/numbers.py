"""What adverts have brought, day by day, for those who may see adverts."""

from typing import Any

from django.http import HttpRequest, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coffeepress.adverts.models import Creative
from coffeepress.adverts.numbers import COLUMNS, file_rows, lines_of
from coffeepress.articles.newsroom.spreadsheet import csv_answer
from coffeepress.people.newsroom.rights import ForHolders

RIGHTS = tuple(f"adverts.{verb}_creative" for verb in ("view", "add", "change", "delete"))


class ForAdvertising(ForHolders):
    """A view for those who have any right over adverts."""

    rights = RIGHTS


class NumbersView(ForAdvertising, WagtailAdminTemplateMixin, TemplateView):
    """One advert's numbers, by day and place."""

    template_name = "adverts/newsroom/numbers.html"
    header_icon = "tag"

    @cached_property
    def creative(self) -> Creative:
        return get_object_or_404(Creative, pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return self.creative.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        listing = reverse("wagtailsnippets_adverts_creative:list")
        return [
            *self.breadcrumbs_items,
            {"url": listing, "label": _("Adverts")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        lines = lines_of(self.creative)
        sums = {name: sum(getattr(line, name) for line in lines) for name in ("seen", "clicked")}
        return {**super().get_context_data(**kwargs), "creative": self.creative, "lines": lines, **sums}


class ExportView(ForAdvertising, View):
    """All numbers as CSV."""

    def get(self, request: HttpRequest) -> StreamingHttpResponse:
        return csv_answer("adverts.csv", COLUMNS, file_rows())
