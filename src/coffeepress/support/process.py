"""Reads stored messages and books what they tell, each in one transaction: all of it is done, or nothing.

The worker may be killed at any moment, several may run at once, and a message may be there twice: the row is held while
it is booked, what is booked has its own unique id, and only with it is the message done. What cannot be done is kept
with its error and tried again, later and later, for some days; then it waits for a person.
"""

import hashlib
import logging
import time
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from coffeepress.support import mails
from coffeepress.support.book import FactChanged, UnknownPledge, book, bring_up_to_date, new_pledge
from coffeepress.support.models import LedgerEvent, Pledge, ReceivedWebhook
from coffeepress.support.providers.contract import Message, NotAMessage, Provider, Reading, Unavailable
from coffeepress.support.providers.registry import UnknownProvider, named
from coffeepress.support.supporters import supporter_with_address

logger = logging.getLogger(__name__)

TRIED_AGAIN_AFTER = tuple(
    timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180, 360, 720, 1440, 1440, 1440)
)
ROUND_MESSAGES = 2000
ROUND_SECONDS = 15.0


def process_waiting(*, most: int = ROUND_MESSAGES, seconds: float = ROUND_SECONDS) -> int:
    """Process what waits, the oldest first, for so long at most: the worker has other things to do as well.

    Returns:
        How many messages were processed.
    """
    until = time.monotonic() + seconds
    waiting = ReceivedWebhook.objects.filter(processed_at=None, next_at__lte=timezone.now())
    waiting = waiting.filter(attempts__lte=len(TRIED_AGAIN_AFTER))
    done = 0
    for pk in list(waiting.order_by("received_at", "pk").values_list("pk", flat=True)[:most]):
        if time.monotonic() > until:
            break
        done += process(pk)
    return done


def process(pk: int) -> bool:
    """Process one message.

    Returns:
        Whether it was processed now; not, if it was before, is being, or cannot be yet.
    """
    received = ReceivedWebhook.objects.filter(pk=pk, processed_at=None).first()
    if received is None:
        return False
    try:
        # Before the transaction: the provider may be asked, and nobody should wait for that with a lock.
        provider = named(received.provider)
        reading = provider.read(_message(received))
        return _book(received, provider, reading)
    except (Unavailable, NotAMessage, UnknownPledge, FactChanged, UnknownProvider) as error:
        _keep_error(pk, f"{type(error).__name__}: {error}")
    except Exception as error:
        logger.exception("A message of %s could not be processed.", received.provider)
        _keep_error(pk, f"{type(error).__name__}: {error}")
    return False


def _message(received: ReceivedWebhook) -> Message:
    return Message(
        provider=received.provider,
        id=received.message_id,
        kind=received.kind,
        body=bytes(received.body),
        received_at=received.received_at,
    )


def _book(received: ReceivedWebhook, provider: Provider, reading: Reading) -> bool:
    with transaction.atomic():
        rows = ReceivedWebhook.objects.select_for_update(
            skip_locked=connection.features.has_select_for_update_skip_locked
        )
        held = rows.filter(pk=received.pk, processed_at=None).first()
        if held is None:
            return False
        if provider.makes_pledges:
            _make_pledges(provider, reading)
        digest = hashlib.sha256(bytes(held.body)).hexdigest()
        added = book(reading.events, digest=digest, is_exact=provider.is_exact)
        if reading.email and reading.events:
            _note_address(provider, reading)
        held.processed_at = timezone.now()
        held.error = ""
        held.note = _note(reading, added)
        held.save(update_fields=["processed_at", "error", "note"])
    return True


def _note(reading: Reading, added: list[LedgerEvent]) -> str:
    if added:
        return ", ".join(entry.kind for entry in added)
    return "known already" if reading.events else reading.note


def _make_pledges(provider: Provider, reading: Reading) -> None:
    """Pledges that began at the provider, and of which we hear for the first time."""
    from django.conf import settings

    for remote in dict.fromkeys(event.remote_pledge for event in reading.events):
        if not Pledge.objects.filter(provider=provider.name, remote_pledge=remote).exists():
            new_pledge(
                provider=provider.name, remote_pledge=remote, language=settings.COFFEEPRESS.languages[0]
            )


def _note_address(provider: Provider, reading: Reading) -> None:
    """Remember who pays, where nobody is known to: by the address that the provider has, which proves nothing."""
    event = reading.events[0]
    named_so = {"reference": event.reference} if event.reference else {"remote_pledge": event.remote_pledge}
    pledge = (
        Pledge.objects.select_for_update().filter(provider=provider.name, supporter=None, **named_so).first()
    )
    if pledge is None:
        return
    pledge.supporter = supporter_with_address(reading.email, pledge.language)
    pledge.save(update_fields=["supporter"])
    bring_up_to_date(pledge.supporter_id)
    if provider.makes_pledges:
        mails.ask_whose(pledge)


def _keep_error(pk: int, error: str) -> None:
    with transaction.atomic():
        held = ReceivedWebhook.objects.select_for_update().filter(pk=pk, processed_at=None).first()
        if held is None:
            return
        pause = TRIED_AGAIN_AFTER[min(held.attempts, len(TRIED_AGAIN_AFTER) - 1)]
        held.next_at = timezone.now() + pause
        held.attempts += 1
        held.error = error[:1000]
        held.save(update_fields=["next_at", "attempts", "error"])
