"""What letters hold about the owner of an address: shown, taken along, and forgotten, with an account or without."""

from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from coffeepress.letters.mine import choices_of
from coffeepress.letters.models import Delivery, SignUp, Subscriber
from coffeepress.people.holdings import Holding, Shown, register, register_staff_work
from coffeepress.people.models import User


def register_held() -> None:
    """Tell the reader's own page of it. Called when the app is ready."""
    register_staff_work("letters.Letter.by")
    register(
        Holding(
            name="letters",
            title=_("Your letters"),
            covers=("letters.Subscriber.email", "letters.SignUp.email"),
            export=lambda user: held(user.email),
            forget=lambda user: forget(user.email),
            show=_show,
            order=200,
        )
    )


def held(email: str) -> dict[str, Any]:
    """All that is held about an address, as JSON takes it."""
    subscriber = Subscriber.objects.filter(email=email.lower()).first()
    wishes = SignUp.objects.filter(email=email.lower()).order_by("pk")
    return {
        "subscriber": _subscriber(subscriber) if subscriber else None,
        "asked": [
            {"at": wish.asked_at.isoformat(), "language": wish.language, "letters": wish.chosen}
            for wish in wishes
        ],
    }


def forget(email: str) -> None:
    """Forget an address. What was sent stays as numbers that name nobody."""
    email = email.lower()
    with transaction.atomic():
        SignUp.objects.filter(email=email).delete()
        Delivery.objects.filter(subscriber__email=email, state=Delivery.State.WAITING).update(
            state=Delivery.State.SKIPPED
        )
        Subscriber.objects.filter(email=email).delete()


def _subscriber(subscriber: Subscriber) -> dict[str, Any]:
    got = subscriber.deliveries.select_related("letter").order_by("pk")
    return {
        "since": subscriber.made_at.isoformat(),
        "stopped_at": subscriber.stopped_at.isoformat() if subscriber.stopped_at else None,
        "stopped_because": subscriber.stopped_why,
        "subscriptions": [
            {
                "letter": each.kind,
                "language": each.language,
                "since": each.confirmed_at.isoformat(),
                "ended_at": each.ended_at.isoformat() if each.ended_at else None,
            }
            for each in subscriber.subscriptions.order_by("pk")
        ],
        "letters": [
            {
                "letter": each.letter.path,
                "state": each.state,
                "at": each.at.isoformat() if each.at else None,
            }
            for each in got
        ],
    }


def _show(user: User) -> Shown | None:
    found = choices_of(user.email)
    if not found:
        return None
    return Shown("letters/held.html", {"choices": found, "url": reverse("letters:mine")})
