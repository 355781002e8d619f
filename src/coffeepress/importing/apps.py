"""The importers' app: saved pages and WordPress exports become articles."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ImportingConfig(AppConfig):
    name = "coffeepress.importing"
    label = "importing"
    verbose_name = _("Importing")
    default_auto_field = "django.db.models.BigAutoField"
