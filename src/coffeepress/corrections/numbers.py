"""How the newsroom has dealt with reports: counted at decisions, in the background, for the public page.

Letters are no reports of errors and are not counted; nor is spam.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Count, DurationField, ExpressionWrapper, F, Q, QuerySet
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


@transaction.atomic
def recount(language: str) -> Numbers:
    """Count a language's reports."""
    counted_at = timezone.now()
    counts = _reports(language).aggregate(
        received=Count("pk"),
        decided=Count("pk", filter=Q(state__in=DECIDED)),
        accepted=Count("pk", filter=Q(state__in=Report.ACCEPTED)),
    )
    found, _created = Numbers.objects.update_or_create(
        language=language,
        defaults={**counts, "median_seconds": _median(language, counts["decided"]), "counted_at": counted_at},
    )
    changed(NUMBERS(language))
    return found


def is_counted(language: str, since: datetime) -> bool:
    """Whether they were counted after this moment."""
    return Numbers.objects.filter(language=language, counted_at__gt=since).exists()


def _reports(language: str) -> QuerySet[Report]:
    return Report.objects.filter(language=language).exclude(state=State.SPAM).exclude(kind=Report.Kind.LETTER)


def _median(language: str, decided: int) -> int | None:
    """The lower median of the times from receipt to decision."""
    took = ExpressionWrapper(F("decided_at") - F("created_at"), output_field=DurationField())
    times = (
        _reports(language)
        .filter(state__in=DECIDED, decided_at__isnull=False)
        .annotate(took=took)
        .order_by("took")
        .values_list("took", flat=True)
    )
    at = max(decided - 1, 0) // 2
    middle = list(times[at : at + 1])
    return max(int(middle[0].total_seconds()), 0) if middle else None
