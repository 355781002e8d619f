"""Stop mail to addresses that bounce or complain.

An address that is refused for good is stopped at once; one that could not be reached is counted, and stopped at the
fifth time without one that arrived between. Who subscribes anew, and says so from that address, gets mail again.
"""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from coffeepress.letters.models import Delivery, Letter, Subscriber, Subscription

SOFT_BOUNCES = 5

Stopped = Subscriber.Stopped
State = Delivery.State


def note_refused(delivery: Delivery) -> None:
    """The mail server refused the address of a delivery while it was handed over."""
    if delivery.subscriber_id is not None:
        _stop(delivery.subscriber_id, Stopped.BOUNCED)


def hard_bounce(email: str, delivery_id: int | None = None) -> None:
    """There is no such mailbox."""
    _note(email, delivery_id, State.BOUNCED, stopped=Stopped.BOUNCED)


def complaint(email: str, delivery_id: int | None = None) -> None:
    """The reader called it spam."""
    _note(email, delivery_id, State.COMPLAINED, stopped=Stopped.COMPLAINED)


def soft_bounce(email: str, delivery_id: int | None = None) -> None:
    """The mailbox could not be reached, or is full."""
    with transaction.atomic():
        found = Subscriber.objects.select_for_update().filter(email=email.lower()).first()
        if found is None or not _is_new(found, delivery_id, State.BOUNCED):
            return
        found.soft_bounces += 1
        found.save(update_fields=["soft_bounces"])
        if found.soft_bounces >= SOFT_BOUNCES:
            _stop(found.pk, Stopped.BOUNCED)


def left(email: str) -> None:
    """The reader has unsubscribed at the provider: that ends all letters, as the link in them does."""
    rows = Subscription.objects.filter(subscriber__email=email.lower(), ended_at=None)
    rows.update(ended_at=timezone.now())


def arrived(email: str) -> None:
    """A mail arrived: what was counted before counts no more."""
    Subscriber.objects.filter(email=email.lower(), soft_bounces__gt=0).update(soft_bounces=0)


def _note(email: str, delivery_id: int | None, state: str, *, stopped: str) -> None:
    with transaction.atomic():
        found = Subscriber.objects.select_for_update().filter(email=email.lower()).first()
        if found is None:
            return
        _is_new(found, delivery_id, state)
        _stop(found.pk, stopped)


def _is_new(found: Subscriber, delivery_id: int | None, state: str) -> bool:
    """Write it to the delivery that it is about. Whether that did not know it yet: providers tell things twice."""
    rows = Delivery.objects.filter(subscriber=found)
    row = rows.filter(pk=delivery_id).first() if delivery_id else rows.order_by("-pk").first()
    if row is None:
        return delivery_id is None
    changed = Delivery.objects.filter(pk=row.pk).exclude(state__in=(State.BOUNCED, State.COMPLAINED))
    is_new = bool(changed.update(state=state, at=timezone.now()))
    if is_new:
        _count(row.letter_id, row.state, state)
    return is_new


def _count(letter_id: int, before: str, after: str) -> None:
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    numbers = dict(letter.numbers)
    numbers[before] = max(numbers.get(before, 0) - 1, 0)
    numbers[after] = numbers.get(after, 0) + 1
    letter.numbers = numbers
    letter.save(update_fields=["numbers"])


def _stop(subscriber_id: int, why: str) -> None:
    row = Subscriber.objects.filter(pk=subscriber_id, stopped_at=None)
    now: datetime = timezone.now()
    row.update(stopped_at=now, stopped_why=why)
