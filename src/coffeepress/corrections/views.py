"""What readers meet: the form's post, the page on which it is checked, the receipt, and "Write to us".

Owns the order in which a post is looked at: sent before? a program? an article? complete? in time? too many? Refuses
nothing without keeping what was typed on the page, and answers with success only what is in the database.
"""

import json
import logging
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import OperationalError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_POST, require_safe

from coffeepress.articles.models import Article
from coffeepress.articles.showing.answers import data, page, wants_json
from coffeepress.corrections.annotation import CONTENT_TYPE, web_annotation
from coffeepress.corrections.forms import ReportForm, language_of
from coffeepress.corrections.limits import TooMany, is_under_load, refuse_too_many, sender_of
from coffeepress.corrections.models import Report
from coffeepress.corrections.receipt import shown_receipt, status_url
from coffeepress.corrections.submit import ArticleGone, Given, receipt, submit
from coffeepress.people import work
from coffeepress.people.arrival import Refused, refuse_others
from coffeepress.people.form_numbers import Forged, FormNumber, new_number, read_number

logger = logging.getLogger(__name__)

_BUSY_SECONDS = 600
_FAILED_SECONDS = 30


@dataclass
class Sent:
    """A form that came in: what it holds, what it is about, and its number."""

    request: HttpRequest
    form: ReportForm
    article: Article | None
    language: str
    number: FormNumber | None

    @property
    def is_about_article(self) -> bool:
        return bool(self.request.POST.get("article"))


@dataclass
class NotYet(Exception):
    """The form goes back to the reader, with all that was typed.

    Attributes:
        words: what is said above it; "" on the page that only asks to check.
        number: the form's number from now on.
        challenge: work for the reader's browser.
        as_letter: the article is not there any more, so it goes to the newsroom.
    """

    status: int
    words: str = ""
    number: FormNumber = field(default_factory=new_number)
    errors: dict[str, str] = field(default_factory=dict)
    challenge: dict[str, Any] | None = None
    retry_after_seconds: int | None = None
    as_letter: bool = False


@csrf_exempt
@transaction.non_atomic_requests
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """Take a report or a letter."""
    try:
        refuse_others(request)
    except Refused as refused:
        return _refusal(request, refused)
    sent = _read(request)
    with translation.override(sent.language):
        try:
            taken = _take(sent)
        except NotYet as answer:
            return _form_again(sent, answer)
        if wants_json(request):
            return data({"number": taken.pk, "url": _status_path(taken)})
        response = HttpResponseRedirect(_status_path(taken))
        response.status_code = 303
        response["Cache-Control"] = "no-store"
        return response


@csrf_exempt
@transaction.non_atomic_requests
def write(request: HttpRequest) -> HttpResponse:
    """The form for everything that is not about an article."""
    if request.method == "POST":
        return report(request)
    language = language_of(request.GET.get("language", ""), None)
    with translation.override(language):
        return _form_page(language, {"number": new_number(), "values": {"language": language}})


@require_GET
def token(_request: HttpRequest) -> HttpResponse:
    """A number for the form that a page's script is about to show, with work for the browser under load."""
    number = new_number()
    challenge = work.challenge(number) if is_under_load() else None
    return data({"token": number.signed, "challenge": challenge})


@require_safe
def status(request: HttpRequest, receipt: str) -> HttpResponse:
    """What has become of a report, for whoever has its address."""
    found = _by_receipt(receipt)
    language = language_of(found.language, None)
    with translation.override(language):
        context = {"report": found, "shown": shown_receipt(found)}
        title = _("Report no. %(number)s") % {"number": found.pk}
        return page("corrections/status.html", context, language=language, title=title)


@require_safe
def annotation(request: HttpRequest, receipt: str) -> HttpResponse:
    """A report about a passage as a W3C Web Annotation. It names nobody."""
    found = _by_receipt(receipt)
    shown = shown_receipt(found)
    if found.kind != Report.Kind.PASSAGE or not shown.article_url:
        raise Http404
    made = web_annotation(
        id=f"{status_url(found)}annotation.json",
        source=shown.article_url,
        exact=found.exact,
        prefix=found.prefix,
        suffix=found.suffix,
        start=found.start,
        end=found.end,
        body=found.wrong,
        proposal=found.proposal,
        language=found.language,
        created=found.created_at,
        digest=found.text_digest,
        revision=str(found.revision_id or ""),
    )
    return data(made, content_type=CONTENT_TYPE)


# One post, step by step


def _read(request: HttpRequest) -> Sent:
    form = ReportForm(request.POST)
    form.full_clean()
    article_id = form.cleaned_data.get("article")
    article = (
        Article.objects.live().filter(pk=article_id).select_related("locale").first() if article_id else None
    )
    try:
        number = read_number(request.POST.get("token", "")) if request.POST.get("token") else None
    except Forged:
        number = None
    return Sent(request, form, article, language_of(form.cleaned_data.get("language", ""), article), number)


