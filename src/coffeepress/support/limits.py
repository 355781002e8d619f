"""How many pledges may be begun: by one address, by one reader, and in all before browsers have to work.

Thieves of cards try numbers out on forms for small payments, thousands at a time. What is counted is what was begun,
so a burst that is refused puts no work on anyone. Addresses are kept only as a keyed hash
(`people.limits.subscriber`), and for a day (`forget.py`).
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from coffeepress.support.models import Pledge, Supporter

WINDOW = timedelta(hours=1)
LOAD_WINDOW = timedelta(minutes=10)
_SHORTEST_WAIT_SECONDS = 60


class TooMany(Exception):
    """No more pledges can be begun for now.

    Attributes:
        seconds: until one can.
    """

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


def refuse_too_many(sender: str, supporter: Supporter | None) -> None:
    """Raises:
    TooMany: the sender or the supporter has begun as many pledges in the last hour as are taken.
    """
    limit: int = settings.COFFEEPRESS.pledges_per_hour
    begun = Pledge.objects.filter(begun_at__gt=timezone.now() - WINDOW)
    for own in (begun.filter(sender=sender), begun.filter(supporter=supporter) if supporter else None):
        newest = (
            list(own.order_by("-begun_at").values_list("begun_at", flat=True)[:limit])
            if own is not None
            else []
        )
        if len(newest) >= limit:
            raise TooMany(_seconds_until(newest[-1] + WINDOW))


def is_under_load() -> bool:
    """Whether so many pledges are begun that a browser has to work for one."""
    above: int = settings.COFFEEPRESS.proof_of_work_above
    begun = Pledge.objects.filter(begun_at__gt=timezone.now() - LOAD_WINDOW).exclude(sender="")
    return begun.count() > above


def _seconds_until(moment: datetime) -> int:
    return max(int((moment - timezone.now()).total_seconds()) + 1, _SHORTEST_WAIT_SECONDS)
