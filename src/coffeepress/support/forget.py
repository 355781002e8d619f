"""Lets go of what is needed no longer. The ledger is kept; it names nobody."""

from datetime import timedelta

from django.utils import timezone

from coffeepress.support.models import Pledge, ReceivedWebhook, SupportMail, UploadedStatement
from coffeepress.support.projection import Status

SENDERS_KEPT = timedelta(days=1)
MESSAGES_KEPT = timedelta(days=90)
"""A message sent again later changes nothing all the same: what it tells is in the ledger."""
BEGUN_KEPT = timedelta(days=30)
STATEMENTS_KEPT = timedelta(days=1)
"""A bank's file names everybody who paid the outlet; it waits no longer than that for being booked."""
TRANSFERS_AWAITED = timedelta(days=400)
"""A bank transfer may come long after its reference was given out, a standing order's for years once it came."""


def forget_due() -> None:
    """Forget senders, old messages, and what was begun and came to nothing."""
    now = timezone.now()
    Pledge.objects.filter(begun_at__lt=now - SENDERS_KEPT).exclude(sender="").update(sender="")
    ReceivedWebhook.objects.filter(processed_at__lt=now - MESSAGES_KEPT).delete()
    UploadedStatement.objects.filter(uploaded_at__lt=now - STATEMENTS_KEPT).delete()
    once = (SupportMail.What.THANKS, SupportMail.What.CLAIM)  # these rows say that it was done, for good
    old = SupportMail.objects.filter(created_at__lt=now - MESSAGES_KEPT).exclude(what__in=once)
    old.exclude(sent_at=None, given_up_at=None).delete()
    idle = Pledge.objects.filter(status=Status.BEGUN.value, events=None)
    idle.filter(begun_at__lt=now - BEGUN_KEPT).exclude(provider__in=("bank", "patreon")).delete()
    idle.filter(begun_at__lt=now - TRANSFERS_AWAITED, provider="bank").delete()
