"""Compose a letter from what was published since the one before; and, when a letter is due, never twice."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from coffeepress.articles.listing import all_list
from coffeepress.articles.models import Article, Listed
from coffeepress.articles.pressed.base import published_languages, spoken
from coffeepress.design.templatetags.design import day_format
from coffeepress.letters.kinds import offered_names
from coffeepress.letters.models import Kind, Letter, Slot
from coffeepress.people.models import User

MOST = 40
"""So many articles stand in a composed letter: the newest."""

REACHES_BACK = {
    Kind.DAILY: timedelta(days=3),
    Kind.WEEKLY: timedelta(days=14),
    Kind.BREAKING: timedelta(days=1),
}
"""No letter is composed of what was published longer ago, however long there was none."""

FIRST_REACHES_BACK = {Kind.DAILY: timedelta(days=1), Kind.WEEKLY: timedelta(days=7)}

LATE = timedelta(hours=12)
"""A letter that was due longer ago, when no worker ran, is left to the next one."""

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Due:
    """A moment at which a letter is due, and the day it has in the outlet's time zone."""

    kind: Kind
    day: date
    moment: datetime


def compose(kind: str, language: str, *, until: datetime | None = None, by: User | None = None) -> Letter:
    """Make a draft of what was published since the letter before; an empty one where nothing was."""
    until = until or timezone.now()
    ids = published_between(language, since(kind, language, until), until)
    return Letter.objects.create(
        kind=kind,
        language=language,
        subject=subject(kind, language, ids, until),
        content=[("article", article) for article in _in_order(ids)],
        covers_until=until,
        by=by,
    )


def blank(kind: str, language: str, *, by: User | None = None) -> Letter:
    """Make a draft to be written by hand."""
    now = timezone.now()
    return Letter.objects.create(
        kind=kind, language=language, subject=subject(kind, language, [], now), by=by
    )


def since(kind: str, language: str, until: datetime) -> datetime:
    """Until when the last letter that went out reached; bounded."""
    begun = Letter.objects.filter(
        kind=kind, language=language, begun_at__isnull=False, covers_until__isnull=False, about=None
    )
    last = begun.order_by("-covers_until").values_list("covers_until", flat=True).first()
    if last is None:
        return until - FIRST_REACHES_BACK.get(Kind(kind), REACHES_BACK[Kind(kind)])
    return max(last, until - REACHES_BACK[Kind(kind)])


def published_between(language: str, after: datetime, until: datetime) -> list[int]:
    """The ids of the articles that were published then, the newest first."""
    rows = Listed.objects.filter(
        list=all_list(language), published_at__gt=after, published_at__lte=until, article__live=True
    )
    return list(rows.order_by("-published_at", "-article_id").values_list("article_id", flat=True)[:MOST])


def subject(kind: str, language: str, ids: list[int], moment: datetime) -> str:
    """A letter's subject: its first headline; without one, what it is and its day."""
    if ids:
        return str(Article.objects.values_list("title", flat=True).get(pk=ids[0]))[:160]
    with spoken(language):
        day = format_date(timezone.localtime(moment), day_format())
        named = {
            Kind.DAILY: _("What was published on %(day)s"),
            Kind.WEEKLY: _("The week until %(day)s"),
            Kind.BREAKING: _("Breaking news, %(day)s"),
        }
        return named[Kind(kind)] % {"day": day}


def compose_due(now: datetime | None = None) -> list[Letter]:
    """Compose the letters that are due: a duty of the worker. Sends them where the settings say so.

    Returns:
        The letters that were made. Where nothing was published there is none.
    """
    now = now or timezone.now()
    found = []
    for due in due_at(now):
        for language in published_languages():
            letter = _once(due, language)
            found += [letter] if letter else []
    return found


def due_at(now: datetime) -> list[Due]:
    """What was due last of each kind, unless that is too long ago."""
    site = settings.COFFEEPRESS
    found = []
    if Kind.DAILY in offered_names():
        found.append(_last(Kind.DAILY, site.letters_daily_at, now))
    if Kind.WEEKLY in offered_names():
        weekday, _space, at = site.letters_weekly_at.partition(" ")
        found.append(_last(Kind.WEEKLY, at, now, weekday=WEEKDAYS.index(weekday)))
    return [due for due in found if now - due.moment <= LATE]


def _last(kind: Kind, at: str, now: datetime, *, weekday: int | None = None) -> Due:
    """The last moment at this time of day (and weekday) in the outlet's zone, clocks set forward or back between."""
    zone = ZoneInfo(settings.COFFEEPRESS.time_zone)
    day = now.astimezone(zone).date()
    for _back in range(9):
        moment = datetime.combine(day, time.fromisoformat(at), tzinfo=zone).astimezone(UTC)
        if moment <= now and (weekday is None or day.weekday() == weekday):
            break
        day -= timedelta(days=1)
    return Due(kind, day, moment)


def _once(due: Due, language: str) -> Letter | None:
    """The slot's row is made with its letter: whoever comes second finds it there."""
    if Slot.objects.filter(kind=due.kind, language=language, day=due.day).exists():
        return None
    try:
        with transaction.atomic():
            slot = Slot.objects.create(kind=due.kind, language=language, day=due.day)
            if not published_between(language, since(due.kind, language, due.moment), due.moment):
                return None
            slot.letter = compose(due.kind, language, until=due.moment)
            slot.save(update_fields=["letter"])
            if settings.COFFEEPRESS.letters_automatic:
                slot.letter.state = Letter.State.SCHEDULED
                slot.letter.send_at = due.moment
                slot.letter.save(update_fields=["state", "send_at"])
            return slot.letter
    except IntegrityError:
        return None


def _in_order(ids: list[int]) -> list[Article]:
    found = Article.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
