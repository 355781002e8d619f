"""What readers meet: asking for letters, saying yes, unsubscribing, and choosing on the account's page.

A GET changes nothing anywhere here: mail scanners and previews follow every link. Posts come from pages that are
pressed once for all, or from a mailbox's provider (RFC 8058), so they carry no cookie and no token against forgery;
what lets somebody do something is the unguessable or signed address that only the mailbox got.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from coffeepress.articles.paths import letters_path
from coffeepress.articles.showing.answers import data, page, private
from coffeepress.letters import leave as leaving
from coffeepress.letters.kinds import offered, offered_names
from coffeepress.letters.limits import TooMany, is_under_load
from coffeepress.letters.mine import choices_of, choose
from coffeepress.letters.sign_up import TooOld, sign_up
from coffeepress.letters.sign_up import asked as asked_by
from coffeepress.letters.sign_up import confirm as confirmed_by
from coffeepress.letters.tokens import NotOurs, read_token
from coffeepress.people import work
from coffeepress.people.arrival import Refused, refuse_others
from coffeepress.people.form_numbers import Forged, FormNumber, new_number, read_number
from coffeepress.people.limits import subscriber
from coffeepress.people.models import User

_BUSY_SECONDS = 600
_LONGEST = 254


@dataclass
class NotYet(Exception):
    """The form goes back to the reader, with what was typed.

    Attributes:
        words: what is said above it; "" on the page that only asks to check.
        number: the form's number from now on.
        challenge: work for the reader's browser.
    """

    status: int
    words: str = ""
    number: FormNumber = field(default_factory=new_number)
    errors: dict[str, str] = field(default_factory=dict)
    challenge: dict[str, Any] | None = None
    retry_after_seconds: int | None = None


@csrf_exempt
@transaction.non_atomic_requests
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take the wish for letters; the answer is the same whoever's address it is."""
    language = language_of(request)
    with translation.override(language):
        if not offered_names():
            return _told(language, _("There are no letters here."), status=404)
        if request.method != "POST":
            return _form(language, {"language": language, "email": "", "kinds": []}, NotYet(200))
        try:
            refuse_others(request)
        except Refused as refused:
            return _told(language, refused.words, status=refused.status)
        values = _typed(request, language)
        try:
            _take(request, values)
        except NotYet as answer:
            return _form(language, values, answer)
    return _see_other(f"{reverse('letters:asked')}?language={language}")


@require_GET
def token(_request: HttpRequest) -> HttpResponse:
    """A number for the form on a pressed page, with work for the browser under load."""
    number = new_number()
    challenge = work.challenge(number) if is_under_load() else None
    return data({"token": number.signed, "challenge": challenge})


@require_safe
def asked(request: HttpRequest) -> HttpResponse:
    """Look into your mailbox."""
    language = language_of(request)
    with translation.override(language):
        words = _(
            "If the address is right, a mail is on its way to it. Open its link, and press the button there: only then"
            " letters come. Nothing there after some minutes? Look in the spam folder."
        )
        return _told(language, words, title=_("Look into your mailbox"))


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask once more, by a button; a post says yes."""
    try:
        wish = confirmed_by(token) if request.method == "POST" else asked_by(token)
    except TooOld:
        return _too_old(request)
    with translation.override(wish.language):
        chosen = [each for each in offered() if each.name in wish.chosen]
        is_done = request.method == "POST"
        title = _("You are subscribed") if is_done else _("Do you want these letters?")
        context = {"title": title, "letters": chosen, "is_done": is_done}
        return page("letters/confirm.html", context, language=wish.language, title=title)


def _too_old(request: HttpRequest) -> HttpResponse:
    language = language_of(request)
    with translation.override(language):
        words = _("This link is too old, or not complete. Please subscribe once more.")
        return _told(language, words, title=_("This cannot be confirmed any more"), status=404)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """Show the button, or unsubscribe: from all letters, from this one (also in one click: RFC 8058), or back again."""
    try:
        who = read_token(token)
    except NotOurs:
        return _not_ours(request)
    letter = leaving.letter_left(who)
    language = letter.language if letter else language_of(request)
    done = ""
    if request.method == "POST":
        what = request.POST.get("what", "")
        acts = {"all": leaving.leave_all, "again": leaving.come_back}
        done = what if what in acts else "this"
        acts.get(what, leaving.leave)(who)
    with translation.override(language):
        titles = {
            "": _("Unsubscribe"),
            "this": _("You are unsubscribed"),
            "all": _("You are unsubscribed from all letters"),
            "again": _("You are subscribed again"),
        }
        context = {"title": titles[done], "done": done, "kind": letter.get_kind_display() if letter else ""}
        return page("letters/leave.html", context, language=language, title=titles[done])


def _not_ours(request: HttpRequest) -> HttpResponse:
    language = language_of(request)
    with translation.override(language):
        words = _("This address is not complete. Please open the link in the letter once more.")
        return _told(language, words, title=_("Unsubscribe"), status=404)


@login_required(login_url="account_login")
@require_http_methods(["GET", "HEAD", "POST"])
def mine(request: HttpRequest) -> HttpResponse:
    """A signed-in reader's letters."""
    assert isinstance(request.user, User)
    if request.method == "POST":
        choose(request.user.email, set(request.POST.getlist("letters")[:100]))
        messages.success(request, _("Your letters are as you chose them."))
        return _see_other(reverse("account_home"))
    language = translation.get_language() or settings.LANGUAGE_CODE
    title = _("Your letters")
    context = {"title": title, "choices": choices_of(request.user.email)}
    return page("letters/mine.html", context, language=language, title=title, request=request)


