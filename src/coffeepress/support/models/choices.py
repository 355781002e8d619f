"""How the newsroom calls what a column may hold."""

from django.utils.translation import gettext_lazy as _

from coffeepress.support.events import Interval, Kind
from coffeepress.support.projection import Status

INTERVALS = [
    (Interval.MONTH.value, _("a month")),
    (Interval.YEAR.value, _("a year")),
    (Interval.ONCE.value, _("once")),
]
STATUSES = [
    (Status.BEGUN.value, _("Begun")),
    (Status.WAITING.value, _("Waiting for the payment")),
    (Status.ACTIVE.value, _("Active")),
    (Status.PAST_DUE.value, _("Payment failed")),
    (Status.ENDING.value, _("Ends soon")),
    (Status.CANCELLED.value, _("Cancelled")),
    (Status.PAID.value, _("Paid")),
    (Status.FAILED.value, _("Failed")),
    (Status.REFUNDED.value, _("Refunded")),
    (Status.DISPUTED.value, _("Disputed")),
]
KINDS = [
    (Kind.PLEDGED.value, _("pledged")),
    (Kind.CHANGED.value, _("changed")),
    (Kind.CHARGED.value, _("charged")),
    (Kind.FAILED.value, _("failed")),
    (Kind.REFUNDED.value, _("refunded")),
    (Kind.DISPUTED.value, _("disputed")),
    (Kind.CANCELLED.value, _("cancelled")),
]
