"""Signing in by a code that is sent to an e-mail address: what is asked for, sent, and confirmed.

A code is for an address, not for an account: whether the address has one is not looked at before the code is
confirmed, so that nobody can learn it by asking. It is made for one request of one browser (its `handle`): what others
ask for or guess wrong does not use up its attempts.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from coffeepress.people.limits import digest
from coffeepress.people.models import SignInCode, User

LIFETIME = timedelta(minutes=15)
MOST_FAILURES = 5
CODE_LENGTH = 8


@dataclass(frozen=True)
class Asked:
    """A code on its way: what the mail says, and what the browser that asked for it keeps."""

    handle: str
    address: str
    code: str


class WrongCode(Exception):
    """The code, or the address it was sent to, is another one.

    Attributes:
        tries_left: how often this browser may still try before it needs a fresh code.
    """

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left)
        self.tries_left = tries_left


class CodeGone(Exception):
    """The code was used, is too old, was tried too often, or never was."""


class AccountClosed(Exception):
    """The address is the person's own, but the newsroom has closed its account."""


def ask(address: str) -> Asked:
    """Make a code for an address. Sending it is the caller's."""
    code = generate_user_code(length=CODE_LENGTH)
    handle = secrets.token_urlsafe(18)
    SignInCode.objects.create(handle=handle, address=digest(address), code=_sealed(handle, code))
    return Asked(handle, address, code)


def withdraw(asked: Asked) -> None:
    """Forget a code that could not be sent."""
    SignInCode.objects.filter(handle=asked.handle).delete()


@transaction.atomic
def confirm(
    handle: str, address: str, code: str, *, language: str
) -> User | WrongCode | CodeGone | AccountClosed:
    """Use a code: it and all others of its address are gone afterwards.

    Args:
        handle: the request that the code was sent for.
        language: of the account's pages, where the account is made now.

    Returns:
        The account, made now if the address had none; or why not. It is returned, not raised, for a failure is counted
        in the same transaction.
    """
    asked = SignInCode.objects.select_for_update().filter(handle=handle).first()
    if asked is None or asked.asked_at + LIFETIME < timezone.now() or asked.failures >= MOST_FAILURES:
        return CodeGone()
    is_right = constant_time_compare(asked.code, _sealed(handle, code))
    if not (constant_time_compare(asked.address, digest(address)) and is_right):
        asked.failures += 1
        asked.save(update_fields=["failures"])
        left = MOST_FAILURES - asked.failures
        return WrongCode(left) if left else CodeGone()
    SignInCode.objects.filter(address=asked.address).delete()
    user = _account(address, language)
    return user if user.is_active else AccountClosed()


def forget_old_codes() -> None:
    """Forget codes that cannot be used any more."""
    SignInCode.objects.filter(asked_at__lt=timezone.now() - LIFETIME).delete()


def _account(address: str, language: str) -> User:
    address = address.strip().lower()
    user = User.objects.filter(email=address).first()
    if user is not None:
        return user
    try:
        with transaction.atomic():
            return User.objects.create_user(address, None, language=language)
    except IntegrityError:  # another browser has made it in this very moment
        return User.objects.get(email=address)


def _sealed(handle: str, code: str) -> str:
    return digest(f"{handle}:{normalize_user_code(code)}")
