"""The mails about accounts: the code, and word of what changed. Plain text, in the reader's language.

The code's mail is sent while the reader waits, for it is of no use later; who cannot be reached is told so at once.
"""

import re
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from coffeepress.people.codes import LIFETIME, Asked
from coffeepress.people.models import User


def send_code(asked: Asked, *, language: str) -> None:
    """Send a code.

    Raises:
        OSError: the mail server cannot be reached, or does not take it (`smtplib`'s errors are such).
    """
    url = settings.COFFEEPRESS.base_url + reverse("account_code_link", args=[asked.handle, asked.code])
    minutes = int(LIFETIME.total_seconds()) // 60
    with translation.override(language):
        context = {"asked": asked, "url": f"{url}?language={language}", "minutes": minutes}
        subject = _("%(code)s is your code for %(site)s") % {"code": asked.code, "site": _site()}
        _message("code", subject, asked.address, context).send()


def tell_change(user: User, what: str) -> None:
    """Tell the owner of an account what was changed about how it is signed in to.

    Raises:
        OSError: it could not be sent.
    """
    with translation.override(user.language or settings.LANGUAGE_CODE):
        subject = _("Your account at %(site)s was changed") % {"site": _site()}
        _message("change", subject, user.email, {"what": what, "url": _address()}).send()


def _message(template: str, subject: str, to: str, context: dict[str, Any]) -> EmailMessage:
    body = render_to_string(f"people/mails/{template}.txt", {**context, "site": _site()})
    return EmailMessage(
        " ".join(subject.split()),
        re.sub(r"\n{3,}", "\n\n", body).strip() + "\n",
        to=[to],
        headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
    )


def _address() -> str:
    return str(settings.COFFEEPRESS.base_url) + reverse("account_home")


def _site() -> str:
    return str(settings.COFFEEPRESS.address.netloc)
