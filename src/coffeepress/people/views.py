"""The reader's own page: what is held about them, their devices, their language; taking it along, and leaving."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coffeepress.people import devices, hint
from coffeepress.people.farewell import BelongsToStaff, delete_account
from coffeepress.people.fresh import fresh_required, reader, reader_required
from coffeepress.people.holdings import Shown, exported, registered
from coffeepress.people.models import User
from coffeepress.people.pages import page
from coffeepress.people.second_factor import is_staff


@require_safe
@reader_required
def home(request: HttpRequest) -> HttpResponse:
    """The reader's own page."""
    user = reader(request)
    keys = list(Authenticator.objects.filter(user=user).order_by("created_at"))
    context = {
        "reader": user,
        "sections": _sections(request, user),
        "devices": devices.devices_of(user),
        "here": request.session.session_key,
        "passkeys": [key for key in keys if key.type == Authenticator.Type.WEBAUTHN],
        "has_codes_app": any(key.type == Authenticator.Type.TOTP for key in keys),
        "has_recovery_codes": any(key.type == Authenticator.Type.RECOVERY_CODES for key in keys),
        "is_staff": is_staff(user),
        "newsroom_url": reverse("wagtailadmin_home"),
        "languages": [(code, name) for code, name in settings.LANGUAGES],
    }
    return page(request, "home", context, title=_("Your account"))


@require_POST
@reader_required
def save(request: HttpRequest) -> HttpResponse:
    """Save the reader's name and language."""
    user = reader(request)
    language = request.POST.get("language", "")
    if language in settings.COFFEEPRESS.languages:
        user.language = language
    user.first_name = " ".join(request.POST.get("first_name", "").split())[:150]
    user.last_name = " ".join(request.POST.get("last_name", "").split())[:150]
    user.save(update_fields=["language", "first_name", "last_name"])
    with translation.override(user.language):
        messages.success(request, _("Saved."))
    return redirect("account_home")


@require_POST
@reader_required
def end_devices(request: HttpRequest) -> HttpResponse:
    """Sign out of another browser, or of all others. A number that is not the reader's own ends nothing."""
    others = [
        device
        for device in devices.devices_of(reader(request))
        if device.session_key != request.session.session_key
        and (request.POST.get("which") == "others" or request.POST.get("which") == str(device.pk))
    ]
    devices.end(others)
    messages.success(request, _("Signed out there.") if others else _("Nobody was signed in there any more."))
    return redirect("account_home")


@require_POST
@fresh_required
def take_along(request: HttpRequest) -> HttpResponse:
    """Everything that is held about the reader, as a file."""
    user = reader(request)
    found = {"site": settings.COFFEEPRESS.base_url, "made_at": timezone.now().isoformat(), **exported(user)}
    response = JsonResponse(found, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = (
        f'attachment; filename="account-{timezone.localdate().isoformat()}.json"'
    )
    return response


@fresh_required
def delete(request: HttpRequest) -> HttpResponse:
    """Delete the account, once its owner has said so twice."""
    user = reader(request)
    title = _("Delete your account")
    context = {"reader": user, "holdings": registered(), "is_staff": is_staff(user)}
    if request.method != "POST":
        return page(request, "delete", context | {"beforehand": _beforehand(request, user)}, title=title)
    if request.POST.get("sure") != "yes":
        context |= {
            "words": _("Please tick the box if you are sure."),
            "beforehand": _beforehand(request, user),
        }
        return page(request, "delete", context, title=title, status=422)
    try:
        delete_account(user)
    except BelongsToStaff:
        return page(request, "delete", {"reader": user, "is_staff": True}, title=title, status=403)
    logout(request)
    response = page(request, "deleted", {}, title=_("Your account is deleted"))
    hint.leave(request, response, "")
    return response


def _sections(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    return [
        {"name": holding.name, "title": holding.title, "html": html}
        for holding in registered()
        if holding.show and (html := _html(request, holding.show(user)))
    ]


def _beforehand(request: HttpRequest, user: User) -> list[SafeString]:
    """What the reader ought to see to before the account is deleted."""
    asked = (holding.beforehand(user) for holding in registered() if holding.beforehand)
    return [html for shown in asked if (html := _html(request, shown))]


def _html(request: HttpRequest, shown: Shown | None) -> SafeString | None:
    return render_to_string(shown.template, shown.context, request=request) if shown else None
