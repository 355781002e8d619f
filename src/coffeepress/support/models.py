"""Who supports the outlet, what they promised, and what happened.

Owns what is stored and the database's own guards; every change goes through the function named for it (`pledge.py`,
`book.py`, `receive.py`, `claim.py`). The ledger is only added to, and names nobody: who stands behind a pledge can be
forgotten without touching it. Numbers of cards and accounts are never here.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.money import Money
from coffeepress.support.projection import State, Status, Totals

_INTERVALS = [
    (Interval.MONTH.value, _("a month")),
    (Interval.YEAR.value, _("a year")),
    (Interval.ONCE.value, _("once")),
]
_STATUSES = [
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
_KINDS = [
    (Kind.PLEDGED.value, _("pledged")),
    (Kind.CHANGED.value, _("changed")),
    (Kind.CHARGED.value, _("charged")),
    (Kind.FAILED.value, _("failed")),
    (Kind.REFUNDED.value, _("refunded")),
    (Kind.DISPUTED.value, _("disputed")),
    (Kind.CANCELLED.value, _("cancelled")),
]


class Tier(ClusterableModel):
    """An amount that supporters can choose, and what it is for."""

    amount_minor = models.BigIntegerField(_("amount in minor units"))
    currency = models.CharField(_("currency"), max_length=3)
    interval = models.CharField(
        _("how often"), max_length=5, choices=_INTERVALS[:2], default=Interval.MONTH.value
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
    chosen_interval = models.CharField(max_length=5, choices=_INTERVALS, blank=True)

    # The form's number, so that a double click begins one pledge; who sent it, as a hash that is kept for a day.
    nonce = models.CharField(max_length=64, null=True, unique=True, editable=False)
    sender = models.CharField(max_length=32, blank=True, editable=False)

    # Projected from the ledger (`projection.py`), in the transaction that adds to it. Nothing else writes these.
    status = models.CharField(_("state"), max_length=10, choices=_STATUSES, default=Status.BEGUN.value)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    interval = models.CharField(max_length=5, choices=_INTERVALS, blank=True)
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
    kind = models.CharField(_("kind"), max_length=10, choices=_KINDS)
    pledge = models.ForeignKey(
        Pledge, verbose_name=_("pledge"), on_delete=models.PROTECT, related_name="events"
    )
    occurred_at = models.DateTimeField(_("when"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)
    amount_minor = models.BigIntegerField(null=True)
    currency = models.CharField(max_length=3, blank=True)
    interval = models.CharField(max_length=5, choices=_INTERVALS, blank=True)
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
