"""The form with which a pledge is begun: an amount, how often, and how to pay.

Opened by a link of the support page, so that looking at that page sets no cookie. Refuses nothing without giving the
form back as it was filled in; what it answers with success is a pledge in the database.
"""

import json
import logging
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coffeepress.people import work
from coffeepress.people.form_numbers import Forged, FormNumber, new_number, read_number
from coffeepress.people.limits import subscriber
from coffeepress.support import showing
from coffeepress.support.events import Interval
from coffeepress.support.forms.answers import language_of, onward, page, reader_of
from coffeepress.support.limits import TooMany, is_under_load
from coffeepress.support.models.choices import INTERVALS
from coffeepress.support.money import NotAnAmount
from coffeepress.support.offers import (
    COFFEE,
    OWN,
    NotOfferedAmount,
    coffee_price,
    coffee_prices,
    main_currency,
)
from coffeepress.support.pledge import Wish, begin, providers_to_begin_with
from coffeepress.support.providers.contract import NotOffered, Unavailable

logger = logging.getLogger(__name__)

_BUSY_SECONDS = 600
_LONGEST = 254


@dataclass
class NotYet(Exception):
    """The form goes back to the reader, with all that was typed.

    Attributes:
        number: the form's number from now on.
        challenge: work for the reader's browser.
    """

    status: int
    words: str
    errors: dict[str, str] = field(default_factory=dict)
    number: FormNumber = field(default_factory=new_number)
    challenge: dict[str, Any] | None = None
    retry_after_seconds: int | None = None


@require_http_methods(["GET", "HEAD", "POST"])
def begin_pledge(request: HttpRequest) -> HttpResponse:
    """Show the form, or begin what was chosen and send the reader on."""
    language = language_of(request)
    with translation.override(language):
        if request.method != "POST":
            return _form(request, language, _asked_for(request), NotYet(200, ""))
        values = _typed(request)
        try:
            url = _begun(request, language, values)
        except NotYet as answer:
            return _form(request, language, values, answer)
        return onward(request, url, language=language)


def _asked_for(request: HttpRequest) -> dict[str, str]:
    providers = providers_to_begin_with()
    currency = request.GET.get("currency", "")
    return {
        "offer": request.GET.get("offer", COFFEE)[:40],
        "interval": request.GET.get("interval", Interval.MONTH.value)[:10],
        "currency": currency if currency in coffee_prices() else main_currency(),
        "provider": providers[0].name if providers else "",
    }


def _typed(request: HttpRequest) -> dict[str, str]:
    names = ("offer", "interval", "currency", "provider", "amount", "email")
    values = {name: request.POST.get(name, "").replace("\x00", "").strip()[:_LONGEST] for name in names}
    if values["currency"] not in coffee_prices():
        values["currency"] = main_currency()
    return values


def _begun(request: HttpRequest, language: str, values: dict[str, str]) -> str:
    number = _number(request)
    _refuse_no_address(values)
    _refuse_without_work(request, number)
    wish = Wish(
        offer=values["offer"],
        currency=values["currency"],
        provider=values["provider"],
        language=language,
        email=values["email"],
        typed=values["amount"],
        interval=values["interval"],
    )
    sender = subscriber(request.META.get("REMOTE_ADDR", ""))
    try:
        return begin(wish, nonce=number.nonce, sender=sender, user=reader_of(request))[1]
    except (NotAnAmount, NotOfferedAmount):
        raise NotYet(422, _look(), {"amount": _amount_words(values, language)}) from None
    except NotOffered:
        words = _("This cannot be paid that way. Please choose another amount or another way to pay.")
        raise NotYet(422, words) from None
    except TooMany as refused:
        raise NotYet(429, _too_many(refused), retry_after_seconds=refused.seconds) from None
    except Unavailable:
        logger.exception("A pledge could not be begun at %s.", values["provider"])
        words = _("The payment provider does not answer just now. Please try again in a minute.")
        raise NotYet(503, words, number=number, retry_after_seconds=60) from None


def _number(request: HttpRequest) -> FormNumber:
    try:
        number = read_number(request.POST.get("token", ""))
    except Forged:
        raise NotYet(422, _("The form’s number is missing. Please send it again.")) from None
    if number.is_too_old:
        raise NotYet(422, _("The form lay open for a day or longer. Please send it again."))
    return number


def _refuse_no_address(values: dict[str, str]) -> None:
    if not values["email"]:
        return
    try:
        validate_email(values["email"])
    except ValidationError:
        words = _("This does not look like an e-mail address, such as name@example.org.")
        raise NotYet(422, _look(), {"email": words}) from None


def _refuse_without_work(request: HttpRequest, number: FormNumber) -> None:
    if not is_under_load() or work.is_solved(request.POST.get("altcha", ""), number):
        return
    words = _(
        "Very many payments are being begun right now. Please send it once more: your browser will do a small"
        " calculation first, for which JavaScript has to be on. Without it, please try again in ten minutes."
    )
    challenge = work.challenge(number)
    raise NotYet(503, words, number=number, challenge=challenge, retry_after_seconds=_BUSY_SECONDS)


def _look() -> str:
    return _("Please look at what is marked below.")


def _amount_words(values: dict[str, str], language: str) -> str:
    least = coffee_price(values["currency"]).shown(language)
    return _("Please type an amount of %(least)s or more, such as 10 or 12.50.") % {"least": least}


def _too_many(refused: TooMany) -> str:
    minutes = -(-refused.seconds // 60)
    wait = ngettext(
        "Please try again in %(minutes)s minute.", "Please try again in %(minutes)s minutes.", minutes
    )
    words = _("Very many payments have been begun from your connection in the last hour.")
    return f"{words} {wait % {'minutes': minutes}}"


def _currencies(language: str, values: dict[str, str]) -> list[dict[str, str]]:
    """Links to the same form in each currency; a tier of one is none of another's."""
    offer = values["offer"] if values["offer"] in (COFFEE, OWN) else COFFEE
    asked = {"offer": offer, "interval": values.get("interval", ""), "language": language}
    return [
        {
            "code": code,
            "name": showing.currency_name(code, language),
            "url": f"{reverse('support:begin')}?{urlencode({**asked, 'currency': code})}",
        }
        for code in coffee_prices()
    ]


def _form(request: HttpRequest, language: str, values: dict[str, str], answer: NotYet) -> HttpResponse:
    providers = providers_to_begin_with()
    context = {
        "values": values,
        "errors": answer.errors,
        "words": answer.words,
        "number": answer.number,
        "challenge": json.dumps(answer.challenge) if answer.challenge else "",
        "choices": showing.choices(language, values["currency"]),
        "currencies": _currencies(language, values),
        "own": OWN,
        "intervals": INTERVALS,
        "coffee": coffee_price(values["currency"]).shown(language),
        "providers": [{"name": each.name, "label": showing.provider_label(each.name)} for each in providers],
    }
    response = page(request, "begin", context, language=language, title=_("Support us"), status=answer.status)
    if answer.retry_after_seconds is not None:
        response["Retry-After"] = str(answer.retry_after_seconds)
    return response