def _take(sent: Sent) -> Report:
    taken = receipt(sent.number.nonce) if sent.number else None
    if taken:
        return taken
    _refuse_program(sent)
    _refuse_gone(sent)
    number = _refuse_incomplete(sent)
    sender = sender_of(sent.request.META.get("REMOTE_ADDR", ""))
    given = _given(sent)
    try:
        refuse_too_many(sender, given.article_id)
        _refuse_without_work(sent, number)
        return submit(given, nonce=number.nonce, sender=sender)
    except TooMany as refused:
        raise NotYet(429, _too_many(refused), number, retry_after_seconds=refused.seconds) from None
    except ArticleGone:
        raise _gone(number) from None
    except OperationalError:
        logger.exception("A report could not be stored.")
        words = _(
            "Your report could not be stored just now. Nothing is lost: please send it again in a minute."
        )
        raise NotYet(503, words, number, retry_after_seconds=_FAILED_SECONDS) from None


def _refuse_program(sent: Sent) -> None:
    if not sent.request.POST.get("website"):
        return
    words = _(
        "This looks as if a program had filled in the form. If you are a person, empty the field marked below."
    )
    errors = {"website": _("Please empty this field: only programs fill it in.")}
    raise NotYet(422, words, sent.number or new_number(), errors)


def _refuse_gone(sent: Sent) -> None:
    if sent.is_about_article and sent.article is None:
        raise _gone(sent.number or new_number())


def _gone(number: FormNumber) -> NotYet:
    words = _("This article is not published any more. You can still send what you wrote to the newsroom.")
    return NotYet(404, words, number, as_letter=True)


def _refuse_incomplete(sent: Sent) -> FormNumber:
    if not sent.form.is_valid():
        errors = {name: str(words[0]) for name, words in sent.form.errors.items()}
        words = _("Please look at what is marked below.")
        raise NotYet(422, words, sent.number or new_number(), errors)
    if sent.number is None:
        if wants_json(sent.request):
            raise NotYet(422, _("The form’s number is missing. Please send it again."))
        raise NotYet(200)
    if sent.number.is_too_old:
        raise NotYet(422, _("The form lay open for a day or longer. Nothing is lost: please send it again."))
    if sent.number.is_too_soon:
        raise NotYet(
            422, _("That was very quick. Please look at it once more, and send it again."), sent.number
        )
    return sent.number


def _refuse_without_work(sent: Sent, number: FormNumber) -> None:
    if work.is_solved(sent.request.POST.get("altcha", ""), number) or not is_under_load():
        return
    words = _(
        "Very many reports are arriving right now. Please send it once more: your browser will do a small calculation"
        " first, for which JavaScript has to be on. Without it, please try again in ten minutes; what you wrote stays"
        " below."
    )
    challenge = work.challenge(number)
    raise NotYet(503, words, number, challenge=challenge, retry_after_seconds=_BUSY_SECONDS)


def _too_many(refused: TooMany) -> str:
    minutes = -(-refused.seconds // 60)
    wait = ngettext(
        "Please try again in %(minutes)s minute; what you wrote stays below.",
        "Please try again in %(minutes)s minutes; what you wrote stays below.",
        minutes,
    ) % {"minutes": minutes}
    if refused.about_article:
        return _("Very many reports about this article have arrived in the last hour.") + " " + wait
    return _("Very many reports have come from your connection in the last hour.") + " " + wait


def _given(sent: Sent) -> Given:
    found = sent.form.cleaned_data
    return Given(
        article_id=sent.article.pk if sent.article else None,
        language=sent.language,
        exact=found["exact"] if sent.article else "",
        revision_id=found["revision"],
        wants_credit=found["credit"],
        **{name: found[name] for name in ("prefix", "suffix", "start", "end", "digest")},
        **{name: found[name] for name in ("wrong", "proposal", "source", "name", "email")},
    )


# Answers


def _form_again(sent: Sent, answer: NotYet) -> HttpResponse:
    if wants_json(sent.request):
        found = {"message": answer.words, "errors": answer.errors, "token": answer.number.signed}
        response = data({**found, "challenge": answer.challenge}, status=answer.status)
    else:
        values = {name: sent.request.POST.get(name, "").replace("\x00", "") for name in _fields(sent.form)}
        article = None if answer.as_letter else sent.article
        if article is None:
            values["article"] = ""
        context = {"number": answer.number, "values": values, "errors": answer.errors, "words": answer.words}
        response = _form_page(
            sent.language,
            {
                **context,
                "article": article,
                "challenge": json.dumps(answer.challenge) if answer.challenge else "",
            },
            status=answer.status,
        )
    if answer.retry_after_seconds is not None:
        response["Retry-After"] = str(answer.retry_after_seconds)
    return response


def _fields(form: ReportForm) -> list[str]:
    return [*form.fields, "website"]


def _form_page(language: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    title = _("Check and send") if context.get("article") else _("Write to us")
    mail = settings.DEFAULT_FROM_EMAIL if settings.COFFEEPRESS.mail else ""
    return page(
        "corrections/form.html",
        {**context, "title": title, "mail": mail},
        language=language,
        title=title,
        status=status,
    )


def _refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    language = language_of(request.GET.get("language", ""), None)
    with translation.override(language):
        if wants_json(request):
            return data({"message": str(refused.words), "errors": {}}, status=refused.status)
        title = _("This could not be taken")
        context = {"words": refused.words, "title": title}
        return page(
            "corrections/refused.html", context, language=language, title=title, status=refused.status
        )


def _by_receipt(receipt: str) -> Report:
    found = (
        Report.objects.filter(token=receipt)
        .select_related("article", "leader__correction", "correction")
        .first()
    )
    if found is None:
        raise Http404
    return found


def _status_path(taken: Report) -> str:
    return reverse("corrections:status", args=[taken.token])
