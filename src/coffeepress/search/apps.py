"""The app of readers' search. Its label is not `search`: that is Wagtail's own search for the newsroom."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "coffeepress.search"
    label = "coffeepress_search"
    verbose_name = _("Search")
