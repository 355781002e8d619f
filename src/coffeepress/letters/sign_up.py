"""Take the wish for letters, ask the mailbox's owner, and subscribe it once that says yes.

Whoever asks gets the same answer, whether or not the address is known, stopped or has had its fill: only the mailbox
learns more. Nobody is subscribed by anything but a post from the page that the mail leads to.
"""

from datetime import timedelta

from django.db import IntegrityError, transaction
from django.utils import timezone

from coffeepress.letters.kinds import offered_names
from coffeepress.letters.limits import has_had_its_fill, refuse_too_many
from coffeepress.letters.models import SignUp, Subscriber, Subscription

VALID = timedelta(days=7)
"""So long the mail's link can be used."""


class TooOld(Exception):
    """The link is too old, or none of ours."""


def sign_up(*, email: str, language: str, kinds: list[str], nonce: str, sender: str) -> None:
    """Take a wish. The same form sent again changes nothing.

    Args:
        email: checked by the form.
        sender: stands for the computer's address (`people.limits.subscriber`).

    Raises:
        TooMany: the sender has asked too often.
    """
    if SignUp.objects.filter(nonce=nonce).exists():
        return
    email = email.lower()
    refuse_too_many(sender)
    given_up = timezone.now() if has_had_its_fill(email) else None
    try:
        with transaction.atomic():
            SignUp.objects.create(
                nonce=nonce,
                email=email,
                language=language,
                kinds=",".join(kinds),
                sender=sender,
                given_up_at=given_up,
            )
    except IntegrityError:
        return  # sent twice at the same moment


def asked(token: str) -> SignUp:
    """The wish that a mail's link is about.

    Raises:
        TooOld: there is none, or it was too long ago.
    """
    found = SignUp.objects.filter(token=token, asked_at__gt=timezone.now() - VALID).first()
    if found is None:
        raise TooOld
    return found


def confirm(token: str) -> SignUp:
    """The mailbox's owner says yes. Said twice, it changes nothing more.

    Raises:
        TooOld: the link is too old, or none of ours.
    """
    with transaction.atomic():
        wish = asked(token)
        wish = SignUp.objects.select_for_update().get(pk=wish.pk)
        if wish.confirmed_at is None:
            wish.confirmed_at = timezone.now()
            wish.save(update_fields=["confirmed_at"])
            subscribe(wish.email, wish.language, [kind for kind in wish.chosen if kind in offered_names()])
    return wish


def subscribe(email: str, language: str, kinds: list[str]) -> Subscriber:
    """Subscribe an address whose owner has said so; a stop of before is lifted, for mail has just arrived there."""
    email = email.lower()
    with transaction.atomic():
        subscriber, _is_new = Subscriber.objects.get_or_create(email=email)
        stopped = Subscriber.objects.filter(pk=subscriber.pk).exclude(stopped_at=None)
        stopped.update(stopped_at=None, stopped_why="", soft_bounces=0)
        for kind in kinds:
            resume(subscriber, kind, language)
    return subscriber


def resume(subscriber: Subscriber, kind: str, language: str) -> None:
    """Subscribe to one letter, from now on."""
    now = timezone.now()
    row, is_new = Subscription.objects.get_or_create(
        subscriber=subscriber, kind=kind, language=language, defaults={"confirmed_at": now}
    )
    if not is_new and row.ended_at is not None:
        Subscription.objects.filter(pk=row.pk).update(ended_at=None, confirmed_at=now)


def running(subscriber: Subscriber) -> list[Subscription]:
    """The letters that a subscriber gets."""
    rows = Subscription.objects.filter(subscriber=subscriber, ended_at=None)
    return list(rows.order_by("language", "kind"))
