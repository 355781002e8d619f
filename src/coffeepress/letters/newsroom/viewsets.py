"""The addresses of letters and subscribers in the newsroom, and their items in its menu."""

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from coffeepress.letters.newsroom.letter_page import LetterView, PreviewView
from coffeepress.letters.newsroom.letters import EditLetterView, LettersView, NewView, OffersView
from coffeepress.letters.newsroom.rights import may_send, sees_subscribers
from coffeepress.letters.newsroom.subscribers import BringInView, ExportView, ReaderView, SubscribersView


class SendersMenuItem(MenuItem):
    """Shown to those who may send letters."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_send(request.user)


class AddressesMenuItem(MenuItem):
    """Shown to those who may see subscribers."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_subscribers(request.user)


class LetterViewSet(ViewSet):
    """Letters."""

    name = "newsroom_letters"
    url_prefix = "letters"
    icon = "mail"
    menu_name = "letters"
    menu_label = _("Letters")
    menu_order = 96
    add_to_admin_menu = True

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return SendersMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", LettersView.as_view(), name="index"),
            path("results/", LettersView.as_view(results_only=True), name="index_results"),
            path("new/", NewView.as_view(), name="new"),
            path("corrections/", OffersView.as_view(), name="offers"),
            path("<int:pk>/", LetterView.as_view(), name="letter"),
            path("<int:pk>/edit/", EditLetterView.as_view(), name="edit"),
            path("<int:pk>/preview/", PreviewView.as_view(), name="preview"),
        ]


class SubscriberViewSet(ViewSet):
    """Subscribers."""

    name = "subscribers"
    url_prefix = "subscribers"
    icon = "group"
    menu_name = "subscribers"
    menu_label = _("Subscribers")
    menu_order = 97
    add_to_admin_menu = True

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return AddressesMenuItem

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", SubscribersView.as_view(), name="index"),
            path("results/", SubscribersView.as_view(results_only=True), name="index_results"),
            path("export/", ExportView.as_view(), name="export"),
            path("reader/", ReaderView.as_view(), name="reader"),
            path("bring-in/", BringInView.as_view(), name="bring_in"),
        ]
