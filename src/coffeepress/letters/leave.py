"""Unsubscribe: from one letter or from all. It holds for every copy that the mail server has not been given yet."""

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from coffeepress.letters.models import Letter, Subscriber, Subscription
from coffeepress.letters.sign_up import resume
from coffeepress.letters.tokens import Leaving


def letter_left(leaving: Leaving) -> Letter | None:
    """The letter that somebody came from; None where there is none any more."""
    return Letter.objects.filter(pk=leaving.letter_id).first()


def leave(leaving: Leaving) -> None:
    """Stop letters of this one's kind and language. A second time it changes nothing."""
    letter = letter_left(leaving)
    if letter is not None:
        _end(leaving, kind=letter.kind, language=letter.language)


def leave_all(leaving: Leaving) -> None:
    """Stop all letters."""
    _end(leaving)


def come_back(leaving: Leaving) -> None:
    """It was a mistake: letters of this one's kind again. Who holds the address has the mailbox."""
    letter = letter_left(leaving)
    subscriber = Subscriber.objects.filter(pk=leaving.subscriber_id).first()
    if letter is not None and subscriber is not None:
        resume(subscriber, letter.kind, letter.language)


def _end(leaving: Leaving, **which: str) -> None:
    with transaction.atomic():
        rows = Subscription.objects.filter(subscriber=leaving.subscriber_id, ended_at=None, **which)
        if rows.update(ended_at=timezone.now()):
            Letter.objects.filter(pk=leaving.letter_id).update(unsubscribed=F("unsubscribed") + 1)
