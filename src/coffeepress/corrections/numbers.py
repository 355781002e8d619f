"""How the newsroom has dealt with reports: counted at decisions, in the background, for the public page.

Letters are no reports of errors and are not counted; nor is spam.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Count, FloatField, Func, Q, QuerySet
from django.utils import timezone

from coffeepress.corrections.keys import NUMBERS
from coffeepress.corrections.models import Numbers, Report
from coffeepress.edition.outbox import changed

State = Report.State
DECIDED = (State.CORRECTED, State.CLARIFIED, State.FIXED, State.DECLINED, State.ANSWERED)


def recount_soon(language: str) -> None:
    """Have the worker count; a transaction of an editor does not wait for it."""
    from coffeepress.corrections.tasks import recount_numbers

    recount_numbers.enqueue(language, timezone.now().isoformat())


def recount(language: str) -> Numbers:
    """Count a language's reports. No transaction is open while they are counted."""
    counted_at = timezone.now()
    counts = _reports(language).aggregate(
        received=Count("pk"),
        decided=Count("pk", filter=Q(state__in=DECIDED)),
        accepted=Count("pk", filter=Q(state__in=Report.ACCEPTED)),
    )
    counts["median_seconds"] = _median(language, counts["decided"])
    with transaction.atomic():
        found, _created = Numbers.objects.update_or_create(
            language=language, defaults={**counts, "counted_at": counted_at}
        )
        changed(NUMBERS(language))
    return found


def is_counted(language: str, since: datetime) -> bool:
    """Whether they were counted after this moment."""
    return Numbers.objects.filter(language=language, counted_at__gt=since).exists()


def _reports(language: str) -> QuerySet[Report]:
    states = [state for state in State if state != State.SPAM]
    kinds = [kind for kind in Report.Kind if kind != Report.Kind.LETTER]
    return Report.objects.filter(language=language, state__in=states, kind__in=kinds)


def _median(language: str, decided: int) -> int | None:
    """The lower median of the times from receipt to decision."""
    times = (
        _reports(language)
        .filter(state__in=DECIDED)
        .annotate(took=Seconds("decided_at") - Seconds("created_at"))
        .order_by("took")
        .values_list("took", flat=True)
    )
    at = max(decided - 1, 0) // 2
    middle = list(times[at : at + 1])
    return max(round(middle[0]), 0) if middle else None


class Seconds(Func):
    """A moment in seconds: by SQLite's own function, for Django's difference of two calls Python for each row."""

    output_field = FloatField()
    template = "EXTRACT(EPOCH FROM %(expressions)s)::double precision"

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="(julianday(%(expressions)s) * 86400)", **extra)
