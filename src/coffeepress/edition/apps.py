"""The edition's app: at start-up it finds each app's `edition.py`."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class EditionConfig(AppConfig):
    name = "coffeepress.edition"
    label = "edition"
    verbose_name = _("Edition")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        autodiscover_modules("edition")
