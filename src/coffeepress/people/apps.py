"""The people's app: accounts, and the persons of bylines."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "coffeepress.people"
    label = "people"
    verbose_name = _("People")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from datetime import timedelta

        from coffeepress.edition import duties
        from coffeepress.people import devices, notices, own_holdings, second_factor, signals  # noqa: F401
        from coffeepress.people.codes import forget_old_codes

        duties.register("forget sign-in codes", forget_old_codes, every=timedelta(hours=1))
        duties.register("forget ended sessions", devices.forget_old, every=timedelta(days=1))
