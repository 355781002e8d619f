"""What this app, and the libraries below it, hold about a person."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from coffeepress.people import devices
from coffeepress.people.holdings import Holding, register, register_staff_work, staff_work
from coffeepress.people.limits import digest
from coffeepress.people.models import Device, SignInCode, User

# Wagtail's log keeps an account's number when the account is gone; the others forget it.
register_staff_work(
    "wagtailcore.Page.owner",
    "wagtailcore.Page.locked_by",
    "wagtailcore.Revision.user",
    "wagtailcore.PageLogEntry.user",
    "wagtailcore.ModelLogEntry.user",
    "wagtailcore.Comment.user",
    "wagtailcore.Comment.resolved_by",
    "wagtailcore.CommentReply.user",
    "wagtailcore.TaskState.finished_by",
    "wagtailcore.WorkflowState.requested_by",
    "wagtaildocs.Document.uploaded_by_user",
    "wagtailimages.Image.uploaded_by_user",
)

# What Wagtail keeps for the convenience of whoever works in the newsroom: it goes with the account.
NEWSROOM_HABITS = (
    "wagtailusers.UserProfile.user",
    "wagtailcore.PageSubscription.user",
    "wagtailadmin.EditingSession.user",
    "wagtailadmin.FormState.user",
    "wagtailcore.APIToken.user",
    "wagtailcore.UploadedFile.uploaded_by_user",
)


def _account(user: User) -> dict[str, Any]:
    return {
        "email": user.email,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "language": user.language,
        "made_at": user.date_joined.isoformat(),
        "last_signed_in_at": user.last_login.isoformat() if user.last_login else None,
        "has_password": user.has_usable_password(),
        "groups": sorted(user.groups.values_list("name", flat=True)),
        "permissions": sorted(user.user_permissions.values_list("codename", flat=True)),
    }


def _devices(user: User) -> list[dict[str, Any]]:
    return [
        {
            "browser": device.browser,
            "signed_in_at": device.signed_in_at.isoformat(),
            "last_used_on": device.seen_on.isoformat(),
        }
        for device in Device.objects.filter(user=user)
    ]


def _keys(user: User) -> list[dict[str, Any]]:
    return [
        {
            "kind": key.type,
            "name": key.data.get("name", ""),
            "made_at": key.created_at.isoformat(),
            "last_used_at": key.last_used_at.isoformat() if key.last_used_at else None,
        }
        for key in Authenticator.objects.filter(user=user).order_by("created_at")
    ]


def _codes(user: User) -> list[dict[str, Any]]:
    return [
        {"asked_at": code.asked_at.isoformat()}
        for code in SignInCode.objects.filter(address=digest(user.email))
    ]


def _work(user: User, fields: tuple[str, ...]) -> dict[str, Any]:
    found = {}
    for field in fields:
        rows = _rows(user, field)
        if rows:
            found[field] = [{"number": str(row.pk), "what": str(row)[:200]} for row in rows]
    return found


def _rows(user: User, field: str) -> list[Model]:
    label, _dot, name = field.rpartition(".")
    return list(apps.get_model(label)._default_manager.filter(**{name: user}).order_by("pk"))


def _forget_habits(user: User) -> None:
    for field in NEWSROOM_HABITS:
        for row in _rows(user, field):
            row.delete()


register(
    Holding(
        name="account",
        title=_("Your account"),
        covers=(
            "people.User.email",
            "people.User.groups",
            "people.User.user_permissions",
        ),
        export=_account,
        forget=lambda user: None,  # the account itself is deleted last
        order=0,
    )
)
register(
    Holding(
        name="devices",
        title=_("Devices"),
        covers=("people.Device.user",),
        export=_devices,
        forget=lambda user: devices.end(list(Device.objects.filter(user=user))),
        order=900,
    )
)
register(
    Holding(
        name="passkeys",
        title=_("Passkeys and second factors"),
        covers=("mfa.Authenticator.user",),
        export=_keys,
        forget=lambda user: Authenticator.objects.filter(user=user).delete(),
        order=910,
    )
)
register(
    Holding(
        name="sign_in_codes",
        title=_("Codes on their way"),
        covers=("people.SignInCode.address",),
        export=_codes,
        forget=lambda user: SignInCode.objects.filter(address=digest(user.email)).delete(),
        order=920,
    )
)
register(
    Holding(
        name="newsroom",
        title=_("Work in the newsroom"),
        covers=NEWSROOM_HABITS,
        export=lambda user: _work(user, (*staff_work(), *NEWSROOM_HABITS)),
        forget=_forget_habits,
        order=930,
    )
)