def language_of(request: HttpRequest) -> str:
    """The language to answer in: the one asked for, else the outlet's first."""
    languages: list[str] = settings.COFFEEPRESS.languages
    asked_for = (request.POST.get("language", ""), request.GET.get("language", ""))
    return next((code for code in asked_for if code in languages), languages[0])


# One post, step by step


def _typed(request: HttpRequest, language: str) -> dict[str, Any]:
    email = request.POST.get("email", "").replace("\x00", "").strip()[: _LONGEST + 1]
    kinds = [kind for kind in offered_names() if kind in request.POST.getlist("letters")]
    return {
        "language": language,
        "email": email,
        "kinds": kinds,
        "website": request.POST.get("website", "")[:_LONGEST],
    }


def _take(request: HttpRequest, values: dict[str, Any]) -> None:
    number = _number(request)
    _refuse_program(values, number)
    _refuse_incomplete(values, number)
    if number is None:
        raise NotYet(200)
    if number.is_too_old:
        raise NotYet(422, _("The form lay open for a day or longer. Please send it again."))
    if number.is_too_soon:
        raise NotYet(422, _("That was very quick. Please look at it once more, and send it again."), number)
    _refuse_without_work(request, number)
    try:
        sign_up(
            email=values["email"],
            language=values["language"],
            kinds=values["kinds"],
            nonce=number.nonce,
            sender=subscriber(request.META.get("REMOTE_ADDR", "")),
        )
    except TooMany as refused:
        raise NotYet(429, _too_many(refused), number, retry_after_seconds=refused.seconds) from None
    except OperationalError:
        words = _("This could not be stored just now. Please send it again in a minute.")
        raise NotYet(503, words, number, retry_after_seconds=30) from None


def _number(request: HttpRequest) -> FormNumber | None:
    try:
        return read_number(request.POST.get("token", ""))
    except Forged:
        return None


def _refuse_program(values: dict[str, Any], number: FormNumber | None) -> None:
    if values["website"]:
        words = _(
            "This looks as if a program had filled in the form. If you are a person, empty the field marked below."
        )
        errors = {"website": _("Please empty this field: only programs fill it in.")}
        raise NotYet(422, words, number or new_number(), errors)


def _refuse_incomplete(values: dict[str, Any], number: FormNumber | None) -> None:
    errors = {}
    try:
        validate_email(values["email"])
        if len(values["email"]) > _LONGEST:
            raise ValidationError("")
    except ValidationError:
        errors["email"] = _("This does not look like an e-mail address, such as name@example.org.")
    if not values["kinds"]:
        errors["letters"] = _("Please choose at least one letter.")
    if errors:
        raise NotYet(422, _("Please look at what is marked below."), number or new_number(), errors)


def _refuse_without_work(request: HttpRequest, number: FormNumber) -> None:
    if work.is_solved(request.POST.get("altcha", ""), number) or not is_under_load():
        return
    words = _(
        "Very many people are subscribing right now. Please send it once more: your browser will do a small"
        " calculation first, for which JavaScript has to be on. Without it, please try again in ten minutes."
    )
    raise NotYet(503, words, number, challenge=work.challenge(number), retry_after_seconds=_BUSY_SECONDS)


def _too_many(refused: TooMany) -> str:
    minutes = -(-refused.seconds // 60)
    wait = ngettext(
        "Please try again in %(minutes)s minute.", "Please try again in %(minutes)s minutes.", minutes
    )
    words = _("Very many have subscribed from your connection in the last hour.")
    return f"{words} {wait % {'minutes': minutes}}"


# Answers


def _form(language: str, values: dict[str, Any], answer: NotYet) -> HttpResponse:
    context = {
        "values": values,
        "errors": answer.errors,
        "words": answer.words,
        "number": answer.number,
        "challenge": json.dumps(answer.challenge) if answer.challenge else "",
        "offered": offered(),
        "title": _("Letters"),
    }
    response = page("letters/form.html", context, language=language, title=_("Letters"), status=answer.status)
    if answer.retry_after_seconds is not None:
        response["Retry-After"] = str(answer.retry_after_seconds)
    return response


def _told(language: str, words: str, *, title: str = "", status: int = 200) -> HttpResponse:
    title = title or _("Letters")
    context = {"title": title, "words": words, "letters_url": letters_path(language)}
    return page("letters/told.html", context, language=language, title=title, status=status)


def _see_other(url: str) -> HttpResponse:
    response = HttpResponseRedirect(url)
    response.status_code = 303
    return private(response)
