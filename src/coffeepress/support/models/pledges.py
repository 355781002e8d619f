"""Who supports the outlet, and what they promised."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.support.events import Interval
from coffeepress.support.models.choices import INTERVALS, STATUSES
from coffeepress.support.models.tiers import Tier
from coffeepress.support.money import Money
from coffeepress.support.projection import State, Status, Totals


class Supporter(models.Model):
    """Somebody who supports the outlet, with an account or without one.

    Without an account there is only an e-mail address, which a provider told us and nobody has confirmed: it gets mail
    about its own payments, and no rights, until the person behind it claims it (`claim.py`)."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="supporter"
    )
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=20)
    created_at = models.DateTimeField(default=timezone.now)
    counts_until = models.DateTimeField(_("supports until"), null=True, blank=True)
    """A projection of the ledger: the latest of what the pledges' payments pay for."""

    class Meta:
        verbose_name = _("supporter")
        verbose_name_plural = _("supporters")
        default_permissions = ()
        permissions = [
            ("see_supporter", _("Can see who supports the outlet, and the ledger")),
            ("book_payment", _("Can book cash and bank statements")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(user__isnull=True) & ~models.Q(email=""),
                name="supporter_email",
            ),
        ]
        indexes = [models.Index(fields=["counts_until"], name="supporter_counts")]

    def __str__(self) -> str:
        return f"№ {self.pk}"


class Pledge(models.Model):
    """One promise at one provider: what the reader chose, and how it stands by the ledger."""

    reference = models.CharField(_("reference"), max_length=12, unique=True)
    provider = models.CharField(_("provider"), max_length=20)
    supporter = models.ForeignKey(
        Supporter, verbose_name=_("supporter"), null=True, on_delete=models.SET_NULL, related_name="pledges"
    )
    tier = models.ForeignKey(Tier, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=20)
    begun_at = models.DateTimeField(default=timezone.now)
    chosen_minor = models.BigIntegerField(null=True)
    chosen_currency = models.CharField(max_length=3, blank=True)
    chosen_interval = models.CharField(max_length=5, choices=INTERVALS, blank=True)

    # The form's number, so that a double click begins one pledge; who sent it, as a hash that is kept for a day.
    nonce = models.CharField(max_length=64, null=True, unique=True, editable=False)
    sender = models.CharField(max_length=64, blank=True, editable=False)

    # Projected from the ledger (`projection.py`), in the transaction that adds to it. Nothing else writes these.
    status = models.CharField(_("state"), max_length=10, choices=STATUSES, default=Status.BEGUN.value)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    interval = models.CharField(max_length=5, choices=INTERVALS, blank=True)
    started_at = models.DateTimeField(null=True)
    paid_until = models.DateTimeField(null=True)
    counts_until = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    last_payment_at = models.DateTimeField(null=True)
    payments = models.PositiveIntegerField(default=0)
    remote_pledge = models.CharField(max_length=100, blank=True)
    remote_customer = models.CharField(max_length=100, blank=True)
    totals = models.JSONField(default=dict)

    class Meta:
        verbose_name = _("pledge")
        verbose_name_plural = _("pledges")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "remote_pledge"],
                condition=~models.Q(remote_pledge=""),
                name="pledge_remote",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-begun_at"], name="pledge_status"),
            models.Index(fields=["sender", "begun_at"], name="pledge_sender"),
            models.Index(fields=["begun_at"], name="pledge_begun"),
            models.Index(fields=["counts_until"], name="pledge_counts"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def chosen(self) -> Money | None:
        """What the reader chose to pay."""
        return Money(self.chosen_minor, self.chosen_currency) if self.chosen_minor is not None else None

    @property
    def state(self) -> State:
        """The stored projection."""
        return State(
            status=Status(self.status),
            amount=Money(self.amount_minor, self.currency) if self.amount_minor is not None else None,
            interval=Interval(self.interval) if self.interval else None,
            totals={currency: Totals(**sums) for currency, sums in sorted(self.totals.items())},
            **{name: getattr(self, name) for name in STATE_AS_STORED},
        )

    @state.setter
    def state(self, state: State) -> None:
        self.status = state.status.value
        self.amount_minor = state.amount.minor if state.amount else None
        self.currency = state.amount.currency if state.amount else ""
        self.interval = state.interval.value if state.interval else ""
        self.totals = {
            currency: {"charged": sums.charged, "refunded": sums.refunded, "disputed": sums.disputed}
            for currency, sums in state.totals.items()
        }
        for name in STATE_AS_STORED:
            setattr(self, name, getattr(state, name))


STATE_AS_STORED = (
    *("started_at", "paid_until", "counts_until", "ends_at", "cancelled_at", "last_payment_at"),
    *("payments", "remote_pledge", "remote_customer"),
)
"""The fields of a pledge's state that are stored as they are."""

STATE_FIELDS = ("status", "amount_minor", "currency", "interval", "totals", *STATE_AS_STORED)
"""The columns of a pledge's state."""
