"""Tells the owner of an account by mail when a passkey or a second factor was added or removed.

A mail that cannot be sent is logged: it must not undo what was changed.
"""

import logging
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.conf import settings
from django.db import transaction
from django.dispatch import receiver
from django.utils import translation
from django.utils.translation import gettext as _

from coffeepress.people import mails
from coffeepress.people.models import User

logger = logging.getLogger(__name__)


@receiver(authenticator_added)
def tell_added(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """A way to sign in was added. Recovery codes come with another one, and are told with it."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _tell(user, authenticator, added=True)


@receiver(authenticator_removed)
def tell_removed(user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """A way to sign in was removed."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        _tell(user, authenticator, added=False)


@receiver(authenticator_reset)
def tell_reset(user: User, **_kwargs: Any) -> None:
    """New recovery codes were made."""
    with translation.override(user.language or settings.LANGUAGE_CODE):
        words = _("New recovery codes were made for your account; the old ones are void.")
    transaction.on_commit(lambda: _send(user, words))


def _tell(user: User, authenticator: Authenticator, *, added: bool) -> None:
    with translation.override(user.language or settings.LANGUAGE_CODE):
        words = {
            (Authenticator.Type.WEBAUTHN, True): _("A passkey was added to your account."),
            (Authenticator.Type.WEBAUTHN, False): _("A passkey was removed from your account."),
            (Authenticator.Type.TOTP, True): _("An app that shows codes was added to your account."),
            (Authenticator.Type.TOTP, False): _("The app that shows codes was removed from your account."),
        }[(Authenticator.Type(authenticator.type), added)]
    transaction.on_commit(lambda: _send(user, words))


def _send(user: User, words: str) -> None:
    try:
        mails.tell_change(user, words)
    except OSError:
        logger.exception("The owner of account %s could not be told: %s", user.pk, words)
