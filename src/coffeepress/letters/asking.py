"""The mail that asks whether somebody really wants letters. Sent by the worker; an error is tried again for a day."""

import logging
import re
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from coffeepress.articles.pressed.base import spoken
from coffeepress.articles.showing.outlet import absolute
from coffeepress.letters.kinds import offered
from coffeepress.letters.mail import one_line, sender
from coffeepress.letters.models import SignUp, Subscription

logger = logging.getLogger(__name__)

TRIED_AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960))
TAKEN_FOR = timedelta(minutes=10)
MOST = 100


def ask_waiting() -> int:
    """Send what is to be asked.

    Returns:
        How many mails were sent.
    """
    waiting = SignUp.objects.filter(mailed_at=None, given_up_at=None, next_at__lte=timezone.now())
    return sum(_ask(pk) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:MOST]))


def _ask(pk: int) -> bool:
    now = timezone.now()
    mine = SignUp.objects.filter(pk=pk, mailed_at=None, given_up_at=None, next_at__lte=now)
    if not mine.update(next_at=now + TAKEN_FOR):
        return False  # another worker has it
    wish = SignUp.objects.get(pk=pk)
    try:
        message(wish).send()
    except Exception as error:  # a mail server's, the network's, a refused address's: all are tried again
        _try_again(wish, error)
        return False
    SignUp.objects.filter(pk=pk).update(mailed_at=timezone.now())
    return True


def _try_again(wish: SignUp, error: Exception) -> None:
    now = timezone.now()
    if wish.attempts >= len(TRIED_AGAIN_AFTER):
        logger.error("The question %s was not sent, and is given up: %r", wish, error)
        SignUp.objects.filter(pk=wish.pk).update(given_up_at=now)
        return
    logger.warning("The question %s was not sent: %r. It is tried again.", wish, error)
    SignUp.objects.filter(pk=wish.pk).update(
        next_at=now + TRIED_AGAIN_AFTER[wish.attempts], attempts=wish.attempts + 1
    )


def message(wish: SignUp) -> EmailMessage:
    """The mail, in the language of the form. It holds nothing that whoever asked has typed."""
    site = str(settings.COFFEEPRESS.address.netloc)
    with spoken(wish.language):
        context = {
            "site": site,
            "letters": [each.title for each in offered() if each.name in wish.chosen],
            "has_all": _has_all(wish),
            "url": absolute(reverse("letters:confirm", args=[wish.token])),
        }
        subject = _("Do you want our letters? · %(site)s") % {"site": site}
        body = render_to_string("letters/mails/question.txt", context)
    return EmailMessage(
        one_line(subject),
        re.sub(r"\n{3,}", "\n\n", body).strip() + "\n",
        sender(wish.language),
        [wish.email],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def _has_all(wish: SignUp) -> bool:
    rows = Subscription.objects.filter(
        subscriber__email=wish.email, subscriber__stopped_at=None, language=wish.language, ended_at=None
    )
    return set(wish.chosen) <= set(rows.values_list("kind", flat=True))
