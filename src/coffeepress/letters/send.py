"""Send letters: begin those whose time has come, write down who gets them, hand each mail over once.

Done by the worker, some seconds at a time, by one process (`one_sender.py`). What it does is written down step by
step, so that it goes on where it was after a kill: a delivery is taken up only while it is `waiting`, marked `handing`
at the last moment (`hand_over.py`), and `sent` when the server has taken it. Refuses to send a delivery a second time:
one that was cut off in between stays `unknown`, until an editor decides.
"""

import logging
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from coffeepress.letters.begin import begin_due
from coffeepress.letters.bounce import note_refused
from coffeepress.letters.fill import fill
from coffeepress.letters.hand_over import CannotSend, LeftOut, NotTaken, Unknown, Way, open_way
from coffeepress.letters.mail import Made, as_begun, message_of
from coffeepress.letters.models import Delivery, Letter, Subscription
from coffeepress.letters.one_sender import SenderBusy, one_sender

logger = logging.getLogger(__name__)

State = Delivery.State

SLICE_SECONDS = 5.0
"""So long the worker sends before it looks after everything else."""

AT_ONCE = 200
TRIED_AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960))
SERVER_TRIED_AFTER = timedelta(minutes=1)
REFUSED_IN_A_ROW = 20
"""So many messages refused one after the other: it is the letter, or us, that the server does not want."""
DOUBTS_IN_A_ROW = 5
"""So many without an answer: rather none is sent than all with a doubt."""


def send_due(*, seconds: float = SLICE_SECONDS) -> int:
    """Send what is due, for about so long.

    Returns:
        How many mails were sent.
    """
    try:
        with one_sender():
            settle_cut_off()
            begin_due()
            until = time.monotonic() + seconds
            return sum(_send(letter, until) for letter in list(_being_sent()))
    except SenderBusy:
        return 0


def settle_cut_off() -> int:
    """What is still being handed over was cut off: its sender is no more. Called by the one that sends.

    Returns:
        How many there were.
    """
    cut = Delivery.objects.filter(letter__state__in=_BEGUN, state=State.HANDING)
    return cut.update(state=State.UNKNOWN, note="cut off while it was handed over")


_BEGUN = (Letter.State.SENDING, Letter.State.STOPPED)


def _being_sent() -> Iterable[Letter]:
    now = timezone.now()
    ready = Letter.objects.filter(state=Letter.State.SENDING).filter(Q(next_at=None) | Q(next_at__lte=now))
    return ready.order_by("begun_at", "pk")


def _send(letter: Letter, until: float) -> int:
    if not fill(letter, until):
        return 0
    sent = _Sending(letter, until).run()
    recount(letter)
    _end(letter)
    return sent


