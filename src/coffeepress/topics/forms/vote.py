"""The voting form: who may vote sees the topics, chooses up to so many, and is given a receipt.

What it answers with success is a ballot in the database. Refuses nothing without saying why; where the form can be
sent again it comes back with what was chosen. The page that shows the receipt is the answer to the form itself, so
that no receipt stands in an address; loaded again, it is the same ballot and the same receipt.

Its proof that the voter's own browser page sent it is the slip: signed, and of this voter alone (`slips.py`). So it
needs no token of Django's, which a sign-in in another window would make void.
"""

from dataclasses import dataclass, field

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coffeepress.articles.paths import support_path
from coffeepress.people import arrival
from coffeepress.people.models import User
from coffeepress.support.models import Supporter
from coffeepress.topics import cast
from coffeepress.topics.days import said_day, said_moment
from coffeepress.topics.forms import words_of
from coffeepress.topics.forms.answers import Refusal, SignIn, own_language, page, reader_of, refused
from coffeepress.topics.forms.ballot_paper import Named, ballot_paper, chosen_lines, named, numbers_of
from coffeepress.topics.models import Ballot, Round
from coffeepress.topics.paths import receipt_path, topics_path, vote_path
from coffeepress.topics.receipt import shown_receipt
from coffeepress.topics.slips import Forged, Slip, new_slip, read_slip


@dataclass
class Again(Exception):
    """The form comes back, with what was chosen.

    Attributes:
        chosen: numbers of topics that can be voted for.
    """

    status: int
    words: str = ""
    chosen: tuple[int, ...] = ()
    notes: list[str] = field(default_factory=list)


