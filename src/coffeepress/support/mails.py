"""Mails to supporters: thanks, receipt, failed payment, cancellation, and the question whether an address is theirs.

A mail is a row, written with what it tells of, so that each fact is told once however often we hear of it. The worker
sends it and looks again first whether it is still true: nobody is told of a failed payment that was made meanwhile. An
error is tried again for a day.
"""

import logging
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coffeepress.articles.paths import account_path, support_path
from coffeepress.articles.showing.outlet import absolute
from coffeepress.support.changing import has_portal, where_to_end
from coffeepress.support.events import Kind
from coffeepress.support.models import LedgerEvent, Pledge, SupportMail
from coffeepress.support.projection import Status
from coffeepress.support.supporters import address_of, language_of

logger = logging.getLogger(__name__)

NOT_TOLD_AFTER = timedelta(days=7)
"""Of what happened longer ago, and came late to us or was brought in, nobody is told."""

LATE_PROVIDERS = {"bank": timedelta(days=60), "manual": timedelta(days=60)}
"""What is booked by hand, once in a while: thanks after a month are better than none."""

TAKEN_FOR = timedelta(minutes=10)
"""A worker that was killed while it sent a mail: after so long the mail is sent again."""

TRIED_AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960))

What = SupportMail.What


def tell(pledge: Pledge, entry: LedgerEvent) -> None:
    """Have a supporter told of an entry of the ledger. Called in the transaction that adds it."""
    if entry.occurred_at < timezone.now() - LATE_PROVIDERS.get(entry.provider, NOT_TOLD_AFTER):
        return
    what = _what(pledge, entry)
    if what is not None:
        SupportMail.objects.create(pledge=pledge, what=what, event=entry)


def ask_whose(pledge: Pledge) -> None:
    """Have the person behind an address asked whether it is theirs, once for a pledge."""
    SupportMail.objects.get_or_create(pledge=pledge, what=What.CLAIM)


def _what(pledge: Pledge, entry: LedgerEvent) -> str | None:
    if entry.kind == Kind.FAILED:
        return What.FAILED
    if entry.kind == Kind.CANCELLED:
        return What.CANCELLED
    if entry.kind != Kind.CHARGED or not entry.amount_minor:
        return None
    is_thanked = SupportMail.objects.filter(pledge=pledge, what=What.THANKS).exists()
    return What.RECEIPT if is_thanked else What.THANKS


def send_waiting(*, now: datetime | None = None, most: int = 200) -> int:
    """Send what is to be sent.

    Returns:
        How many were sent.
    """
    now = now or timezone.now()
    waiting = SupportMail.objects.filter(sent_at=None, given_up_at=None, next_at__lte=now)
    return sum(_send(pk, now) for pk in list(waiting.order_by("pk").values_list("pk", flat=True)[:most]))


def _send(pk: int, now: datetime) -> bool:
    mail = _taken(pk, now)
    if mail is None:
        return False
    reason = _why_not(mail)
    if reason:
        _give_up(mail, reason, now)
        return False
    try:
        message(mail).send()
    except Exception as error:  # a mail server's, the network's, a refused address's: all are tried again
        _try_again(mail, error, now)
        return False
    mail.sent_at = now
    mail.save(update_fields=["sent_at"])
    return True


def _taken(pk: int, now: datetime) -> SupportMail | None:
    """The mail, for this worker alone for a while: no lock is held while a mail server is spoken to."""
    waiting = SupportMail.objects.filter(pk=pk, sent_at=None, given_up_at=None, next_at__lte=now)
    if not waiting.update(next_at=now + TAKEN_FOR):
        return None
    return SupportMail.objects.select_related("pledge__supporter__user", "event").get(pk=pk)


