"""What a provider tells of mails (django-anymail's events), in the letters' own words."""

from typing import Any

from coffeepress.letters.bounce import arrived, complaint, hard_bounce, left, soft_bounce

_FOR_GOOD = frozenset({"invalid", "bounced"})


def note_event(event: Any) -> None:
    """Take an event. Openings and clicks are asked of nobody, and would not be looked at.

    Source: https://anymail.dev/en/stable/sending/tracking/
    """
    email = (event.recipient or "").lower()
    if not email:
        return
    delivery_id = _delivery_id(event)
    if event.event_type == "complained":
        complaint(email, delivery_id)
    elif event.event_type in ("bounced", "rejected"):
        is_for_good = (event.reject_reason or "bounced") in _FOR_GOOD
        (hard_bounce if is_for_good else soft_bounce)(email, delivery_id)
    elif event.event_type == "unsubscribed":
        left(email)
    elif event.event_type == "delivered":
        arrived(email)


def _delivery_id(event: Any) -> int | None:
    told = str((event.metadata or {}).get("delivery", ""))
    return int(told) if told.isascii() and told.isdigit() and len(told) < 19 else None
