"""The letters' app: newsletters, who gets them, and what became of each copy."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LettersConfig(AppConfig):
    name = "coffeepress.letters"
    label = "letters"
    verbose_name = _("Letters")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.edition import duties
        from coffeepress.letters import signals  # noqa: F401  (connects its receivers)
        from coffeepress.letters.asking import ask_waiting
        from coffeepress.letters.compose import compose_due
        from coffeepress.letters.forget import forget_due
        from coffeepress.letters.held import register_held
        from coffeepress.letters.send import send_due

        duties.register("ask subscribers", ask_waiting, every=timedelta(seconds=1))
        duties.register("compose letters", compose_due, every=timedelta(minutes=1))
        duties.register("send letters", send_due, every=timedelta(seconds=1))
        duties.register("forget subscribers", forget_due, every=timedelta(hours=1))
        register_held()
