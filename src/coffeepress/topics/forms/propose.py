"""The form for a proposal, and the page of one's own, on which the newsroom's question is answered.

Before a question is proposed its writer has been shown what is like it: while typing, or else when the form is sent
for the first time. Nothing that was typed is lost, whatever is refused.
"""

from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from coffeepress.articles.paths import support_path
from coffeepress.people.form_numbers import Forged, FormNumber, new_number, read_number
from coffeepress.people.models import User
from coffeepress.topics import propose
from coffeepress.topics.forms.answers import (
    Refusal,
    SignIn,
    own_language,
    page,
    reader_of,
    refused,
    see_other,
)
from coffeepress.topics.forms.similar import TooOften, is_there, offered, seen
from coffeepress.topics.links import MOST_LINKS
from coffeepress.topics.models import Topic
from coffeepress.topics.models.topics import LINES_LETTERS, LINKS_LETTERS, QUESTION_LETTERS
from coffeepress.topics.paths import propose_path, topic_path, topics_path

FIELDS = ("question", "lines", "links")
MOST_LETTERS = {"question": QUESTION_LETTERS, "lines": LINES_LETTERS, "links": LINKS_LETTERS}
READ_LETTERS = 4000
"""So much of a field is read; what is longer than it may be is refused and given back."""


@dataclass
class Again(Exception):
    """The form comes back, as it was filled in.

    Attributes:
        similar: what is like the question.
    """

    status: int
    words: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    similar: dict[str, Any] | None = None
    number: FormNumber = field(default_factory=new_number)


