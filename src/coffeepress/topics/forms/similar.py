"""What is offered while somebody types a question: topics to vote for instead, and articles that may answer it.

It answers a script with a piece of the form; without scripts the form asks for the same when it is sent.
"""

import time
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coffeepress.articles.showing import answers
from coffeepress.people.models import User
from coffeepress.topics.forms.answers import own_language, reader_of
from coffeepress.topics.models.topics import QUESTION_LETTERS
from coffeepress.topics.paths import vote_path
from coffeepress.topics.similar import similar

LOOKS_A_MINUTE = 40
"""Of one account, in each process: it saves work, and guards nothing."""


class TooOften(Exception):
    """The account has had as many looks in this minute as it is given."""


@require_safe
def offer_similar(request: HttpRequest) -> HttpResponse:
    """What is like a question, as a piece of a page; nothing where nothing is."""
    language = own_language(request)
    with translation.override(language):
        reader = reader_of(request)
        if reader is None:
            return answers.private(HttpResponse(_("Please sign in."), status=403, content_type="text/plain"))
        question = request.GET.get("question", "")[:QUESTION_LETTERS]
        asked_in = request.GET.get("of", "")
        of = asked_in if asked_in in settings.COFFEEPRESS.languages else language
        try:
            html = render_to_string("topics/similar.html", offered(question, of, reader))
        except TooOften:
            return answers.private(HttpResponse(_("Too often."), status=429, content_type="text/plain"))
        return answers.private(HttpResponse(html))


def offered(question: str, language: str, reader: User) -> dict[str, object]:
    """What the template is given.

    Raises:
        TooOften: it is asked too often.
    """
    minute = f"topics-looks-{reader.pk}-{int(time.time() / 60)}"
    cache.add(minute, 0, 120)
    if cache.incr(minute) > LOOKS_A_MINUTE:
        raise TooOften
    found = similar(question, language)
    topics = [(each, vote_path(language, each.number)) for each in found.topics]
    return {"topics": topics, "articles": found.articles, "seen": seen(question, language)}


def is_there(context: dict[str, object]) -> bool:
    """Whether anything is offered."""
    return bool(context["topics"] or context["articles"])


def seen(question: str, language: str) -> str:
    """What the form carries once its writer has been shown what there is for this question."""
    return sha256(f"{language} {' '.join(question.lower().split())}".encode()).hexdigest()[:16]
