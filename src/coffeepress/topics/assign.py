"""What becomes of chosen topics: in the works, published with its articles, dropped with a public reason.

Each act locks the assignment, looks again, writes, logs and says which keys changed, in one transaction. A topic is
published when the first of its articles is; the worker tells the voters then (`tell.py`).
"""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from coffeepress.articles.models import Article
from coffeepress.edition.outbox import changed
from coffeepress.people.models import User
from coffeepress.topics.decide import NotInThisState, ReasonMissing, tell_pages
from coffeepress.topics.keys import TOPICS_OF
from coffeepress.topics.mails import tell
from coffeepress.topics.models import Assignment, AssignmentArticle, Topic, TopicEvent, TopicMail

State = Assignment.State
Did = TopicEvent.What

UNDER_WAY = frozenset({State.CHOSEN, State.IN_THE_WORKS})


@transaction.atomic
def start(assignment: Assignment, by: User) -> Assignment:
    """Somebody has taken it up.

    Raises:
        NotInThisState: it is in the works already, published or dropped.
    """
    found = _locked(assignment, {State.CHOSEN, State.DROPPED})
    found.reason = ""
    return _moved(found, State.IN_THE_WORKS, Did.STARTED, by)


@transaction.atomic
def drop(assignment: Assignment, by: User, reason: str) -> Assignment:
    """Give it up, with a reason that everyone can read. The proposer is told.

    Raises:
        NotInThisState: it is published or dropped.
        ReasonMissing: there is no reason.
    """
    found = _locked(assignment, UNDER_WAY)
    found.reason = reason.strip()
    if not found.reason:
        raise ReasonMissing
    tell(found.topic, TopicMail.What.DROPPED, found.reason)
    return _moved(found, State.DROPPED, Did.DROPPED, by, found.reason)


@transaction.atomic
def add_article(assignment: Assignment, article: Article, by: User) -> Assignment:
    """Say that an article answers the topic. If it is published, so is the topic; else once it is.

    Raises:
        NotInThisState: the topic was dropped.
    """
    found = _locked(assignment, {*UNDER_WAY, State.PUBLISHED})
    _row, is_new = AssignmentArticle.objects.get_or_create(assignment=found, article=article)
    if not is_new:
        return found
    _log(found, Did.LINKED, by, article.title)
    changed(TOPICS_OF(article.pk))
    if Article.objects.live().filter(pk=article.pk).exists():
        return _published(found, by)
    return _moved(found, State.IN_THE_WORKS, Did.STARTED, by) if found.state == State.CHOSEN else found


@transaction.atomic
def take_article_away(assignment: Assignment, article: Article, by: User) -> Assignment:
    """Say that an article does not answer the topic after all. Voters who were told are not told again."""
    found = _locked(assignment, set(State.values))
    taken, _each = AssignmentArticle.objects.filter(assignment=found, article=article).delete()
    if taken:
        _log(found, Did.UNLINKED, by, article.title)
        changed(TOPICS_OF(article.pk))
        tell_pages(found.topic)
    return found


@transaction.atomic
def note_published(article_id: int) -> None:
    """An article was published: the topics that it answers are, too."""
    rows = Assignment.objects.filter(articles__article=article_id, state__in=UNDER_WAY)
    for found in rows.select_for_update(of=("self",)).select_related("topic").order_by("pk"):
        _published(found, None)


def note_deleted(article_id: int) -> None:
    """An article is about to be deleted: pages of the topics that it answers list it no longer."""
    rows = Topic.objects.filter(assignment__articles__article=article_id)
    for topic in rows.order_by("pk"):
        tell_pages(topic)


def _published(found: Assignment, by: User | None) -> Assignment:
    if found.state == State.PUBLISHED:
        tell_pages(found.topic)
        return found
    found.published_at = found.published_at or timezone.now()
    return _moved(found, State.PUBLISHED, Did.PUBLISHED, by)


def _locked(assignment: Assignment, states: Collection[str]) -> Assignment:
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("topic")
    found = rows.get(pk=assignment.pk)
    if found.state not in states:
        raise NotInThisState
    return found


def _moved(found: Assignment, state: str, did: str, by: User | None, note: str = "") -> Assignment:
    found.state = state
    found.save(update_fields=["state", "reason", "published_at"])
    _log(found, did, by, note)
    tell_pages(found.topic)
    return found


def _log(found: Assignment, did: str, by: User | None, note: str = "") -> None:
    TopicEvent.objects.create(topic_id=found.topic_id, what=did, by=by, note=note)
