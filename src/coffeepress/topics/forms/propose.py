"""The form for a proposal, and for its proposer's answer to what the newsroom asked back.

Before a proposal is taken, what there is already is shown once: topics to vote for instead, and articles that may
answer it. A page's script may ask for that while somebody types; without scripts it comes with the first sending.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from coffeepress.articles.showing import answers
from coffeepress.people.form_numbers import Forged, new_number, read_number
from coffeepress.people.models import User
from coffeepress.support.forms.answers import language_of, reader_of
from coffeepress.topics import propose as proposing
from coffeepress.topics.forms.answers import only_signed_in, page, refused
from coffeepress.topics.links import MOST_LINKS
from coffeepress.topics.models import Topic
from coffeepress.topics.models.topics import LINES_LETTERS, QUESTION_LETTERS
from coffeepress.topics.propose import Proposal
from coffeepress.topics.similar import Similar, similar

_LONGEST = 8000


@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Show the form; or what there is already; or take the proposal."""
    reader = reader_of(request)
    language = language_of(request, reader.language if reader else "")
    with translation.override(language):
        if reader is None:
            return only_signed_in(request, language=language, title=_("Propose a topic"))
        if not proposing.may_propose(reader):
            return _only_supporters(request, language)
        if request.method != "POST":
            return _form(request, language, {"number": new_number().signed})
        return _taken(request, reader, language)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """A proposer's own topic, to be put in other words. Others' are not found."""
    reader = reader_of(request)
    language = language_of(request, reader.language if reader else "")
    with translation.override(language):
        if reader is None:
            return only_signed_in(request, language=language, title=_("Your topic"))
        topic = Topic.objects.filter(pk=number, proposer=reader, state=Topic.State.ASKED_BACK).first()
        if topic is None:
            raise Http404
        if request.method != "POST":
            values = {"question": topic.question, "lines": topic.lines, "links": topic.links}
            return _form(request, language, {"values": values, "asked": topic.asked})
        try:
            proposing.answer(topic, _typed(request, topic.language), proposer=reader)
        except ValidationError as error:
            context = {"values": _values(request), "errors": _errors(error), "asked": topic.asked}
            return _form(request, language, context, status=422)
        except proposing.NotAsked:
            raise Http404 from None
        return page(request, "proposed", {}, language=language, title=_("Thank you"))


@require_safe
def find_similar(request: HttpRequest) -> HttpResponse:
    """What there is already, for the form's script."""
    reader = reader_of(request)
    if not proposing.may_propose(reader):
        return answers.data({}, status=403)
    language = language_of(request)
    with translation.override(language):
        return answers.data(_as_data(similar(request.GET.get("question", ""), language)))


def _taken(request: HttpRequest, reader: User, language: str) -> HttpResponse:
    values = _values(request)
    try:
        number = read_number(request.POST.get("token", ""))
    except Forged:
        words = _("The form’s number is missing. Please send it again.")
        return _form(
            request, language, {"values": values, "words": words, "number": new_number().signed}, status=422
        )
    seen = request.POST.get("seen") == "1"
    context: dict[str, Any] = {"values": values, "number": number.signed, "seen": seen}
    if not seen:
        there = similar(values["question"], language)
        if there.topics or there.articles:
            return _form(request, language, {**context, "similar": there})
    try:
        topic = proposing.propose(_typed(request, language), proposer=reader, nonce=number.nonce)
    except ValidationError as error:
        return _form(request, language, {**context, "errors": _errors(error)}, status=422)
    except proposing.TooManyProposals:
        words = _(
            "You have proposed as many topics this week as we can look at. Please come back in some days."
        )
        return refused(request, words, language=language, title=_("Propose a topic"), status=429)
    except proposing.NotAllowed:
        return _only_supporters(request, language)
    return page(request, "proposed", {"topic": topic}, language=language, title=_("Thank you"))


def _only_supporters(request: HttpRequest, language: str) -> HttpResponse:
    words = _("Topics are proposed by those who support us now. As far as we know, you don’t at the moment.")
    return refused(request, words, language=language, title=_("Propose a topic"), can_support=True)


def _typed(request: HttpRequest, language: str) -> Proposal:
    return Proposal(language=language, **_values(request))


def _values(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "")[:_LONGEST] for name in ("question", "lines", "links")}


def _errors(error: ValidationError) -> dict[str, str]:
    found = error.message_dict if hasattr(error, "error_dict") else {"question": error.messages}
    return {name: " ".join(messages) for name, messages in found.items()}


def _as_data(there: Similar) -> dict[str, Any]:
    return {
        "topics": [
            {
                "question": each.question,
                "url": each.url,
                "state": each.state,
                "can_be_voted_for": each.can_be_voted_for,
            }
            for each in there.topics
        ],
        "articles": [{"headline": each.headline, "url": each.url} for each in there.articles],
    }


def _form(request: HttpRequest, language: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    shared = {
        "question_letters": QUESTION_LETTERS,
        "lines_letters": LINES_LETTERS,
        "most_links": MOST_LINKS,
        "values": {},
        "errors": {},
        "similar": None,
    }
    title = _("Your topic") if "asked" in context else _("Propose a topic")
    return page(request, "propose", {**shared, **context}, language=language, title=title, status=status)
