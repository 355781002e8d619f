"""How the outlet stands, as last counted: what reader pages tell of it follows from these rows and nothing else."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standing(models.Model):
    """How many support the outlet, and how far this month's goals are. There is one row (`public/standing.py`)."""

    month = models.CharField(max_length=7)
    """In the outlet's time zone: "2026-11"."""
    supporters = models.PositiveIntegerField(default=0)
    goals = models.JSONField(default=list)
    """In the order of the setting: {"currency": "EUR", "minor": 500000, "percent": 64}."""
    told_at = models.DateTimeField(null=True)
    """When pages were last told of a change."""
    months_counted_on = models.CharField(max_length=10, blank=True)
    """The outlet's day on which the past months were last counted."""

    class Meta:
        verbose_name = _("how support stands")
        default_permissions = ()

    def __str__(self) -> str:
        return self.month


class PastMonth(models.Model):
    """What a month that is over has brought: as counted, for the public page (`public/past_months.py`)."""

    month = models.CharField(max_length=7, unique=True)
    supporters = models.PositiveIntegerField(default=0)
    sums = models.JSONField(default=dict)
    """What came in and from how many, by currency and way: see `past_months.Sums`."""

    class Meta:
        verbose_name = _("past month of support")
        default_permissions = ()
        ordering = ["-month"]

    def __str__(self) -> str:
        return self.month