@require_http_methods(["GET", "HEAD", "POST"])
def propose_topic(request: HttpRequest) -> HttpResponse:
    """Show the form, or take a proposal."""
    language = own_language(request)
    with translation.override(language):
        values = _typed(request, request.POST if request.method == "POST" else request.GET, language)
        try:
            reader = _proposer(request, language)
            if request.method != "POST":
                return _form(request, language, values, Again(200, similar=_alike(values, reader)))
            topic = _proposed(request, language, values, reader)
        except Again as again:
            return _form(request, language, values, again)
        except Refusal as refusal:
            title = _("Propose a topic")
            typed = values if request.method == "POST" else {}
            return refused(request, refusal, language=language, title=title, typed=typed)
        return see_other(propose_path(language, topic.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def own_topic(request: HttpRequest, number: int) -> HttpResponse:
    """A reader's own proposal: what has become of it, and the answer to what the newsroom asked back."""
    language = own_language(request)
    with translation.override(language):
        reader = reader_of(request)
        title = _("Your topic")
        if reader is None:
            words = _("Please sign in to see what has become of your topic.")
            back = propose_path(language, number)
            return refused(
                request, SignIn(words, back=back, language=language), language=language, title=title
            )
        topic = Topic.objects.filter(pk=number, proposer=reader).select_related("merged_into").first()
        if topic is None:
            raise Http404
        values = {name: getattr(topic, name) for name in FIELDS} | {"language": topic.language}
        if request.method != "POST":
            return _own(request, language, topic, values, Again(200))
        values |= _typed(request, request.POST, language)
        try:
            topic = _answered(topic, values, reader)
        except Again as again:
            return _own(request, language, topic, values, again)
        return see_other(propose_path(language, topic.pk))


def _typed(request: HttpRequest, given: Any, language: str) -> dict[str, str]:
    values = {name: given.get(name, "")[:READ_LETTERS] for name in FIELDS}
    asked_for = given.get("of", "")
    values["language"] = asked_for if asked_for in settings.COFFEEPRESS.languages else language
    return values


def _proposer(request: HttpRequest, language: str) -> User:
    """Raises: Refusal."""
    reader = reader_of(request)
    if reader is None:
        words = _("Please sign in to propose a topic: we ask back there, and tell you what becomes of it.")
        raise SignIn(words, back=propose_path(language), language=language)
    if not propose.may_propose(reader):
        words = _(
            "Here those who support us propose topics. You are signed in, but we know of no support of yours."
        )
        raise Refusal(403, words, ((support_path(language), _("Support us")), *_to_topics(language)))
    return reader


def _proposed(request: HttpRequest, language: str, values: dict[str, str], reader: User) -> Topic:
    """Raises: Refusal, or Again where the form can be sent once more."""
    number = _number(request)
    there = Topic.objects.filter(nonce=number.nonce, proposer=reader).first()
    if there is None:
        _show_similar_first(request, values, reader, number)
    try:
        return propose.propose(_proposal(values), proposer=reader, nonce=number.nonce)
    except ValidationError as error:
        raise Again(422, _look(), _errors(error, values), number=number) from None
    except propose.TooManyProposals:
        most: int = settings.COFFEEPRESS.proposals_per_week
        words = ngettext(
            "You have proposed %(number)s topic within seven days, as many as we can read well. Please keep this one"
            " for later:",
            "You have proposed %(number)s topics within seven days, as many as we can read well. Please keep this"
            " one for later:",
            most,
        )
        raise Refusal(429, words % {"number": most}, _to_topics(language)) from None
    except propose.NotAllowed:
        raise Again(403, _("This form was given to another account. Please send it again.")) from None


def _show_similar_first(
    request: HttpRequest, values: dict[str, str], reader: User, number: FormNumber
) -> None:
    """Raises: Again, if there is something like the question that its writer has not been shown."""
    question, language = values["question"], values["language"]
    if not question.strip() or seen(question, language) in request.POST.getlist("seen"):
        return
    found = _alike(values, reader)
    if found:
        words = _(
            "Nothing is sent yet: there is something like it already. If it is not the same, propose yours."
        )
        raise Again(200, words, similar=found, number=number)


def _alike(values: dict[str, str], reader: User) -> dict[str, Any] | None:
    """What is like the question, marked as seen once it is shown. None where nothing is, or it is asked too often."""
    question, language = values["question"], values["language"]
    if not question.strip():
        return None
    try:
        found = offered(question[:QUESTION_LETTERS], language, reader)
    except TooOften:
        return None
    return {**found, "seen": seen(question, language)} if is_there(found) else None


def _answered(topic: Topic, values: dict[str, str], reader: User) -> Topic:
    try:
        return propose.answer(topic, _proposal(values | {"language": topic.language}), proposer=reader)
    except ValidationError as error:
        raise Again(422, _look(), _errors(error, values)) from None
    except propose.NotAsked:
        words = _("This was answered or decided meanwhile. What you typed was not taken; it is still below.")
        raise Again(409, words) from None


def _number(request: HttpRequest) -> FormNumber:
    try:
        return read_number(request.POST.get("token", ""))
    except Forged:
        raise Again(422, _("The form’s number is missing. Nothing is lost: please send it again.")) from None


def _proposal(values: dict[str, str]) -> propose.Proposal:
    return propose.Proposal(**values)


def _errors(error: ValidationError, values: dict[str, str]) -> dict[str, str]:
    """What is said beside each field, in the form's own words where they are plainer."""
    found = {name: " ".join(words) for name, words in error.message_dict.items()}
    for name in found.keys() & MOST_LETTERS.keys():
        if len(values[name]) > MOST_LETTERS[name]:
            found[name] = _("This is longer than %(most)s letters: please shorten it.") % {
                "most": MOST_LETTERS[name]
            }
        elif not values[name].strip():
            found[name] = _("Please write what you would like us to find out.")
    return found


def _look() -> str:
    return _("Please look at what is marked below.")


def _form(request: HttpRequest, language: str, values: dict[str, str], again: Again) -> HttpResponse:
    context = {
        **_shared(values, again),
        "languages": _languages(),
        "is_similar_shown": again.similar is not None,
    }
    return page(
        request, "propose", context, language=language, title=_("Propose a topic"), status=again.status
    )


def _own(
    request: HttpRequest, language: str, topic: Topic, values: dict[str, str], again: Again
) -> HttpResponse:
    into = topic.merged_into
    context = {
        **_shared(values, again),
        "topic": topic,
        "topic_url": topic_path(topic.language, topic.pk) if topic.is_public else "",
        "into": into,
        "into_url": topic_path(into.language, into.pk) if into else "",
        "is_asked": topic.state == Topic.State.ASKED_BACK,
        "is_waiting": topic.state == Topic.State.PROPOSED,
        "propose_url": propose_path(language),
    }
    return page(request, "own", context, language=language, title=_("Your topic"), status=again.status)


def _shared(values: dict[str, str], again: Again) -> dict[str, Any]:
    return {
        "values": values,
        "errors": again.errors,
        "words": again.words,
        "number": again.number,
        "most": MOST_LETTERS,
        "most_links": MOST_LINKS,
        **(again.similar or {"topics": [], "articles": [], "seen": ""}),
    }


def _languages() -> list[tuple[str, str]]:
    known: list[str] = settings.COFFEEPRESS.languages
    return [(code, str(name)) for code, name in settings.LANGUAGES if code in known]


def _to_topics(language: str) -> tuple[tuple[str, str], ...]:
    return ((topics_path(language), _("All topics")),)
