"""What the newsroom books by hand: who did it and why, beside the ledger, which names nobody."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.support.models.ledger import LedgerEvent


class Booking(models.Model):
    """Who of the newsroom added an entry to the ledger, with a note for those who look later."""

    entry = models.OneToOneField(LedgerEvent, on_delete=models.PROTECT, related_name="booking")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.entry_id)


class UploadedStatement(models.Model):
    """A bank's file between its preview and its booking: read again when it is booked, let go of within a day."""

    name = models.CharField(max_length=120)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now)
    currency = models.CharField(max_length=3)
    columns = models.CharField(max_length=300, blank=True)
    """A table's columns, where they were named by hand."""
    packed = models.BinaryField()
    """The file's bytes, by zlib."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the file."""

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["uploaded_at"], name="statement_uploaded")]

    def __str__(self) -> str:
        return self.name
