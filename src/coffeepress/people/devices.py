"""The browsers in which an account is signed in: noted at sign-in, dated once a day, ended by their owner.

Of a browser its family is kept ("Firefox, Linux"), of its whereabouts nothing.
"""

import re
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import user_logged_in, user_logged_out
from django.contrib.sessions.models import Session
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from coffeepress.people.models import Device, User

_NOTED = "device"
SIGNED_IN_AT = "signed_in_at"
"""In a session: when its owner last proved who they are, in seconds since 1970."""

# Families, the more special ones first: Edge also says that it is Chrome, and Chrome that it is Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox|FxiOS", "Firefox"),
    ("Chrome|Chromium|CriOS", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS = (
    ("iPhone|iPad", "iOS"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X|Macintosh", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux|X11", "Linux"),
)


def family(agent: str) -> str:
    """What a browser calls itself, without what tells it from others of its family; "" for what nobody knows."""
    found = [
        next(
            (name for pattern, name in known if re.search(rf"\b(?:{pattern})\b|\b(?:{pattern})/", agent)), ""
        )
        for known in (_BROWSERS, _SYSTEMS)
    ]
    return ", ".join(filter(None, found))


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """Note the browser in which somebody has signed in."""
    session = request.session
    session[SIGNED_IN_AT] = timezone.now().timestamp()
    session.pop(_NOTED, None)
    if not session.session_key:
        session.save()
    note(request, user)


@receiver(user_logged_out)
def note_sign_out(request: HttpRequest, **_kwargs: Any) -> None:
    """Forget the browser in which somebody has signed out."""
    if request.session.session_key:
        Device.objects.filter(session_key=request.session.session_key).delete()


def note(request: HttpRequest, user: User) -> None:
    """Note that an account is used in a browser today. Costs a query a day, and one after the session got a new key."""
    session, today = request.session, timezone.localdate()
    known = [session.session_key, today.isoformat()]
    if session.get(_NOTED) == known:
        return
    before = (session.get(_NOTED) or [""])[0]
    Device.objects.filter(session_key=before, user=user).update(session_key=session.session_key)
    Device.objects.update_or_create(
        session_key=session.session_key,
        defaults={"user": user, "seen_on": today},
        create_defaults={
            "user": user,
            "seen_on": today,
            "browser": family(request.headers.get("User-Agent", "")),
        },
    )
    session[_NOTED] = known


def devices_of(user: User) -> list[Device]:
    """The browsers in which an account is signed in now."""
    devices = list(Device.objects.filter(user=user))
    keys = [device.session_key for device in devices]
    alive = set(
        Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now()).values_list(
            "session_key", flat=True
        )
    )
    return [device for device in devices if device.session_key in alive]


def end(devices: list[Device]) -> None:
    """Sign an account out of these browsers."""
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for device in devices:
        store(device.session_key).delete()
    Device.objects.filter(pk__in=[device.pk for device in devices]).delete()


def forget_old() -> None:
    """Forget sessions that have ended, and their devices."""
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    Device.objects.exclude(session_key__in=Session.objects.values("session_key")).delete()
