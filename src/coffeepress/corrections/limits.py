"""How many reports are taken: from one address, about one article, and in all before browsers have to work.

Addresses are kept only as a hash with a salt of the day; with the salt deleted (`forget.py`) a hash tells nothing.
What is counted is what was taken, so a burst that is refused costs a count, and puts no work on other readers.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from secrets import token_bytes

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from coffeepress.corrections.models import DaySalt, Submission
from coffeepress.people.limits import subscriber

WINDOW = timedelta(hours=1)
LOAD_WINDOW = timedelta(minutes=10)
_SHORTEST_WAIT_SECONDS = 60


@dataclass(frozen=True)
class Sender:
    """Who sends, as far as we want to know.

    Attributes:
        name: the address's hash of today.
        names: that, and yesterday's while reports of yesterday still count.
    """

    name: str
    names: tuple[str, ...]


class TooMany(Exception):
    """No more reports are taken for now.

    Attributes:
        seconds: until the next one is.
        about_article: whether it is the article that has had many, not the sender who has sent many.
    """

    def __init__(self, seconds: int, *, about_article: bool = False) -> None:
        super().__init__(seconds)
        self.seconds = seconds
        self.about_article = about_article


def sender_of(address: str) -> Sender:
    """The sender at an address: IPv6 by its /64, which is one subscriber's."""
    now = timezone.now()
    days = [now.date()]
    if (now - WINDOW).date() != now.date():
        days.append((now - WINDOW).date())
    who = subscriber(address).encode()
    names = tuple(hashlib.blake2b(who, key=_salt(day), digest_size=16).hexdigest() for day in days)
    return Sender(names[0], names)


def refuse_too_many(sender: Sender, article_id: int | None) -> None:
    """Raises:
    TooMany: the sender has sent, or the article has had, as many reports in the last hour as are taken.
    """
    since = timezone.now() - WINDOW
    taken = Submission.objects.filter(sent_at__gt=since)
    limit = settings.COFFEEPRESS.reports_per_hour
    sent = _newest(taken.filter(sender__in=sender.names), limit)
    if len(sent) >= limit:
        raise TooMany(_seconds_until(sent[-1] + WINDOW))
    if article_id is None:
        return
    limit = settings.COFFEEPRESS.reports_per_article
    had = _newest(taken.filter(report__article=article_id), limit)
    if len(had) >= limit:
        raise TooMany(_seconds_until(had[-1] + WINDOW), about_article=True)


def is_under_load() -> bool:
    """Whether so many reports arrive that a browser has to work for sending one."""
    above: int = settings.COFFEEPRESS.proof_of_work_above
    since = timezone.now() - LOAD_WINDOW
    return len(_newest(Submission.objects.filter(sent_at__gt=since), above + 1)) > above


def _newest(submissions: QuerySet[Submission], number: int) -> Sequence[datetime]:
    return list(submissions.order_by("-sent_at").values_list("sent_at", flat=True)[:number])


def _seconds_until(moment: datetime) -> int:
    return max(int((moment - timezone.now()).total_seconds()) + 1, _SHORTEST_WAIT_SECONDS)


def _salt(day: date) -> bytes:
    kept, _is_new = DaySalt.objects.get_or_create(day=day, defaults={"salt": token_bytes(32)})
    return bytes(kept.salt)
