"""When pledges counted, projected from the ledger."""

from django.db import models

from coffeepress.support.events import Interval
from coffeepress.support.models.choices import INTERVALS
from coffeepress.support.models.pledges import Pledge
from coffeepress.support.money import Money
from coffeepress.support.spans import Span


class PaidSpan(models.Model):
    """A time in which a pledge counted: see `spans.Span`. Written by `book.py` alone, with the pledge's state."""

    pledge = models.ForeignKey(Pledge, on_delete=models.CASCADE, related_name="spans")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    amount_minor = models.BigIntegerField()
    currency = models.CharField(max_length=3)
    interval = models.CharField(max_length=5, choices=INTERVALS)

    class Meta:
        default_permissions = ()
        ordering = ["pledge_id", "begins_at"]
        constraints = [models.UniqueConstraint(fields=["pledge", "begins_at"], name="span_once")]
        indexes = [models.Index(fields=["interval", "ends_at", "begins_at"], name="span_when")]

    def __str__(self) -> str:
        return f"{self.pledge_id} {self.begins_at:%Y-%m-%d} {self.ends_at:%Y-%m-%d}"

    @classmethod
    def of(cls, span: Span, pledge: Pledge) -> "PaidSpan":
        """The row for a span, not stored yet."""
        return cls(
            pledge=pledge,
            begins_at=span.begins_at,
            ends_at=span.ends_at,
            amount_minor=span.amount.minor,
            currency=span.amount.currency,
            interval=span.interval.value,
        )

    def value(self) -> Span:
        """The row as a value."""
        return Span(
            self.begins_at, self.ends_at, Money(self.amount_minor, self.currency), Interval(self.interval)
        )
