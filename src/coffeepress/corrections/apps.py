"""The corrections' app: readers report, the newsroom decides, everyone sees."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrectionsConfig(AppConfig):
    name = "coffeepress.corrections"
    label = "corrections"
    verbose_name = _("Corrections")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.corrections import signals  # noqa: F401  (connects its receivers)
