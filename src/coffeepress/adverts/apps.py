"""The adverts app: places, adverts and their times, counting without knowing anybody."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvertsConfig(AppConfig):
    name = "coffeepress.adverts"
    label = "adverts"
    verbose_name = _("Adverts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.adverts import signals  # noqa: F401  (connects its receivers)
        from coffeepress.adverts.schedule import EVERY, settle
        from coffeepress.edition import duties

        duties.register("start and stop adverts", settle, every=EVERY)
