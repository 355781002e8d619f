"""The addresses of reports and corrections in the newsroom, and their items in its menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.viewsets.base import ViewSet

from coffeepress.corrections.newsroom.export import ExportView, ReaderView
from coffeepress.corrections.newsroom.panels import waiting
from coffeepress.corrections.newsroom.published import AmendView, CorrectionsView, UnaskedView
from coffeepress.corrections.newsroom.queue import QueueView
from coffeepress.corrections.newsroom.report_page import ReportView
from coffeepress.corrections.newsroom.rights import may_decide
from coffeepress.corrections.newsroom.several import SeveralView


class DecidersMenuItem(MenuItem):
    """Shown to those who may decide."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(request.user)


class ReportsMenuItem(DecidersMenuItem):
    """Says how many reports wait."""

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        count, has_more = waiting()
        label = f"{self.label} ({count}{'+' if has_more else ''})" if count else str(self.label)
        return LinkMenuItem(
            self.name,
            label,
            self.url,
            icon_name=self.icon_name,
            classname="reports-menu-item",
            attrs=self.attrs,
        )


class ReportViewSet(ViewSet):
    """The queue and a report's page."""

    name = "reports"
    url_prefix = "readers-reports"  # Wagtail's own reports are at "reports"
    icon = "comment"
    menu_name = "readers-reports"
    menu_label = _("Readers’ reports")
    menu_order = 92
    add_to_admin_menu = True

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return ReportsMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", QueueView.as_view(), name="queue"),
            path("results/", QueueView.as_view(results_only=True), name="queue_results"),
            path("export/", ExportView.as_view(), name="export"),
            path("several/", SeveralView.as_view(), name="several"),
            path("reader/", ReaderView.as_view(), name="reader"),
            path("<int:pk>/", ReportView.as_view(), name="report"),
        ]


class CorrectionViewSet(ViewSet):
    """Published corrections."""

    name = "published_corrections"
    url_prefix = "corrections"
    icon = "clipboard-list"
    menu_name = "corrections"
    menu_label = _("Corrections")
    menu_order = 94
    add_to_admin_menu = True

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return DecidersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", CorrectionsView.as_view(), name="index"),
            path("results/", CorrectionsView.as_view(results_only=True), name="index_results"),
            path("add/", UnaskedView.as_view(), name="add"),
            path("<int:pk>/", AmendView.as_view(), name="amend"),
        ]
