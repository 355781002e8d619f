"""What an editor decides about a letter: when it goes, that it stops, that it goes on. Each locks it first."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coffeepress.letters.mail import test_message
from coffeepress.letters.models import Delivery, Letter
from coffeepress.people.models import User

State = Letter.State


class NotNow(Exception):
    """The letter is not in the state for it; the message is a sentence for the editor."""


def schedule(pk: int, at: datetime | None = None) -> Letter:
    """Have a draft sent, at a moment or as soon as the worker comes to it.

    Raises:
        NotNow: it is no draft any more, or nothing stands in it.
    """
    with transaction.atomic():
        letter = _locked(pk, State.DRAFT, refusal=_("This letter is no draft any more."))
        if not (letter.opening.strip() or len(letter.content)):
            raise NotNow(_("Nothing stands in this letter yet."))
        letter.state, letter.send_at, letter.trouble = State.SCHEDULED, at or timezone.now(), ""
        letter.save(update_fields=["state", "send_at", "trouble"])
        return letter


def unschedule(pk: int) -> Letter:
    """Make a scheduled letter a draft again.

    Raises:
        NotNow: it has been begun, or is not scheduled.
    """
    with transaction.atomic():
        letter = _locked(pk, State.SCHEDULED, refusal=_("This letter has been begun already."))
        letter.state, letter.send_at = State.DRAFT, None
        letter.save(update_fields=["state", "send_at"])
        return letter


def stop(pk: int) -> Letter:
    """Stop a letter that is being sent: what the mail server has not been given stays here.

    Raises:
        NotNow: it is not being sent.
    """
    with transaction.atomic():
        letter = _locked(pk, State.SENDING, refusal=_("This letter is not being sent."))
        letter.state, letter.trouble = State.STOPPED, ""
        letter.save(update_fields=["state", "trouble"])
        return letter


def go_on(pk: int) -> Letter:
    """Go on sending a stopped letter, to those who have not got it.

    Raises:
        NotNow: it is not stopped.
    """
    with transaction.atomic():
        letter = _locked(pk, State.STOPPED, refusal=_("This letter is not stopped."))
        _send_on(letter)
        return letter


def send_unknown_again(pk: int) -> int:
    """Send again what was cut off or refused: of the first some may get it twice, which mail programs mostly hide.

    Returns:
        To how many.

    Raises:
        NotNow: it is being sent just now.
    """
    with transaction.atomic():
        letter = _locked(pk, State.SENT, State.STOPPED, refusal=_("This letter is being sent."))
        again = (Delivery.State.UNKNOWN, Delivery.State.FAILED)
        rows = Delivery.objects.filter(letter=letter, state__in=again, subscriber__isnull=False)
        number = rows.update(state=Delivery.State.WAITING, note="", attempts=0, next_at=None)
        if number:
            _send_on(letter)
        return number


def send_test(letter: Letter, to: User) -> None:
    """Send the letter as it is now to the editor.

    Raises:
        OSError: the mail server cannot be reached, or does not take it.
    """
    test_message(letter, to=to.email).send()


def remove(pk: int) -> None:
    """Delete a draft.

    Raises:
        NotNow: it is no draft any more.
    """
    with transaction.atomic():
        _locked(pk, State.DRAFT, refusal=_("This letter is no draft any more.")).delete()


def _send_on(letter: Letter) -> None:
    letter.state, letter.trouble, letter.next_at, letter.ended_at = State.SENDING, "", None, None
    letter.save(update_fields=["state", "trouble", "next_at", "ended_at"])


def _locked(pk: int, *states: Any, refusal: str) -> Letter:
    letter = Letter.objects.select_for_update().get(pk=pk)
    if letter.state not in states:
        raise NotNow(refusal)
    return letter
