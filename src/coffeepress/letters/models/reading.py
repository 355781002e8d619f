"""Who gets which letters, and what became of each copy of one."""

from secrets import token_urlsafe

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def new_token() -> str:
    """The unguessable part of an address: 144 bits."""
    return token_urlsafe(18)


class Kind(models.TextChoices):
    """The letters that there are."""

    DAILY = "daily", _("Daily")
    WEEKLY = "weekly", _("Weekly")
    BREAKING = "breaking", _("Breaking news")


class SignUp(models.Model):
    """Somebody asked for letters at an address, and the address's owner has not said yes yet. Kept for some days."""

    nonce = models.CharField(max_length=64, unique=True)
    token = models.CharField(max_length=32, unique=True, default=new_token, editable=False)
    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=20)
    kinds = models.CharField(max_length=60, help_text="Names with commas between.")
    sender = models.CharField(max_length=64, help_text="A keyed hash; blank after a day.", blank=True)
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # The mail with the question.
    mailed_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["sender", "asked_at"], name="sign_up_sender"),
            models.Index(fields=["email", "asked_at"], name="sign_up_email"),
            models.Index(fields=["asked_at"], name="sign_up_time"),
            models.Index(
                fields=["next_at"],
                name="sign_up_waiting",
                condition=models.Q(mailed_at=None, given_up_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"№ {self.pk}"

    @property
    def chosen(self) -> list[str]:
        """The letters that were asked for."""
        return [kind for kind in self.kinds.split(",") if kind in Kind.values]


class Subscriber(models.Model):
    """An address whose owner wants letters, or has wanted them. No account is needed."""

    class Stopped(models.TextChoices):
        BOUNCED = "bounced", _("Mail bounces")
        COMPLAINED = "complained", _("Reported as spam")
        STAFF = "staff", _("Stopped by the newsroom")

    email = models.EmailField(_("e-mail address"), unique=True)
    made_at = models.DateTimeField(_("since"), default=timezone.now)
    stopped_at = models.DateTimeField(_("stopped"), null=True, blank=True)
    stopped_why = models.CharField(
        _("stopped because"), max_length=10, choices=Stopped.choices, blank=True, default=""
    )
    soft_bounces = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("subscriber")
        verbose_name_plural = _("subscribers")
        default_permissions = ()
        permissions = [("see_subscribers", _("Can see, import and export subscribers’ addresses"))]
        indexes = [models.Index(fields=["-made_at", "-id"], name="subscriber_newest")]

    def __str__(self) -> str:
        return f"№ {self.pk}"


class Subscription(models.Model):
    """One letter in one language, which a subscriber gets until `ended_at`."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    kind = models.CharField(_("letter"), max_length=10, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=20)
    confirmed_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["subscriber", "kind", "language"], name="subscribed_once")
        ]
        indexes = [models.Index(fields=["kind", "language", "id"], name="subscription_letter")]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}"


class Delivery(models.Model):
    """One letter for one subscriber.

    `waiting` becomes `handing` just before the mail server is told the end of the message, and `sent` when it has
    taken it. What is still `handing` when no process is sending was cut off between the two: `unknown`.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        HANDING = "handing", _("Being handed over")
        SENT = "sent", _("Sent")
        SKIPPED = "skipped", _("Left out: unsubscribed meanwhile")
        FAILED = "failed", _("Refused or given up")
        UNKNOWN = "unknown", _("Cut off: may or may not have gone out")
        BOUNCED = "bounced", _("Bounced")
        COMPLAINED = "complained", _("Reported as spam")

    letter = models.ForeignKey("letters.Letter", on_delete=models.CASCADE, related_name="deliveries")
    # Cut off from the subscriber when that is forgotten: numbers stay what they were.
    subscriber = models.ForeignKey(
        Subscriber, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries"
    )
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    at = models.DateTimeField(null=True, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["letter", "subscriber"], name="delivered_once")]
        indexes = [models.Index(fields=["letter", "state", "id"], name="delivery_state")]

    def __str__(self) -> str:
        return f"№ {self.pk}"