def _why_not(mail: SupportMail) -> str:
    """Why a mail is not sent any more; "" where it is."""
    if not address_of(mail.pledge.supporter):
        return "no address"
    if mail.what == What.FAILED and mail.pledge.status not in (Status.PAST_DUE, Status.FAILED):
        return "paid meanwhile"
    if mail.what == What.CLAIM and mail.pledge.supporter and mail.pledge.supporter.user_id:
        return "claimed meanwhile"
    return ""


def _give_up(mail: SupportMail, reason: str, now: datetime) -> None:
    mail.given_up_at, mail.note = now, reason
    mail.save(update_fields=["given_up_at", "note"])


def _try_again(mail: SupportMail, error: Exception, now: datetime) -> None:
    if mail.attempts >= len(TRIED_AGAIN_AFTER):
        logger.error("The mail %s was not sent, and is given up: %r", mail, error)
        _give_up(mail, repr(error), now)
        return
    logger.warning("The mail %s was not sent: %r. It is tried again.", mail, error)
    mail.next_at = now + TRIED_AGAIN_AFTER[mail.attempts]
    mail.attempts += 1
    mail.note = repr(error)
    mail.save(update_fields=["next_at", "attempts", "note"])


def message(mail: SupportMail) -> EmailMessage:
    """The mail, in the supporter's language."""
    supporter = mail.pledge.supporter
    assert supporter is not None
    language = language_of(supporter)
    with translation.override(language):
        body = render_to_string(f"support/mails/{mail.what}.txt", _context(mail, language))
        subject = f"{_subject(mail)} · {_site()}"
    return EmailMessage(
        re.sub(r"\s+", " ", subject).strip(),
        re.sub(r"\n{3,}", "\n\n", body).strip() + "\n",
        to=[address_of(supporter)],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def _context(mail: SupportMail, language: str) -> dict[str, object]:
    from coffeepress.support.claim import claim_url

    amount = mail.event.amount if mail.event else None
    pledge = mail.pledge
    return {
        "pledge": pledge,
        "amount": amount.shown(language) if amount else "",
        "interval": pledge.get_interval_display(),
        "is_recurring": pledge.interval in ("month", "year"),
        "is_practice": pledge.provider == "practice",
        "day": mail.event.occurred_at if mail.event else None,
        "number": mail.event.pk if mail.event else "",
        "paid_until": pledge.paid_until,
        "support_url": absolute(support_path(language)),
        "claim_url": claim_url(pledge) if _is_claimable(mail) else "",
        **_change(pledge, language),
        "provider": pledge.provider.capitalize(),
        "site": _site(),
    }


def _change(pledge: Pledge, language: str) -> dict[str, str]:
    """How a supporter changes or ends what they promised: in words, and the page for it where there is one here."""
    from coffeepress.support.claim import claim_url

    if pledge.interval not in ("month", "year"):
        return {"change_words": "", "change_url": ""}
    if not has_portal(pledge.provider):
        return {"change_words": where_to_end(pledge.provider), "change_url": ""}
    if pledge.supporter is not None and pledge.supporter.user_id is None:
        words = _(
            "You can change or end it at any time, without giving a reason: follow this link and sign in."
        )
        return {"change_words": words, "change_url": claim_url(pledge)}
    words = _("You can change or end it at any time, without giving a reason:")
    return {"change_words": words, "change_url": f"{absolute(account_path(language))}#support"}


def _is_claimable(mail: SupportMail) -> bool:
    """Whether the mail tells how to have the support in an account: it may be nobody's yet."""
    supporter = mail.pledge.supporter
    return mail.what in (What.THANKS, What.CLAIM) and supporter is not None and supporter.user_id is None


def _subject(mail: SupportMail) -> str:
    if mail.what == What.THANKS:
        return _("Thank you for your support")
    if mail.what == What.RECEIPT:
        return _("Your payment has arrived")
    if mail.what == What.FAILED:
        return _("Your payment did not go through")
    if mail.what == What.CANCELLED:
        return _("Your support has ended")
    return _("Is this your support?")


def _site() -> str:
    return str(settings.COFFEEPRESS.address.netloc)
