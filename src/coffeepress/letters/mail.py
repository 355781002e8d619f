"""A letter as a mail: its HTML for mail programs, and a text part that says the same.

It is made once, when the letter is begun, with a mark where each reader's own address for unsubscribing is put in. It
brings no picture that counts, and its links lead to the pages themselves: nobody is told who opened or followed what.
"""

import re
from dataclasses import dataclass
from email.utils import formataddr, parseaddr
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _

from coffeepress.articles.masthead import site_facts
from coffeepress.articles.paths import home_path, letters_path
from coffeepress.articles.pressed.base import spoken
from coffeepress.articles.showing.outlet import absolute
from coffeepress.design.templatetags.design import day_format
from coffeepress.edition.keys import recording
from coffeepress.letters import dress
from coffeepress.letters.models import Delivery, Letter
from coffeepress.letters.parts import Part, opening, parts
from coffeepress.letters.tokens import leave_url

LEAVE_MARK = "https://letters.invalid/leave"
"""Stands where each reader's own address for unsubscribing is put in; no such host can be."""

_PICTURE_WIDTH = 536


@dataclass(frozen=True)
class Made:
    """A letter's mail, but for the reader's own address in it."""

    subject: str
    html: str
    text: str
    sender: str = ""


def made(letter: Letter) -> Made:
    """The mail of a letter as it is now."""
    with spoken(letter.language), recording():  # pictures have the addresses that readers know
        context = _context(letter)
        html = render_to_string("letters/mails/letter.html", context)
        text = render_to_string("letters/mails/letter.txt", context)
    plain = re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"
    return Made(one_line(letter.subject), html, plain, sender(letter.language))


def as_begun(letter: Letter) -> Made:
    """The mail of a letter as it was when it was begun."""
    return Made(letter.sent_subject, letter.sent_html, letter.sent_text, sender(letter.language))


def message_of(letter: Letter, mail: Made, delivery: Delivery, *, to: str) -> EmailMultiAlternatives:
    """The mail for one subscriber."""
    assert delivery.subscriber_id is not None
    url = leave_url(delivery.subscriber_id, letter.pk)
    message = _message(letter, mail, to=to, url=url)
    message.extra_headers |= {
        # Source: RFC 8058, RFC 2369, RFC 2919.
        "List-Unsubscribe": f"<{url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "List-Id": f"<{letter.kind}.{letter.language}.letters.{_host()}>",
        "Message-ID": message_id(delivery),
    }
    message.metadata = {"delivery": str(delivery.pk)}  # type: ignore[attr-defined]  # for anymail
    return message


def test_message(letter: Letter, *, to: str) -> EmailMultiAlternatives:
    """The mail as it is now, for an editor; its address for unsubscribing leads nowhere."""
    mail = made(letter)
    subject = one_line(_("Test: %(subject)s") % {"subject": mail.subject})
    return _message(
        letter,
        Made(subject, mail.html, mail.text, mail.sender),
        to=to,
        url=absolute(letters_path(letter.language)),
    )


def message_id(delivery: Delivery) -> str:
    """The same for the same delivery however often it is tried: mail programs show such mails once."""
    digest = salted_hmac("coffeepress.letters.message", str(delivery.pk), algorithm="sha256").hexdigest()
    return f"<letter.{delivery.letter_id}.{delivery.pk}.{digest[:20]}@{_host()}>"


def sender(language: str) -> str:
    """Who the mail is from: the outlet's name, unless the sender's address has one of its own."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    facts = site_facts(language)
    return formataddr((name or (one_line(facts.name) if facts else ""), address))


def one_line(text: Any) -> str:
    """Text as a header may hold it."""
    return re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\s]+", " ", str(text)).strip()


def _message(letter: Letter, mail: Made, *, to: str, url: str) -> EmailMultiAlternatives:
    message = EmailMultiAlternatives(
        mail.subject,
        mail.text.replace(LEAVE_MARK, url),
        mail.sender or sender(letter.language),
        [to],
        headers={"Auto-Submitted": "auto-generated", "Precedence": "bulk"},
    )
    message.attach_alternative(mail.html.replace(LEAVE_MARK, url), "text/html")
    # Providers add a counting picture and counting links unless told not to.
    message.track_opens = message.track_clicks = False  # type: ignore[attr-defined]
    return message


def _context(letter: Letter) -> dict[str, Any]:
    facts = site_facts(letter.language)
    found = parts(letter)
    words = opening(letter)
    headlines = [part.card.headline for part in found if part.card]
    return {
        "letter": letter,
        "name": facts.name if facts else _host(),
        "direction": "rtl" if get_language_info(letter.language)["bidi"] else "ltr",
        "home_url": absolute(home_path(letter.language)),
        "preheader": letter.preheader or " · ".join(headlines[:3]) or dress.as_text(words)[:140],
        "opening": dress.for_mail(words),
        "opening_text": dress.as_text(words),
        "parts": [_part(part) for part in found],
        "page_url": absolute(letter.path) if letter.path else absolute(letters_path(letter.language)),
        "letters_url": absolute(letters_path(letter.language)),
        "leave_url": LEAVE_MARK,
        "day": format_date(timezone.localtime(letter.date), day_format()),
        "width": _PICTURE_WIDTH,
    }


def _part(part: Part) -> dict[str, Any]:
    if part.card:
        card, picture = part.card, part.card.picture
        return {
            "card": card,
            "url": absolute(card.url),
            "picture": dress.full(picture.src) if picture else "",
            "alt": picture.alt if picture else "",
            "height": round(_PICTURE_WIDTH * picture.height / picture.width) if picture else 0,
        }
    if part.html is not None:
        return {"html": dress.for_mail(part.html), "text": dress.as_text(part.html)}
    return {"heading": part.heading}


def _host() -> str:
    return urlsplit(settings.COFFEEPRESS.base_url).hostname or "localhost"
