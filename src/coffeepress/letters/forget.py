"""Lets go of what is needed no longer: wishes that nobody confirmed, senders, and who got old letters."""

from datetime import timedelta

from django.utils import timezone

from coffeepress.letters.models import Delivery, SignUp, Subscriber, Subscription
from coffeepress.letters.sign_up import VALID

SENDERS_KEPT = timedelta(days=1)
RECIPIENTS_KEPT = timedelta(days=180)
"""Afterwards a letter's deliveries are numbers that name nobody."""
LEFT_KEPT = timedelta(days=30)
"""Who left all letters can come back by the mail's link so long; then the address is forgotten."""
AT_ONCE = 1000


def forget_due() -> None:
    """Forget what has been kept long enough."""
    now = timezone.now()
    SignUp.objects.filter(asked_at__lt=now - VALID).delete()
    SignUp.objects.filter(asked_at__lt=now - SENDERS_KEPT).exclude(sender="").update(sender="")
    _forget_recipients()
    _forget_left()


def _forget_recipients() -> None:
    until = timezone.now() - RECIPIENTS_KEPT
    old = Delivery.objects.filter(letter__ended_at__lt=until, subscriber__isnull=False)
    while chunk := list(old.values_list("pk", flat=True)[:AT_ONCE]):
        Delivery.objects.filter(pk__in=chunk).update(subscriber=None, note="")


def _forget_left() -> None:
    """Not those who are stopped: an address that bounces or complains must not be brought in again."""
    until = timezone.now() - LEFT_KEPT
    running = Subscription.objects.filter(ended_at=None).values("subscriber")
    recent = Subscription.objects.filter(ended_at__gt=until).values("subscriber")
    left = Subscriber.objects.filter(stopped_at=None, made_at__lt=until)
    left = left.exclude(pk__in=running).exclude(pk__in=recent)
    while chunk := list(left.values_list("pk", flat=True)[:AT_ONCE]):
        Subscriber.objects.filter(pk__in=chunk).delete()