@csrf_exempt  # see above
@transaction.non_atomic_requests  # a ballot is committed before it is answered
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a ballot."""
    language = own_language(request)
    with translation.override(language):
        title = _("Vote for what we cover next")
        try:
            if request.method == "POST":
                return _taken(request, language)
            return _shown(request, language)
        except Refusal as refusal:
            return refused(request, refusal, language=language, title=title)


def _shown(request: HttpRequest, language: str) -> HttpResponse:
    asked_for = numbers_of(request.GET.getlist("topic"))
    voter = _voter(request, language, asked_for)
    round_ = _open_round(language)
    _refuse_without_support(voter, round_, language)
    ballot = cast.own_ballot(round_, voter)
    found = named([*(ballot.choices if ballot else []), *asked_for], round_)
    return _form(
        request, language, voter, round_, ballot, Again(200, "", found.standing, words_of.notes(found))
    )


def _taken(request: HttpRequest, language: str) -> HttpResponse:
    """Raises: Refusal."""
    try:
        arrival.refuse_others(request)
    except arrival.Refused as refusal:
        raise Refusal(refusal.status, refusal.words, _to_vote(language)) from None
    numbers = numbers_of(request.POST.getlist("topic"))
    voter = _voter(request, language, numbers)
    slip = _slip(request, voter, numbers, language)
    round_ = Round.objects.filter(pk=slip.round).first()
    if round_ is None:
        raise Refusal(410, _("The round of this form does not exist any more."), _to_topics(language))
    found = named(numbers, round_)
    try:
        done = _cast(slip, found, voter, round_, language)
    except Again as again:
        again.notes += words_of.notes(found)
        ballot = cast.own_ballot(round_, voter)
        return _form(request, language, voter, round_, ballot, again)
    return _counted(request, language, round_, done, words_of.notes(found))


def _voter(request: HttpRequest, language: str, numbers: list[int]) -> User:
    voter = reader_of(request)
    if voter is not None:
        return voter
    words = _("Please sign in to vote: every supporter has the same votes, once. You come back here.")
    raise SignIn(words, back=vote_path(language, *numbers), language=language)


def _slip(request: HttpRequest, voter: User, numbers: list[int], language: str) -> Slip:
    try:
        slip = read_slip(request.POST.get("slip", ""))
    except Forged:
        words = _("This form was not made by us, or was damaged on its way. Nothing was counted.")
        raise Refusal(403, words, _to_vote(language, numbers)) from None
    if slip.voter != voter.pk:
        words = _(
            "This form was given to another account than the one that is signed in now. Nothing was counted."
        )
        raise Refusal(403, words, _to_vote(language, numbers))
    return slip


def _cast(slip: Slip, found: Named, voter: User, round_: Round, language: str) -> cast.Cast:
    """Raises: Refusal, or Again where the form can be sent once more."""
    chosen = found.standing
    try:
        if found.out:
            raise cast.NotOnBallot
        return cast.cast(slip, chosen, voter=voter)
    except cast.NotOpen:
        raise Refusal(
            410, words_of.too_late(round_, cast.own_ballot(round_, voter)), _to_topics(language)
        ) from None
    except cast.NotASupporter:
        _refuse_without_support(voter, round_, language)
        raise Refusal(409, _("Please try again."), _to_vote(language, chosen)) from None
    except cast.UsedBefore:
        words = _(
            "This very form was sent before, and you have changed your ballot since. Nothing was changed: below is"
            " what counts now."
        )
        raise Again(409, words, _own_choices(round_, voter)) from None
    except cast.TooManyChanges:
        words = _("You have changed this ballot very often. It stays as it is now.")
        raise Refusal(429, words, _to_topics(language)) from None
    except cast.NothingChosen:
        raise Again(422, _("Please choose at least one topic.")) from None
    except cast.TooManyVotes:
        raise Again(422, words_of.too_many(len(chosen), round_.votes), chosen) from None
    except cast.NotOnBallot:
        words = _(
            "One of the topics cannot be voted for any more. Nothing was counted yet: please look once more."
        )
        raise Again(409, words, chosen) from None
    except cast.NotYours:
        raise Refusal(403, _("This form is not yours. Nothing was counted."), _to_vote(language)) from None


def _open_round(language: str) -> Round:
    round_ = cast.open_round(language)
    if round_ is not None and round_.closes_at > timezone.now():
        return round_
    following = (
        Round.objects.filter(
            state=Round.State.PLANNED, language__in=["", language], opens_at__gt=timezone.now()
        )
        .order_by("opens_at")
        .first()
    )
    words = _("No round is open now.")
    if following:
        opens = said_moment(following.opens_at)
        words += " " + _("The next one, “%(title)s”, opens on %(opens)s.") % {
            "title": following,
            "opens": opens,
        }
    raise Refusal(404, words, _to_topics(language))


def _refuse_without_support(voter: User, round_: Round, language: str) -> None:
    until = Supporter.objects.filter(user=voter).values_list("counts_until", flat=True).first()
    if until is not None and until > timezone.now():
        return
    if until is None:
        words = _(
            "Those who support us vote, each with the same votes, whatever they give. You are signed in, but we know"
            " of no support of yours."
        )
    else:
        words = _("Your support ended on %(day)s. With new support you can vote until the round closes.") % {
            "day": said_day(until)
        }
    if cast.own_ballot(round_, voter):
        words += " " + words_of.kept_or_dropped()
    links = ((support_path(language), _("Support us")), *_to_topics(language))
    raise Refusal(403, words, links)


def _form(
    request: HttpRequest, language: str, voter: User, round_: Round, ballot: Ballot | None, again: Again
) -> HttpResponse:
    if not round_.takes_ballots(timezone.now()):
        raise Refusal(410, words_of.too_late(round_, ballot), _to_topics(language))
    context = {
        "round": round_,
        "paper": ballot_paper(round_, voter, again.chosen, language),
        "ballot": ballot,
        "slip": new_slip(round_, voter).signed,
        "words": again.words,
        "notes": again.notes,
        "counter": words_of.counter_words(),
    }
    title = _("Vote for what we cover next")
    return page(request, "vote", context, language=language, title=title, status=again.status)


def _counted(
    request: HttpRequest, language: str, round_: Round, done: cast.Cast, notes: list[str]
) -> HttpResponse:
    chosen = chosen_lines(done.ballot.choices, language)
    context = {
        "round": round_,
        "chosen": chosen,
        "left": max(0, round_.votes - len(chosen)),
        "receipt": shown_receipt(done.receipt),
        "change_url": vote_path(language),
        "notes": notes,
    }
    return page(request, "counted", context, language=language, title=_("Your ballot is counted"))


def _own_choices(round_: Round, voter: User) -> tuple[int, ...]:
    ballot = cast.own_ballot(round_, voter)
    return named(ballot.choices, round_).standing if ballot else ()


def _to_vote(language: str, numbers: list[int] | tuple[int, ...] = ()) -> tuple[tuple[str, str], ...]:
    return ((vote_path(language, *numbers), _("To a new form")), *_to_topics(language))


def _to_topics(language: str) -> tuple[tuple[str, str], ...]:
    return (
        (topics_path(language), _("All topics")),
        (receipt_path(language), _("Find a ballot by its receipt")),
    )
