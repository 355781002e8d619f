"""Takes providers' messages: checks the signature, stores the message, and answers. The worker reads it later.

What is answered with success is in the database. A message that was stored before is answered the same and changes
nothing; one with a wrong or old signature is not stored.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from coffeepress.support.models import ReceivedWebhook
from coffeepress.support.providers.contract import NotOffered, Offer
from coffeepress.support.providers.registry import named

LIMIT_BYTES = 1024 * 1024
"""No provider's message is near it."""


def receive(name: str, body: bytes, headers: Mapping[str, str], *, now: datetime | None = None) -> bool:
    """Store a message.

    Args:
        name: the provider's, from the address.

    Returns:
        Whether it is new.

    Raises:
        UnknownProvider: there is no such provider.
        NotOffered: it is not in use here, or sends no messages.
        BadSignature: the message is forged, or too old.
        NotAMessage: it is signed, and no message.
    """
    provider = named(name)
    if Offer.WEBHOOKS not in provider.offers or not provider.is_ready:
        raise NotOffered(name)
    message = provider.verify(body, headers, now or timezone.now())
    if ReceivedWebhook.objects.filter(provider=name, message_id=message.id).exists():
        return False
    try:
        with transaction.atomic():
            ReceivedWebhook.objects.create(
                provider=name,
                message_id=message.id,
                kind=message.kind[:100],
                body=body,
                received_at=message.received_at,
            )
    except IntegrityError:
        return False
    return True
