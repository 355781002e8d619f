"""The voting form, and the answer with the receipt. Works without scripts; sent twice, it is one ballot."""

import random
from collections.abc import Collection

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coffeepress.people.models import User
from coffeepress.support.forms.answers import language_of, reader_of
from coffeepress.support.supporters import is_supporter
from coffeepress.topics import cast as casting
from coffeepress.topics.cast import Cast, cast, open_round, own_ballot
from coffeepress.topics.forms.answers import only_signed_in, page, refused
from coffeepress.topics.models import Round, Topic
from coffeepress.topics.paths import topic_path
from coffeepress.topics.receipt import shown_receipt
from coffeepress.topics.slips import Forged, Slip, new_slip, read_slip

MOST_READ = 200
"""Of a form's numbers: more is a program's doing, and is refused as too many votes."""


@require_http_methods(["GET", "HEAD", "POST"])
@transaction.non_atomic_requests
def vote(request: HttpRequest) -> HttpResponse:
    """Show the form, or cast what was chosen in it."""
    reader = reader_of(request)
    language = language_of(request, reader.language if reader else "")
    with translation.override(language):
        if reader is None:
            return only_signed_in(request, language=language, title=_("Vote"))
        if request.method == "POST":
            return _cast(request, reader, language)
        round_ = open_round(language)
        if round_ is None or not round_.takes_ballots(timezone.now()):
            return _not_open(request, language)
        if not is_supporter(reader):
            return _not_a_supporter(request, language, own_ballot(round_, reader) is not None)
        return _form(request, reader, round_, language)


def _cast(request: HttpRequest, reader: User, language: str) -> HttpResponse:
    typed = request.POST.getlist("topic")[:MOST_READ]
    choices = [int(each) for each in typed if each.isascii() and each.isdigit() and len(each) < 16]
    try:
        slip = read_slip(request.POST.get("slip", ""))
    except Forged:
        words = _("This form did not come from us. Please open the voting form anew, and vote there.")
        return refused(request, words, language=language, title=_("Vote"), status=400)
    try:
        done = cast(slip, choices, voter=reader)
    except casting.Refused as why:
        return _why_not(request, reader, language, slip, choices, why)
    return _done(request, done, language)


def _done(request: HttpRequest, done: Cast, language: str) -> HttpResponse:
    chosen = Topic.objects.filter(pk__in=done.ballot.choices).order_by("pk")
    context = {
        "receipt": shown_receipt(done.receipt),
        "round": done.ballot.round,
        "topics": [each.question for each in chosen],
        "is_changed": bool(done.ballot.used),
    }
    return page(request, "cast", context, language=language, title=_("Your vote is in"))


def _why_not(
    request: HttpRequest,
    reader: User,
    language: str,
    slip: Slip,
    choices: Collection[int],
    why: casting.Refused,
) -> HttpResponse:
    round_ = open_round(language)
    if isinstance(why, casting.NotOpen) or round_ is None:
        return _not_open(request, language)
    if isinstance(why, casting.NotASupporter):
        return _not_a_supporter(request, language, own_ballot(round_, reader) is not None)
    words = _words(why, round_)
    if (
        isinstance(why, (casting.NotYours, casting.UsedBefore, casting.TooManyChanges))
        or slip.round != round_.pk
    ):
        return refused(request, words, language=language, title=_("Vote"), status=409)
    return _form(request, reader, round_, language, slip=slip, chosen=choices, words=words, status=422)


def _words(why: casting.Refused, round_: Round) -> str:
    if isinstance(why, casting.TooManyVotes):
        few = ngettext("You have %(number)s vote.", "You have %(number)s votes.", round_.votes)
        return f"{few % {'number': round_.votes}} {_('Please take some of your ticks away.')}"
    if isinstance(why, casting.NothingChosen):
        return _("Please choose at least one topic.")
    if isinstance(why, casting.NotOnBallot):
        return _("One of these topics is no longer on the ballot. Please look once more and vote again.")
    if isinstance(why, casting.UsedBefore):
        return _(
            "This form was sent before, and you have changed your vote since. Your last vote stays as it is."
        )
    if isinstance(why, casting.TooManyChanges):
        return _("You have changed your vote very many times. The last one stays as it is.")
    return _("This form was made for another reader or another vote. Please open the voting form anew.")


def _not_open(request: HttpRequest, language: str) -> HttpResponse:
    words = _(
        "No vote is open just now. What was cast before the close is counted; nothing can be changed after it."
    )
    return refused(request, words, language=language, title=_("Vote"), status=409)


def _not_a_supporter(request: HttpRequest, language: str, has_ballot: bool) -> HttpResponse:
    words = _("Voting is for those who support us now. As far as we know, you don’t at the moment.")
    if has_ballot:
        words = f"{words} {_('The vote that you have cast in this round stays as it is.')}"
    return refused(request, words, language=language, title=_("Vote"), can_support=True)


def _form(
    request: HttpRequest,
    reader: User,
    round_: Round,
    language: str,
    *,
    slip: Slip | None = None,
    chosen: Collection[int] | None = None,
    words: str = "",
    status: int = 200,
) -> HttpResponse:
    ballot = own_ballot(round_, reader)
    if chosen is None:
        chosen = ballot.choices if ballot else _asked_for(request)
    context = {
        "round": round_,
        "topics": [_choice(each, chosen) for each in _in_no_order(round_, reader)],
        "slip": (slip or new_slip(round_, reader)).signed,
        "has_ballot": ballot is not None,
        "words": words,
    }
    return page(request, "vote", context, language=language, title=round_.title, status=status)


def _asked_for(request: HttpRequest) -> list[int]:
    """A topic whose page led here is ticked already."""
    number = request.GET.get("topic", "")
    return [int(number)] if number.isascii() and number.isdigit() and len(number) < 16 else []


def _in_no_order(round_: Round, reader: User) -> list[Topic]:
    """The topics as each voter meets them: mixed, so that none gains by standing first; for one voter always alike."""
    rows = Topic.objects.filter(state=Topic.State.ON_BALLOT, language__in=round_.languages).order_by("pk")
    topics = list(rows)
    random.Random(f"{round_.pk} {reader.pk}").shuffle(topics)  # noqa: S311  (nothing to guess)
    return topics


def _choice(topic: Topic, chosen: Collection[int]) -> dict[str, object]:
    return {
        "number": topic.pk,
        "question": topic.question,
        "lines": topic.lines,
        "language": topic.language,
        "url": topic_path(topic.language, topic.pk),
        "is_chosen": topic.pk in chosen,
    }
