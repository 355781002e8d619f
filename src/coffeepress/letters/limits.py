"""How often letters are asked for: from one computer, for one mailbox, and in all before browsers have to work.

A mailbox gets few questions a day, whoever types its address: more are answered like the others, and not sent.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from coffeepress.letters.models import SignUp

WINDOW = timedelta(hours=1)
LOAD_WINDOW = timedelta(minutes=10)
MAILS_A_DAY = 3
"""No mailbox gets more questions in a day."""
_SHORTEST_WAIT_SECONDS = 60


class TooMany(Exception):
    """No more are taken for now.

    Attributes:
        seconds: until the next one is.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def refuse_too_many(sender: str) -> None:
    """Raises:
    TooMany: the sender has asked as often in the last hour as is taken.
    """
    limit: int = settings.COFFEEPRESS.sign_ups_per_hour
    asked = SignUp.objects.filter(sender=sender, asked_at__gt=timezone.now() - WINDOW)
    newest = list(asked.order_by("-asked_at").values_list("asked_at", flat=True)[:limit])
    if len(newest) >= limit:
        raise TooMany(_seconds_until(newest[-1] + WINDOW))


def has_had_its_fill(email: str) -> bool:
    """Whether a mailbox was asked as often today as it may be."""
    since = timezone.now() - timedelta(days=1)
    asked = SignUp.objects.filter(email=email, asked_at__gt=since, given_up_at=None)
    return asked.count() >= MAILS_A_DAY


def is_under_load() -> bool:
    """Whether so many ask that a browser has to work for it."""
    above: int = settings.COFFEEPRESS.proof_of_work_above
    since = timezone.now() - LOAD_WINDOW
    return SignUp.objects.filter(asked_at__gt=since).order_by()[: above + 1].count() > above


def _seconds_until(moment: datetime) -> int:
    return max(int((moment - timezone.now()).total_seconds()) + 1, _SHORTEST_WAIT_SECONDS)
