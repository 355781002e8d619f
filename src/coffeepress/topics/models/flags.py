"""What looks as if somebody plays with the vote; an editor looks and decides."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.topics.models.rounds import Round


class Flag(models.Model):
    """A burst within one hour. It changes nothing by itself."""

    class Kind(models.TextChoices):
        ACCOUNTS = "accounts", _("many new accounts")
        BALLOTS = "ballots", _("many ballots of new accounts")
        PROPOSALS = "proposals", _("many proposals")

    kind = models.CharField(_("what"), max_length=10, choices=Kind.choices)
    hour = models.DateTimeField(_("hour"))
    round = models.ForeignKey(Round, null=True, on_delete=models.CASCADE, related_name="flags")
    number = models.PositiveIntegerField(_("how many"))
    raised_at = models.DateTimeField(_("noticed"), default=timezone.now)
    seen_at = models.DateTimeField(_("looked at"), null=True, blank=True)
    seen_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("flag")
        verbose_name_plural = _("flags")
        default_permissions = ()
        ordering = ["-hour", "kind"]
        constraints = [models.UniqueConstraint(fields=["kind", "hour"], name="flag_once_an_hour")]

    def __str__(self) -> str:
        return f"{self.kind} {self.hour:%Y-%m-%d %H:%M}"
