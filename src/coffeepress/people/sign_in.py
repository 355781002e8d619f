"""Signing in: ask for a code, confirm it, sign in again, sign out.

Owns that a GET does nothing: whatever follows links in mails signs nobody in, makes nothing and uses nothing up. The
answer to an address is the same whether or not it has an account, for nobody looks before its code is confirmed.
"""

import logging
from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib.auth import logout
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coffeepress.people import asked, codes, mails
from coffeepress.people.adapter import is_of_this_site
from coffeepress.people.fresh import reader, reader_required
from coffeepress.people.limits import TooOften, refuse_too_many
from coffeepress.people.models import User
from coffeepress.people.pages import page

logger = logging.getLogger(__name__)

LONGEST_ADDRESS = 254


@transaction.non_atomic_requests
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send it a code."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return redirect(onward)
    if request.method != "POST":
        return _address_page(request, {"next": onward, "email": ""})
    return _send(request, request.POST.get("email", ""), onward)


@transaction.non_atomic_requests
@reader_required
def again(request: HttpRequest) -> HttpResponse:
    """Sign in again, for something that is not left to an open browser."""
    onward = _onward(request)
    if request.method != "POST":
        return page(request, "again", {"next": onward}, title=_("Please sign in again"))
    address = reader(request).email
    response = _send(request, address, onward)
    if response.status_code == 303:
        logout(request)
    return response


def code(request: HttpRequest) -> HttpResponse:
    """The page on which a code is typed; posted, it signs in."""
    kept = asked.kept_by(request)
    if request.method == "POST":
        return _confirm(request, kept)
    if kept is None:
        return redirect("account_login")
    return _code_page(request, {"kept": kept, "handle": kept.handle})


@require_safe
def link(request: HttpRequest, handle: str, code: str) -> HttpResponse:
    """Where the mail's link leads: the code is filled in, and a button waits. A browser that did not ask for the code
    is asked for the address, too: so whoever opens the link elsewhere has to know whose it is."""
    kept = asked.kept_by(request)
    mine = kept if kept and kept.handle == handle else None
    return _code_page(request, {"kept": mine, "handle": handle, "code": code})


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out of this browser."""
    logout(request)
    return redirect("/")


def _send(request: HttpRequest, typed: str, onward: str) -> HttpResponse:
    address = typed.strip().lower()
    context = {"next": onward, "email": typed[:LONGEST_ADDRESS]}
    try:
        validate_email(address)
        if len(address) > LONGEST_ADDRESS:
            raise ValidationError("too long")
    except ValidationError:
        words = _("This does not look like an e-mail address. Please check it.")
        return _address_page(request, {**context, "error": words}, status=422)
    try:
        refuse_too_many(request, "ask_code", address=address)
    except TooOften:
        return _address_page(request, {**context, "words": _too_often()}, status=429)
    made = codes.ask(address)
    try:
        mails.send_code(made, language=get_language() or "")
    except OSError:  # smtplib’s errors among them
        logger.exception("A sign-in code could not be sent.")
        codes.withdraw(made)
        words = _("The mail could not be sent just now. Please try again in a minute.")
        return _address_page(request, {**context, "words": words}, status=503)
    response = redirect("account_code")
    response.status_code = 303
    asked.keep(response, asked.Kept(made.handle, address, onward, get_language() or ""))
    return response


def _confirm(request: HttpRequest, kept: asked.Kept | None) -> HttpResponse:
    handle = request.POST.get("handle", "")[:64]
    mine = kept if kept and kept.handle == handle else None
    address = mine.address if mine else request.POST.get("email", "")[:LONGEST_ADDRESS]
    typed = request.POST.get("code", "")[:64]
    context: dict[str, Any] = {"kept": mine, "handle": handle, "email": "" if mine else address}
    try:
        refuse_too_many(request, "confirm_code")
    except TooOften:
        return _code_page(request, {**context, "words": _too_often()}, status=429)
    found = codes.confirm(handle, address, typed, language=get_language() or "")
    if isinstance(found, codes.WrongCode):
        return _code_page(request, {**context, "words": _wrong(found, mine is not None)}, status=422)
    if isinstance(found, User):
        return _let_in(request, found, mine.next if mine else "")
    response = _address_page(
        request, {"next": _onward(request), "email": address, "words": _why_not(found)}, status=422
    )
    asked.drop(response)
    return response


def _let_in(request: HttpRequest, user: User, onward: str) -> HttpResponse:
    if request.user.is_authenticated and request.user != user:
        logout(request)
    record_authentication(request, user, method="code")
    response = perform_login(request, user, redirect_url=onward or reverse("account_home"))
    asked.drop(response)
    return response


def _why_not(found: codes.CodeGone | codes.AccountClosed) -> str:
    if isinstance(found, codes.AccountClosed):
        return _("This account is closed. Write to the newsroom if you think that it should not be.")
    return _("This code is used up or too old. Please ask for a new one.")


def _wrong(found: codes.WrongCode, is_own_browser: bool) -> str:
    words = (
        _("That is not the code.")
        if is_own_browser
        else _("The code and the address do not belong together.")
    )
    left = ngettext(
        "You can try %(number)s more time.", "You can try %(number)s more times.", found.tries_left
    )
    return f"{words} {left % {'number': found.tries_left}}"


def _too_often() -> str:
    return _("That was tried very often. Please wait ten minutes, then try again.")


def _onward(request: HttpRequest) -> str:
    asked_for = request.POST.get("next") or request.GET.get("next")
    return asked_for if asked_for and is_of_this_site(asked_for) else reverse("account_home")


def _address_page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    return page(request, "sign_in", context, title=_("Sign in"), status=status)


def _code_page(request: HttpRequest, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    minutes = int(codes.LIFETIME.total_seconds()) // 60
    mailed = bool(settings.COFFEEPRESS.mail)
    return page(
        request,
        "code",
        {"minutes": minutes, "is_mailed": mailed, **context},
        title=_("Enter your code"),
        status=status,
    )
