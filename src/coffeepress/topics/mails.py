"""Mails to those who proposed a topic, and to those who voted for one that is published.

A mail is a row, written with what it tells of. The worker sends it; an error is tried again for a day. A worker that is
killed between the mail server's yes and its own note sends the mail again under the same Message-ID, by which mail
servers and programs know that they have it.
"""

import logging
import re
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from coffeepress.articles.showing.outlet import absolute
from coffeepress.people.models import User
from coffeepress.topics.assigned import linked
from coffeepress.topics.models import Topic, TopicMail
from coffeepress.topics.paths import propose_path, topic_path

logger = logging.getLogger(__name__)

TAKEN_FOR = timedelta(minutes=10)
"""A worker that was killed while it sent a mail: after so long the mail is sent again."""

TRIED_AGAIN_AFTER = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 480, 960))
AT_ONCE = 200

LOOKED_AGAIN_AFTER = timedelta(hours=1)
WAITED_FOR = timedelta(days=30)
"""For a story that was withdrawn before its voters were told."""

What = TopicMail.What
TELL_OF_A_STORY = frozenset({What.PUBLISHED, What.ANSWERED})


def tell(topic: Topic, what: str, note: str = "") -> None:
    """Have a topic's proposer told. Called in the transaction of what is told."""
    if topic.proposer_id is not None:
        TopicMail.objects.create(topic=topic, person_id=topic.proposer_id, what=what, note=note)


def send_waiting(*, now: datetime | None = None, most: int = AT_ONCE) -> int:
    """Send what is to be sent, by one connection to the mail server.

    Returns:
        How many were sent.
    """
    at = now or timezone.now()
    waiting = TopicMail.objects.filter(sent_at=None, given_up_at=None, next_at__lte=at)
    numbers = list(waiting.order_by("pk").values_list("pk", flat=True)[:most])
    if not numbers:
        return 0
    connection = get_connection()
    try:
        return sum(_send(pk, at, connection) for pk in numbers)
    finally:
        connection.close()


def _send(pk: int, at: datetime, connection: Any) -> bool:
    mail = _taken(pk, at)
    if mail is None:
        return False
    if _has_nothing_to_tell(mail):
        _wait(mail, at)
        return False
    try:
        _message(mail, connection).send()
    except Exception as error:  # a mail server's, the network's, a refused address's: all are tried again
        connection.close()
        _try_again(mail, error, at)
        return False
    TopicMail.objects.filter(pk=pk).update(sent_at=at, note="")
    return True


def _taken(pk: int, at: datetime) -> TopicMail | None:
    """The mail, for this worker alone for a while: no lock is held while a mail server is spoken to."""
    waiting = TopicMail.objects.filter(pk=pk, sent_at=None, given_up_at=None, next_at__lte=at)
    if not waiting.update(next_at=at + TAKEN_FOR):
        return None
    rows = TopicMail.objects.select_related("topic__merged_into", "topic__assignment", "person")
    return rows.filter(pk=pk).first()


def _has_nothing_to_tell(mail: TopicMail) -> bool:
    """Whether a story is to be told of that was withdrawn meanwhile: the mail waits until it is back."""
    return mail.what in TELL_OF_A_STORY and not linked([mail.topic_id])[mail.topic_id].published


def _wait(mail: TopicMail, at: datetime) -> None:
    if at - mail.created_at > WAITED_FOR:
        TopicMail.objects.filter(pk=mail.pk).update(given_up_at=at, error="withdrawn")
    else:
        TopicMail.objects.filter(pk=mail.pk).update(next_at=at + LOOKED_AGAIN_AFTER)


def _try_again(mail: TopicMail, error: Exception, at: datetime) -> None:
    if mail.attempts >= len(TRIED_AGAIN_AFTER):
        logger.error("The mail %s was not sent, and is given up: %r", mail, error)
        TopicMail.objects.filter(pk=mail.pk).update(given_up_at=at, error=repr(error))
        return
    logger.warning("The mail %s was not sent: %r. It is tried again.", mail, error)
    TopicMail.objects.filter(pk=mail.pk).update(
        next_at=at + TRIED_AGAIN_AFTER[mail.attempts], attempts=mail.attempts + 1, error=repr(error)
    )


def _message(mail: TopicMail, connection: Any) -> EmailMessage:
    """The mail, in the language of the account, or else of the topic."""
    language = _language(mail.person, mail.topic)
    with translation.override(language):
        body = render_to_string(f"topics/mails/{mail.what}.txt", _context(mail))
        subject = f"{_subject(mail)} · {_site()}"
    return EmailMessage(
        re.sub(r"\s+", " ", subject).strip(),
        re.sub(r"\n{3,}", "\n\n", body).strip() + "\n",
        to=[mail.person.email],
        connection=connection,
        headers={
            "Message-ID": message_id(mail),
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )


def message_id(mail: TopicMail) -> str:
    """What a mail is known by: always the same, so that one that is sent again is known to be the same."""
    host = settings.COFFEEPRESS.address.hostname
    return f"<topic-{mail.pk}-{int(mail.created_at.timestamp())}@{host}>"


def _context(mail: TopicMail) -> dict[str, object]:
    topic = mail.topic
    into = topic.merged_into
    return {
        "topic": topic,
        "note": mail.note,
        "into": into,
        "topic_url": absolute(topic_path(topic.language, topic.pk)) if topic.is_public else "",
        "into_url": absolute(topic_path(into.language, into.pk)) if into else "",
        "answer_url": settings.COFFEEPRESS.base_url + propose_path(topic.language, topic.pk),
        "articles": [
            (each.title, absolute(each.permalink)) for each in linked([topic.pk])[topic.pk].published
        ]
        if mail.what in TELL_OF_A_STORY
        else [],
        "site": _site(),
    }


def _subject(mail: TopicMail) -> str:
    words = {
        What.ACCEPTED: _("Your topic is on the ballot"),
        What.ASKED_BACK: _("A question about your topic"),
        What.DECLINED: _("About the topic that you proposed"),
        What.MERGED: _("Your topic has joined another one"),
        What.DROPPED: _("About a topic that you proposed"),
        What.PUBLISHED: _("You voted for this: %(question)s") % {"question": mail.topic.question},
        What.ANSWERED: _("Your topic has become a story: %(question)s") % {"question": mail.topic.question},
    }
    return words[What(mail.what)]


def _language(person: User, topic: Topic) -> str:
    known: list[str] = settings.COFFEEPRESS.languages
    return next((code for code in (person.language, topic.language) if code in known), known[0])


def _site() -> str:
    return str(settings.COFFEEPRESS.address.netloc)
