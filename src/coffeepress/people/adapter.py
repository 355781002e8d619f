"""What allauth is told of this site: how attempts are counted, whom it asks for more, what keys are called."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from coffeepress.people.limits import subscriber
from coffeepress.people.models import User


class AccountAdapter(DefaultAccountAdapter):
    """allauth's part in signing in. Its own mails, sign-up and passwords are not used."""

    def get_client_ip(self, request: HttpRequest) -> str:
        """What stands for a computer's address in counters."""
        return subscriber(request.META.get("REMOTE_ADDR", ""))

    def get_login_stages(self) -> list[str]:
        """After who they are is known: staff who have a second factor are asked for it."""
        return ["coffeepress.people.second_factor.StaffStage"]

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Never asked by allauth: our addresses ask for a fresh sign-in themselves (`fresh.py`)."""
        return False

    def is_safe_url(self, url: str | None) -> bool:
        """Whether a reader may be sent there after signing in: to this site, and nowhere else."""
        return is_of_this_site(url)

    def respond_user_inactive(self, request: HttpRequest, user: User) -> HttpResponse:
        """The answer to the owner of an account that the newsroom has closed."""
        messages.error(
            request, _("This account is closed. Write to the newsroom if you think that it should not be.")
        )
        return redirect("account_login")

    def add_message(self, *_args: Any, **_kwargs: Any) -> None:
        """allauth's messages are not shown: our pages say what happened."""

    def send_notification_mail(self, *_args: Any, **_kwargs: Any) -> None:
        """allauth's notices are not sent: ours are (`notices.py`)."""


class SecondFactorAdapter(DefaultMFAAdapter):
    """Names of passkeys and of this site in other people's devices."""

    def _get_site_name(self) -> str:
        return str(settings.COFFEEPRESS.address.hostname)

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """The name that a new passkey is given where its owner gives none."""
        number = Authenticator.objects.filter(user=user, type=type).count() + 1
        return _("Passkey %(number)s") % {"number": number}


def is_of_this_site(url: str | None) -> bool:
    """Whether an address is a path of this site."""
    if not url or not url.startswith("/") or url.startswith("//"):
        return False
    return url_has_allowed_host_and_scheme(url, allowed_hosts=None)
