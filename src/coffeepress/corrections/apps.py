"""The corrections' app: readers report, the newsroom decides, everyone sees."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CorrectionsConfig(AppConfig):
    name = "coffeepress.corrections"
    label = "corrections"
    verbose_name = _("Corrections")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.corrections import history, signals  # noqa: F401  (connect their hooks and receivers)
        from coffeepress.corrections.forget import forget_due
        from coffeepress.corrections.held import register_held
        from coffeepress.edition import duties

        duties.register("forget readers", forget_due, every=timedelta(hours=1))
        register_held()
