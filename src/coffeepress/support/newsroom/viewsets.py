"""The addresses of support in the newsroom, and its menu: what is offered, for Editors; who pays, for Treasurers."""

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet, ViewSetGroup

from coffeepress.support.newsroom.cash import CashView, TakeBackView
from coffeepress.support.newsroom.failed import FailedView
from coffeepress.support.newsroom.figures_page import FiguresFileView, FiguresView
from coffeepress.support.newsroom.rights import books_payments, sees_supporters
from coffeepress.support.newsroom.statement import PreviewView, StatementView
from coffeepress.support.newsroom.supporter_page import SupporterView
from coffeepress.support.newsroom.supporters import SupportersFileView, SupportersView
from coffeepress.support.newsroom.words import SupportWordsViewSet, TierViewSet


class SeersMenuItem(MenuItem):
    """Shown to those who may see who supports."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_supporters(request.user)


class BookersMenuItem(MenuItem):
    """Shown to those who may book by hand."""

    def is_shown(self, request: HttpRequest) -> bool:
        return books_payments(request.user)


class SupportingViewSet(ViewSet):
    """All the pages; its menu item is that of the figures."""

    name = "supporting"
    url_prefix = "support"
    icon = "history"
    menu_label = _("Figures")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return SeersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", FiguresView.as_view(), name="figures"),
            path("figures.csv", FiguresFileView.as_view(), name="figures_file"),
            path("supporters/", SupportersView.as_view(), name="supporters"),
            path("supporters/results/", SupportersView.as_view(results_only=True), name="supporters_results"),
            path("supporters/supporters.csv", SupportersFileView.as_view(), name="supporters_file"),
            path("supporters/<int:pk>/", SupporterView.as_view(), name="supporter"),
            path("failed/", FailedView.as_view(), name="failed"),
            path("failed/results/", FailedView.as_view(results_only=True), name="failed_results"),
            path("cash/", CashView.as_view(), name="cash"),
            path("cash/<int:pk>/take-back/", TakeBackView.as_view(), name="take_back"),
            path("statement/", StatementView.as_view(), name="statement"),
            path("statement/<int:pk>/", PreviewView.as_view(), name="statement_preview"),
        ]


class _Page(ViewSet):
    """A menu item that leads to one of those pages."""

    page = ""

    @property
    def menu_url(self) -> str:
        return reverse(f"supporting:{self.page}")

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return SeersMenuItem


class SupportersPage(_Page):
    name, page, icon, menu_label = "support_supporters", "supporters", "group", _("Supporters")


class FailedPage(_Page):
    name, page, icon, menu_label = "support_failed", "failed", "warning", _("Failed payments")


class _BookersPage(_Page):
    @property
    def menu_item_class(self) -> type[MenuItem]:
        return BookersMenuItem


class CashPage(_BookersPage):
    name, page, icon, menu_label = "support_cash", "cash", "download", _("Book cash")


class StatementPage(_BookersPage):
    name, page, icon, menu_label = "support_statement", "statement", "upload", _("Bank statement")


class SupportGroup(ViewSetGroup):
    """The menu item."""

    menu_label = _("Support")
    menu_name = "support"
    menu_icon = "pick"
    items = (
        *(SupportingViewSet, SupportersPage, FailedPage, CashPage, StatementPage),
        *(SupportWordsViewSet, TierViewSet),
    )
