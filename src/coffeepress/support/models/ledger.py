"""The ledger: what happened, each fact once. It is only added to, and names nobody."""

from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.models.choices import INTERVALS, KINDS
from coffeepress.support.models.pledges import Pledge
from coffeepress.support.money import Money


class LedgerNeverRewritten(Exception):
    """The ledger is only added to."""

    def __init__(self) -> None:
        super().__init__("An entry of the ledger is neither changed nor deleted: book what came after it.")


class LedgerEntries(models.QuerySet["LedgerEvent"]):
    """Refuses what would rewrite the ledger. The database refuses it as well (`guard.py`)."""

    def update(self, **_changes: Any) -> int:
        raise LedgerNeverRewritten

    def delete(self) -> tuple[int, dict[str, int]]:
        raise LedgerNeverRewritten


class LedgerEvent(models.Model):
    """One entry of the ledger: see `events.Event`. Added by `book.py`; never changed, never deleted."""

    provider = models.CharField(_("provider"), max_length=20)
    provider_event_id = models.CharField(_("provider’s number"), max_length=150)
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS)
    pledge = models.ForeignKey(
        Pledge, verbose_name=_("pledge"), on_delete=models.PROTECT, related_name="events"
    )
    occurred_at = models.DateTimeField(_("when"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    interval = models.CharField(max_length=5, choices=INTERVALS, blank=True)
    payment_id = models.CharField(max_length=150, blank=True)
    paid_until = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    remote_pledge = models.CharField(max_length=100, blank=True)
    remote_customer = models.CharField(max_length=100, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of the message or file that told of it."""

    objects = LedgerEntries.as_manager()

    class Meta:
        verbose_name = _("entry of the ledger")
        verbose_name_plural = _("ledger")
        default_permissions = ()
        ordering = ["occurred_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["provider", "provider_event_id"], name="ledger_once"),
        ]
        indexes = [
            models.Index(fields=["pledge", "occurred_at"], name="ledger_pledge"),
            models.Index(fields=["kind", "occurred_at"], name="ledger_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.provider} {self.provider_event_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add the entry; refuse to change one that is there."""
        if not self._state.adding:
            raise LedgerNeverRewritten
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> Any:
        raise LedgerNeverRewritten

    @property
    def amount(self) -> Money | None:
        return Money(self.amount_minor, self.currency) if self.amount_minor is not None else None

    @classmethod
    def of(cls, event: Event, pledge: Pledge, *, digest: str = "") -> "LedgerEvent":
        """The entry for an event, not stored yet."""
        return cls(
            provider=event.provider,
            provider_event_id=event.id,
            kind=event.kind.value,
            pledge=pledge,
            occurred_at=event.occurred_at,
            amount_minor=event.amount.minor if event.amount else None,
            currency=event.amount.currency if event.amount else "",
            interval=event.interval.value if event.interval else "",
            payment_id=event.payment_id,
            paid_until=event.paid_until,
            ends_at=event.ends_at,
            remote_pledge=event.remote_pledge,
            remote_customer=event.remote_customer,
            digest=digest,
        )

    def value(self, reference: str = "") -> Event:
        """The entry as a value. `reference`: the pledge's, where the caller wants it in the value."""
        return Event(
            provider=self.provider,
            id=self.provider_event_id,
            kind=Kind(self.kind),
            occurred_at=self.occurred_at,
            reference=reference,
            remote_pledge=self.remote_pledge,
            remote_customer=self.remote_customer,
            amount=self.amount,
            interval=Interval(self.interval) if self.interval else None,
            payment_id=self.payment_id,
            paid_until=self.paid_until,
            ends_at=self.ends_at,
        )
