"""Votes. A ballot's receipt is its voter's alone: only its hash is stored. A deleted account leaves its ballot, without
the person."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.topics.models.rounds import Round


class Ballot(models.Model):
    """One supporter's votes in one round, as they were last cast."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="ballots")
    voter = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="ballots"
    )
    receipt_hash = models.CharField(max_length=64, unique=True)
    used = models.JSONField(default=list)
    """Marks of what changes made void (`cast.py`): a form that was sent once cannot come again."""
    choices = models.JSONField(default=list)
    """The numbers of the topics that were chosen, in order; merges are followed when they are counted."""
    cast_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    # Decided when it was cast.
    supported_until = models.DateTimeField()
    by_new_account = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["round", "voter"], name="ballot_once")]
        indexes = [
            models.Index(fields=["round", "changed_at"], name="ballot_changed"),
            models.Index(fields=["round", "cast_at"], name="ballot_cast"),
        ]

    def __str__(self) -> str:
        return self.receipt_hash[:8]


class BallotFile(models.Model):
    """A closed round's ballots without persons, as they were published (`ballot_file.py`)."""

    round = models.OneToOneField(Round, on_delete=models.PROTECT, related_name="file")
    text = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.round_id)
