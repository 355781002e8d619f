"""What providers tell us, and what we tell supporters."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.support.models.ledger import LedgerEvent
from coffeepress.support.models.pledges import Pledge


class ReceivedWebhook(models.Model):
    """A provider's message, as it came and with its signature checked; the worker reads it (`process.py`)."""

    provider = models.CharField(max_length=20)
    message_id = models.CharField(max_length=150)
    kind = models.CharField(max_length=100, blank=True)
    body = models.BinaryField()
    received_at = models.DateTimeField(default=timezone.now)
    processed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    error = models.TextField(blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("received message")
        verbose_name_plural = _("received messages")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["provider", "message_id"], name="webhook_once")]
        indexes = [models.Index(fields=["processed_at", "next_at"], name="webhook_waiting")]

    def __str__(self) -> str:
        return f"{self.provider} {self.message_id}"


class SupportMail(models.Model):
    """A mail to a supporter: written in the transaction of what it tells of, sent by the worker (`mails.py`)."""

    class What(models.TextChoices):
        THANKS = "thanks", _("thanks")
        RECEIPT = "receipt", _("receipt")
        FAILED = "failed", _("failed payment")
        CANCELLED = "cancelled", _("cancellation")
        CLAIM = "claim", _("confirmation of an address")

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="mails")
    what = models.CharField(max_length=10, choices=What.choices)
    event = models.ForeignKey(LedgerEvent, null=True, on_delete=models.PROTECT, related_name="mails")
    created_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["event"], name="mail_once_an_event"),
            models.UniqueConstraint(
                fields=["pledge", "what"],
                condition=models.Q(what__in=["thanks", "claim"]),
                name="mail_once_a_pledge",
            ),
        ]
        indexes = [models.Index(fields=["sent_at", "given_up_at", "next_at"], name="support_mail_waiting")]

    def __str__(self) -> str:
        return f"{self.pledge} {self.what}"
