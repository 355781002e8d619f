"""Voting periods."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

DEFAULT_VOTES = 3


def results_shown() -> bool:
    """Whether a new round shows results while it runs: the site's setting."""
    return bool(settings.COFFEEPRESS.topics_results == "shown")


class Round(models.Model):
    """A voting period. The worker opens and closes it (`close.py`); what it came to is written once, at the close."""

    class State(models.TextChoices):
        PLANNED = "planned", _("planned")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    title = models.CharField(_("title"), max_length=120)
    language = models.CharField(
        _("language"), max_length=20, blank=True, help_text=_("Blank: all languages.")
    )
    opens_at = models.DateTimeField(_("opens"))
    closes_at = models.DateTimeField(_("closes"))
    votes = models.PositiveSmallIntegerField(_("votes for each supporter"), default=DEFAULT_VOTES)
    places = models.PositiveSmallIntegerField(
        _("topics to be chosen"),
        default=1,
        help_text=_(
            "So many topics with the most votes. Where several have as many as the last of them, all are."
        ),
    )
    shows_results = models.BooleanField(_("show results while it runs"), default=results_shown)
    state = models.CharField(_("state"), max_length=8, choices=State.choices, default=State.PLANNED)
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)

    # As last counted while it runs (`count.py`); final at the close.
    turnout = models.PositiveIntegerField(_("ballots"), default=0)
    supporters = models.PositiveIntegerField(_("who could vote"), default=0)
    counts = models.JSONField(default=list)
    """Pairs of a topic's number and its votes, the most first."""
    counted_at = models.DateTimeField(null=True, blank=True)
    commitment = models.CharField(max_length=64, blank=True)
    """The SHA-256 of the file of ballots."""

    class Meta:
        verbose_name = _("round")
        verbose_name_plural = _("rounds")
        default_permissions = ()
        permissions = [("plan_round", _("Can plan rounds, and see their results"))]
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")), name="round_has_length"
            ),
            models.CheckConstraint(condition=models.Q(votes__gt=0), name="round_has_votes"),
            models.CheckConstraint(
                condition=~models.Q(state="closed") | ~models.Q(commitment=""),
                name="round_closed_with_commitment",
            ),
        ]
        indexes = [models.Index(fields=["state", "opens_at"], name="round_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def languages(self) -> list[str]:
        """The languages whose topics stand in it."""
        return [self.language] if self.language else list(settings.COFFEEPRESS.languages)

    def takes_ballots(self, at: datetime) -> bool:
        """Whether a ballot cast at a moment counts."""
        return self.state == self.State.OPEN and self.opens_at <= at < self.closes_at


class Seat(models.Model):
    """The one round that may be open in a language: held from its opening to its close."""

    language = models.CharField(max_length=20, unique=True)
    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="seats")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.language
