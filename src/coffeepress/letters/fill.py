"""Write down who gets a letter: a delivery for each subscriber, some thousands a step, going on where it was."""

import time
from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from coffeepress.letters.models import Delivery, Letter, Subscription

AT_ONCE = 2000


def fill(letter: Letter, until: float) -> bool:
    """Write deliveries until that moment of `time.monotonic`.

    Returns:
        Whether all are written.
    """
    while not letter.is_filled and time.monotonic() < until:
        with transaction.atomic():
            row = Letter.objects.select_for_update().get(pk=letter.pk)
            letter.filled_to, letter.is_filled = row.filled_to, row.is_filled
            if not letter.is_filled:
                _step(letter)
    return letter.is_filled


def recipients(letter: Letter) -> int:
    """To how many a letter would go now."""
    return _told(letter).count() if letter.about_id else _subscribed(letter).count()


def _step(letter: Letter) -> None:
    rows = list(_next(letter))
    Delivery.objects.bulk_create(
        (Delivery(letter=letter, subscriber_id=subscriber) for _row, subscriber in rows),
        ignore_conflicts=True,
    )
    if rows:
        letter.filled_to = rows[-1][0]
    letter.is_filled = len(rows) < AT_ONCE
    Letter.objects.filter(pk=letter.pk).update(filled_to=letter.filled_to, is_filled=letter.is_filled)


def _next(letter: Letter) -> Iterator[tuple[int, int]]:
    """Rows of what it goes by, and the subscriber of each."""
    rows: QuerySet[Any] = _told(letter) if letter.about_id else _subscribed(letter)
    found = rows.filter(pk__gt=letter.filled_to).order_by("pk").values_list("pk", "subscriber_id")
    return iter(found[:AT_ONCE])


def _subscribed(letter: Letter) -> QuerySet[Subscription]:
    rows = Subscription.objects.filter(
        kind=letter.kind, language=letter.language, ended_at=None, subscriber__stopped_at=None
    )
    return rows.filter(confirmed_at__lte=letter.begun_at) if letter.begun_at else rows


def _told(letter: Letter) -> QuerySet[Delivery]:
    """Who got the letter that this one is a note to, or may have got it."""
    got = (Delivery.State.SENT, Delivery.State.UNKNOWN)
    return Delivery.objects.filter(letter=letter.about_id, state__in=got, subscriber__isnull=False)
