"""What readers can choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from coffeepress.support.events import Interval
from coffeepress.support.models.choices import INTERVALS
from coffeepress.support.money import Money


class Tier(ClusterableModel):
    """An amount that supporters can choose, and what it is for."""

    amount_minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    interval = models.CharField(
        _("how often"), max_length=5, choices=INTERVALS[:2], default=Interval.MONTH.value
    )
    position = models.PositiveIntegerField(_("position"), default=0)
    is_offered = models.BooleanField(_("offered"), default=True)

    class Meta:
        verbose_name = _("tier")
        verbose_name_plural = _("tiers")
        ordering = ["position", "currency", "amount_minor", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(amount_minor__gt=0), name="tier_amount"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.get_interval_display()}"

    @property
    def amount(self) -> Money:
        return Money(self.amount_minor, self.currency)


class TierWords(Orderable):
    """A tier's name and purpose in one language."""

    tier = ParentalKey(Tier, on_delete=models.CASCADE, related_name="words")
    language = models.CharField(_("language"), max_length=20)
    name = models.CharField(_("name"), max_length=120)
    purpose = models.CharField(_("what it is for"), max_length=300, blank=True)

    class Meta(Orderable.Meta):
        constraints = [models.UniqueConstraint(fields=["tier", "language"], name="tier_language")]

    def __str__(self) -> str:
        return self.name
