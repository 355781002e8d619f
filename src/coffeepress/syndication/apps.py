"""The app of syndication: feeds, sitemaps, and the notices that go out when something is published."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SyndicationConfig(AppConfig):
    name = "coffeepress.syndication"
    label = "syndication"
    verbose_name = _("Syndication")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.edition import duties
        from coffeepress.syndication import signals  # noqa: F401  (connects its receivers)
        from coffeepress.syndication.send import send_due

        duties.register("tell hubs and search engines", send_due, every=timedelta(seconds=1))
