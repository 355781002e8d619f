"""Staff's second factor: who has to show one, whether this session has, and the newsroom's door that asks for it.

Signing in by a code or a passkey passes through allauth's stages, so it is asked for there; Wagtail's own sign-in by
password does not, so the door asks whoever comes through it. A reader's passkey is a convenience, never a second lock.
"""

from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib.auth import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from coffeepress.people.models import User

_HAS_ONE = "has_second_factor"
KINDS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class StaffStage(AuthenticateStage):
    """Asks staff for their second factor while they sign in."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return is_staff(self.login.user) and super()._should_handle(request)


def is_staff(user: Any) -> bool:
    """Whether an account may enter the newsroom."""
    return bool(user and user.has_perm("wagtailadmin.access_admin"))


def has_second_factor(user: User) -> bool:
    """Whether an account has a passkey, or an app that shows codes."""
    return Authenticator.objects.filter(user=user, type__in=KINDS).exists()


def has_shown(request: HttpRequest) -> bool:
    """Whether this session was opened with a second factor, or has shown one since."""
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == "mfa" for record in records)


def is_wanted(request: HttpRequest) -> bool:
    """Whether the newsroom is closed to this session until it shows a second factor. Runs no query but for staff who
    have to have one."""
    user = request.user
    if not user.is_authenticated or has_shown(request):
        return False
    if request.session.get(_HAS_ONE):
        return True
    return bool(settings.COFFEEPRESS.staff_second_factor) and is_staff(user)


@receiver(user_logged_in)
def note_whether_there_is_one(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Remember in the session that its owner has a second factor: the newsroom's door runs no query."""
    request.session[_HAS_ONE] = has_second_factor(user)
