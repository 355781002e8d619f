"""Letters and subscribers as they stand in the database, for tests."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from coffeepress.letters.models import Delivery, Letter, Subscriber, Subscription
from coffeepress.letters.sign_up import subscribe

TEXT = [("text", "<p>Words by <b>hand</b>.</p>")]


def new_letter(**fields: Any) -> Letter:
    """A letter that is due."""
    fields.setdefault("kind", "daily")
    fields.setdefault("language", "en")
    fields.setdefault("subject", "The river rises")
    fields.setdefault("content", TEXT)
    fields.setdefault("state", Letter.State.SCHEDULED)
    return Letter.objects.create(**fields)


def many_subscribers(number: int, kind: str = "daily", language: str = "en") -> None:
    """So many subscribers of one letter: `reader-1@example.org` and on."""
    now = timezone.now()
    Subscriber.objects.bulk_create(
        (Subscriber(email=f"reader-{n}@example.org") for n in range(1, number + 1)), batch_size=2000
    )
    ids = list(Subscriber.objects.order_by("pk").values_list("pk", flat=True))
    Subscription.objects.bulk_create(
        (Subscription(subscriber_id=pk, kind=kind, language=language, confirmed_at=now) for pk in ids),
        batch_size=2000,
    )


def states(letter: Letter) -> dict[str, str]:
    """The state of each delivery, by address."""
    rows = Delivery.objects.filter(letter=letter, subscriber__isnull=False)
    return dict(rows.order_by("pk").values_list("subscriber__email", "state"))


__all__ = ["many_subscribers", "new_letter", "states", "subscribe"]
