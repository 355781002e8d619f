"""The support app: tiers, pledges, the ledger, and the providers that take the money."""

from datetime import timedelta

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "coffeepress.support"
    label = "support"
    verbose_name = _("Support")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.edition import duties
        from coffeepress.support import guard, signals  # noqa: F401  (connects its receivers)
        from coffeepress.support.forget import forget_due
        from coffeepress.support.held import register_held
        from coffeepress.support.mails import send_waiting
        from coffeepress.support.process import process_waiting
        from coffeepress.support.providers.bank import Bank
        from coffeepress.support.providers.manual import Manual
        from coffeepress.support.providers.patreon import Patreon
        from coffeepress.support.providers.practice import Practice
        from coffeepress.support.providers.registry import register
        from coffeepress.support.providers.stripe.provider import Stripe
        from coffeepress.support.public.past_months import recount_months
        from coffeepress.support.public.standing import recount

        for provider in (Stripe(), Patreon(), Bank(), Manual(), Practice()):
            register(provider)
        post_migrate.connect(guard.install_after_migrating, sender=self)
        duties.register("process payments", process_waiting, every=timedelta(seconds=1))
        duties.register("mail supporters", send_waiting, every=timedelta(seconds=1))
        duties.register("count supporters", recount, every=timedelta(seconds=5))
        duties.register("count past months", recount_months, every=timedelta(minutes=10))
        duties.register("forget payers", forget_due, every=timedelta(hours=1))
        register_held()
