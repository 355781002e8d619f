"""What the worker does for corrections, so that no request waits for it."""

from datetime import datetime, timedelta

from django.utils import timezone
from django_tasks import task


@task()
def tell_decisions(report_ids: list[int]) -> None:
    """Tell readers what was decided about their reports."""
    from coffeepress.corrections.mails import tell_decision
    from coffeepress.corrections.models import Report

    for report in Report.objects.filter(pk__in=report_ids).order_by("pk"):
        tell_decision(report)


@task()
def recount_numbers(language: str, asked_at: str) -> None:
    """Count a language's reports, unless that was done since it was asked for."""
    from coffeepress.corrections import numbers

    if not numbers.is_counted(language, datetime.fromisoformat(asked_at)):
        numbers.recount(language)


@task()
def look_up_reports(article_id: int, after: int = 0) -> None:
    """Look an article's open reports up in it, some of them; and have the rest looked up.

    The rest waits for the worker's next round, so that what readers wait for is not held up by thousands of reports.
    """
    from coffeepress.corrections import standing

    last = standing.look_up_all(article_id, after=after)
    if last is not None:
        rest = look_up_reports
        if rest.get_backend().supports_defer:
            rest = rest.using(run_after=timezone.now() + timedelta(seconds=1))
        rest.enqueue(article_id, last)
