"""Lets go of what is needed no longer. The ledger is kept; it names nobody."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db.models import BinaryField, F, Func, IntegerField, Value
from django.utils import timezone

from coffeepress.support.models import Pledge, ReceivedWebhook, Supporter, SupportMail, UploadedStatement
from coffeepress.support.projection import Status

SENDERS_KEPT = timedelta(days=1)
BODIES_KEPT = timedelta(days=7)
"""What a message says is in the ledger once it was processed; its text names people, and is kept only to look into."""
MESSAGES_KEPT = timedelta(days=90)
"""A message sent again later changes nothing all the same: what it tells is in the ledger."""
BEGUN_KEPT = timedelta(days=30)
STATEMENTS_KEPT = timedelta(days=1)
"""A bank's file names everybody who paid the outlet; it waits no longer than that for being booked."""
ADDRESSES_AWAITED = timedelta(days=90)
"""Of whoever gave an address for the thanks and has not made the transfer."""
TRANSFERS_AWAITED = timedelta(days=400)
"""A bank transfer may come long after its reference was given out, a standing order's for years once it came."""


def forget_due() -> None:
    """Forget senders, old messages, what was begun and came to nothing, and who has nothing to do with us any more."""
    now = timezone.now()
    Pledge.objects.filter(begun_at__lt=now - SENDERS_KEPT).exclude(sender="").update(sender="")
    _processed().filter(processed_at__lt=now - MESSAGES_KEPT).delete()
    _processed().filter(processed_at__lt=now - BODIES_KEPT).exclude(body=b"").update(body=b"")
    UploadedStatement.objects.filter(uploaded_at__lt=now - STATEMENTS_KEPT).delete()
    once = (SupportMail.What.THANKS, SupportMail.What.CLAIM)  # these rows say that it was done, for good
    old = SupportMail.objects.filter(created_at__lt=now - MESSAGES_KEPT).exclude(what__in=once)
    old.exclude(sent_at=None, given_up_at=None).delete()
    idle = Pledge.objects.filter(status=Status.BEGUN.value, events=None)
    idle.filter(begun_at__lt=now - BEGUN_KEPT).exclude(provider__in=("bank", "patreon")).delete()
    idle.filter(begun_at__lt=now - TRANSFERS_AWAITED, provider="bank").delete()
    idle.filter(begun_at__lt=now - ADDRESSES_AWAITED, supporter__user=None).update(supporter=None)
    Supporter.objects.filter(user=None, pledges=None, created_at__lt=now - SENDERS_KEPT).delete()


def empty_messages(names: Iterable[str]) -> int:
    """Empty the messages of providers in which somebody is named.

    One that was not processed yet is left: money may depend on it. It is emptied some days after it was.

    Args:
        names: the person's addresses, and how their pledges are called here and there.

    Returns:
        How many were emptied.
    """
    emptied = 0
    for name in sorted(filter(None, set(names))):
        naming = _processed().exclude(body=b"").annotate(at=_Position(F("body"), _bytes(name)))
        emptied += naming.filter(at__gt=0).update(body=b"")
    return emptied


def _processed() -> Any:
    return ReceivedWebhook.objects.exclude(processed_at=None)


def _bytes(text: str) -> Value:
    return Value(text.encode(), output_field=BinaryField())


class _Position(Func):
    """Where bytes begin within others, from 1 on; 0 where they do not."""

    function = "INSTR"
    output_field = IntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        within, sought = self.source_expressions
        turned = self.copy()
        turned.set_source_expressions([sought, within])
        return turned.as_sql(compiler, connection, function="POSITION", arg_joiner=" IN ", **extra)
