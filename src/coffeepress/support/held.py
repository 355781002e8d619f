"""What is held about somebody who supports the outlet: shown, taken along, and cut off from the person at deletion.

Payments stay in the ledger as long as the law wants them; it names nobody. The supporter stays as a number, so that
sums stay what they were, and is nobody's any more. What providers told is emptied where it names the person.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coffeepress.people import hint
from coffeepress.people.holdings import Holding, Shown, register, register_staff_work
from coffeepress.people.models import User
from coffeepress.support.changing import has_portal, where_to_end
from coffeepress.support.forget import empty_messages
from coffeepress.support.models import Booking, LedgerEvent, Pledge, Supporter
from coffeepress.support.projection import Status
from coffeepress.support.supporters import is_supporter

SUPPORTER = "supporter"
"""The word in the hint cookie: pages leave the appeal out where it stands."""

RUNNING = frozenset({Status.ACTIVE, Status.PAST_DUE, Status.ENDING, Status.WAITING})


def register_held() -> None:
    """Tell the reader's own page of it, and the hint cookie. Called when the app is ready."""
    hint.register(_word)
    register(
        Holding(
            name="support",
            title=_("Your support"),
            covers=("support.Supporter.user", "support.Supporter.email"),
            export=_export,
            forget=_forget,
            show=_show,
            beforehand=_beforehand,
            order=100,
        )
    )
    register_staff_work("support.Booking.by", "support.UploadedStatement.by")


def _word(user: User) -> str:
    return SUPPORTER if is_supporter(user) else ""


def _supporters(user: User) -> QuerySet[Supporter]:
    """The account's own, and one that a provider told us of with the same address, claimed or not."""
    same_address = Q(user=None, email=user.email.lower()) & ~Q(email="")
    return Supporter.objects.filter(Q(user=user) | same_address)


def _show(user: User) -> Shown | None:
    pledges = list(
        Pledge.objects.filter(supporter__user=user)
        .exclude(status=Status.BEGUN.value, remote_pledge="")
        .order_by("-begun_at")
    )
    if not pledges:
        return None
    language = get_language() or ""
    return Shown(
        "support/held.html",
        {"pledges": [_shown(each, language) for each in pledges], "is_supporter": is_supporter(user)},
    )


def _beforehand(user: User) -> Shown | None:
    """What goes on at those who take the payments, account or not."""
    goes_on = Pledge.objects.filter(supporter__user=user, status__in=[Status.ACTIVE, Status.PAST_DUE])
    pledges = list(goes_on.order_by("-begun_at"))
    if not pledges:
        return None
    language = get_language() or ""
    return Shown("support/beforehand.html", {"pledges": [_shown(each, language) for each in pledges]})


def _shown(pledge: Pledge, language: str) -> dict[str, Any]:
    amount = pledge.state.amount or pledge.chosen
    is_running = pledge.status in RUNNING
    return {
        "reference": pledge.reference,
        "amount": amount.shown(language) if amount else "",
        "interval": pledge.get_interval_display()
        if pledge.interval
        else pledge.get_chosen_interval_display(),
        "status": pledge.get_status_display(),
        "paid_until": pledge.paid_until,
        "ends_at": pledge.ends_at,
        "provider": pledge.provider.capitalize(),
        "can_change": is_running and bool(pledge.remote_customer) and has_portal(pledge.provider),
        "where_to_end": where_to_end(pledge.provider),
    }


def _export(user: User) -> list[dict[str, Any]]:
    return [
        {
            "since": supporter.created_at.isoformat(),
            "address_from_provider": supporter.email,
            "language": supporter.language,
            "supports_until": supporter.counts_until.isoformat() if supporter.counts_until else None,
            "pledges": [_taken_along(pledge) for pledge in supporter.pledges.all()],
        }
        for supporter in _supporters(user).prefetch_related("pledges__events__booking").order_by("pk")
    ]


def _taken_along(pledge: Pledge) -> dict[str, Any]:
    return {
        "reference": pledge.reference,
        "provider": pledge.provider,
        "begun_at": pledge.begun_at.isoformat(),
        "state": pledge.status,
        "chosen": str(pledge.chosen) if pledge.chosen else "",
        "events": [_entry(each) for each in pledge.events.all()],
    }


def _entry(entry: LedgerEvent) -> dict[str, Any]:
    booking = getattr(entry, "booking", None)
    return {
        "kind": entry.kind,
        "at": entry.occurred_at.isoformat(),
        "amount": str(entry.amount) if entry.amount else "",
        "number": entry.provider_event_id,
        "note": booking.note if booking else "",
    }


def _forget(user: User) -> None:
    pledges = Pledge.objects.filter(supporter__in=_supporters(user))
    names = {user.email, *_supporters(user).values_list("email", flat=True)}
    for row in pledges.values_list("reference", "remote_pledge", "remote_customer"):
        names.update(row)
    empty_messages(names)
    pledges.update(sender="")
    # What the newsroom noted beside a payment may name the payer.
    Booking.objects.filter(entry__pledge__supporter__in=_supporters(user)).update(note="")
    _supporters(user).update(user=None, email="")
