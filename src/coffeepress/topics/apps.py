"""The app of topics: supporters vote for what is covered next."""

from datetime import timedelta

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TopicsConfig(AppConfig):
    name = "coffeepress.topics"
    label = "topics"
    verbose_name = _("Topics")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from coffeepress.edition import duties
        from coffeepress.topics import signals  # noqa: F401  (connects its receivers)
        from coffeepress.topics.close import close_due, open_due
        from coffeepress.topics.count import count_open
        from coffeepress.topics.flags import raise_flags
        from coffeepress.topics.held import register_held
        from coffeepress.topics.mails import send_waiting
        from coffeepress.topics.tell import tell_voters

        duties.register("close rounds", close_due, every=timedelta(seconds=1))
        duties.register("open rounds", open_due, every=timedelta(seconds=1))
        duties.register("count ballots", count_open, every=timedelta(minutes=1))
        duties.register("tell voters", tell_voters, every=timedelta(seconds=1))
        duties.register("mail about topics", send_waiting, every=timedelta(seconds=1))
        duties.register("flag bursts of voters", raise_flags, every=timedelta(minutes=5))
        register_held()