class _Sending:
    """One slice of one letter."""

    def __init__(self, letter: Letter, until: float) -> None:
        self.letter = letter
        self.until = until
        self.mail: Made = as_begun(letter)
        self.sent = 0
        self.refused = 0
        self.doubts = 0

    def run(self) -> int:
        way = open_way()
        try:
            while time.monotonic() < self.until:
                batch = self._batch()
                if not batch or not self._send_batch(way, batch):
                    break
        finally:
            way.close()
        return self.sent

    def _batch(self) -> list[Delivery]:
        if Letter.objects.filter(pk=self.letter.pk, state=Letter.State.SENDING).count() == 0:
            return []  # an editor has stopped it
        now = timezone.now()
        ready = Delivery.objects.filter(letter=self.letter, state=State.WAITING)
        ready = ready.filter(Q(next_at=None) | Q(next_at__lte=now))
        return list(ready.select_related("subscriber").order_by("pk")[:AT_ONCE])

    def _send_batch(self, way: Way, batch: list[Delivery]) -> bool:
        """Whether to go on."""
        wanted = who_wants(self.letter, batch)
        for delivery in batch:
            if time.monotonic() >= self.until:
                return False
            try:
                self._send_one(way, delivery, is_wanted=delivery.subscriber_id in wanted)
            except CannotSend as trouble:
                _wait_for_server(self.letter, str(trouble))
                return False
            if self.refused >= REFUSED_IN_A_ROW or self.doubts >= DOUBTS_IN_A_ROW:
                _stop_refused(self.letter)
                return False
        return True

    def _send_one(self, way: Way, delivery: Delivery, *, is_wanted: bool) -> None:
        if delivery.subscriber is None or not is_wanted:
            _settle(delivery, State.SKIPPED, only=State.WAITING)
            return
        message = message_of(self.letter, self.mail, delivery, to=delivery.subscriber.email)
        try:
            way.hand_over(message, lambda: take(self.letter, delivery))
        except LeftOut:
            _settle(delivery, State.SKIPPED, only=State.WAITING)
        except NotTaken as refusal:
            self._not_taken(delivery, refusal)
        except Unknown as doubt:
            logger.warning("Whether %s of %s was sent is not known: %s", delivery, self.letter.pk, doubt)
            _settle(delivery, State.UNKNOWN, note=str(doubt))
            self.doubts += 1
        else:
            _settle(delivery, State.SENT)
            self.sent += 1
            self.refused = self.doubts = 0

    def _not_taken(self, delivery: Delivery, refusal: NotTaken) -> None:
        if refusal.is_address:
            with transaction.atomic():
                _settle(delivery, State.BOUNCED, note=refusal.reason)
                note_refused(delivery)
            return
        if refusal.is_final or delivery.attempts >= len(TRIED_AGAIN_AFTER):
            self.refused += refusal.is_final
            _settle(delivery, State.FAILED, note=refusal.reason)
            return
        Delivery.objects.filter(pk=delivery.pk).update(
            state=State.WAITING,
            attempts=delivery.attempts + 1,
            next_at=timezone.now() + TRIED_AGAIN_AFTER[delivery.attempts],
            note=refusal.reason,
        )


def who_wants(letter: Letter, batch: Sequence[Delivery]) -> set[int | None]:
    """The subscribers of these deliveries who want the letter now. Each is asked again as it is taken (`take`)."""
    ids = [delivery.subscriber_id for delivery in batch]
    return set(_wishes(letter).filter(subscriber__in=ids).values_list("subscriber_id", flat=True))


def take(letter: Letter, delivery: Delivery) -> bool:
    """Mark a delivery as being handed over, if it still waits, is still wanted, and its letter was not stopped."""
    row = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING, letter__state=Letter.State.SENDING)
    own = _wishes(letter).filter(subscriber=OuterRef("subscriber"))
    return bool(row.filter(Exists(own)).update(state=State.HANDING, at=timezone.now()))


def _wishes(letter: Letter) -> QuerySet[Subscription]:
    return Subscription.objects.filter(
        kind=letter.kind, language=letter.language, ended_at=None, subscriber__stopped_at=None
    )


def recount(letter: Letter) -> None:
    """Write down how many of a letter's deliveries are in which state."""
    rows = Delivery.objects.filter(letter=letter).order_by().values_list("state").annotate(count=Count("pk"))
    letter.numbers = dict(rows)
    Letter.objects.filter(pk=letter.pk).update(numbers=letter.numbers)


def _settle(delivery: Delivery, state: str, *, note: str = "", only: str | None = None) -> None:
    row = Delivery.objects.filter(pk=delivery.pk)
    if only is not None:
        row = row.filter(state=only)
    row.update(state=state, at=timezone.now(), note=note[:300])


def _end(letter: Letter) -> None:
    """A letter of which nothing waits is sent."""
    if Delivery.objects.filter(letter=letter, state__in=(State.WAITING, State.HANDING)).exists():
        return
    row = Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING, is_filled=True)
    row.update(state=Letter.State.SENT, ended_at=timezone.now(), trouble="", next_at=None)


def _wait_for_server(letter: Letter, trouble: str) -> None:
    logger.warning("Letter %s waits for the mail server: %s", letter.pk, trouble)
    next_at: datetime = timezone.now() + SERVER_TRIED_AFTER
    Letter.objects.filter(pk=letter.pk).update(next_at=next_at, trouble=trouble[:300])


def _stop_refused(letter: Letter) -> None:
    logger.error("Letter %s is stopped: the mail server refused many mails in a row.", letter.pk)
    row = Letter.objects.filter(pk=letter.pk, state=Letter.State.SENDING)
    row.update(state=Letter.State.STOPPED, trouble="refused")
