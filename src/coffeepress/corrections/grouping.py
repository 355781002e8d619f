"""Overlapping reports of one article are one group: the first of them leads, and the others follow it.

A leader follows nobody; `readers` of a leader counts the submissions of its whole group.
"""

from django.db.models import F, QuerySet, Sum

from coffeepress.corrections.models import Report


def join(report: Report) -> Report | None:
    """Let an open report follow the first open one whose passage, as it stands now, overlaps its own.

    Returns:
        The one that it follows now; None where it leads.
    """
    leader = _overlapping(report).order_by("created_at", "pk").first() if _has_place(report) else None
    if leader is not None:
        follow(report, leader)
    return leader


def follow(report: Report, leader: Report) -> None:
    """Let a report, and those that follow it, follow another."""
    leave(report)
    Report.objects.filter(leader=report).update(leader=leader)
    Report.objects.filter(pk=leader.pk).update(readers=F("readers") + report.readers)
    Report.objects.filter(pk=report.pk).update(leader=leader)
    report.leader = leader


def leave(report: Report) -> None:
    """Let a report follow nobody."""
    if report.leader_id is not None:
        Report.objects.filter(pk=report.leader_id).update(readers=F("readers") - report.readers)
        Report.objects.filter(pk=report.pk).update(leader=None)
        report.leader = None


def hand_over(report: Report) -> Report | None:
    """Let the first of the open reports that follow this one lead the others.

    Returns:
        The one that leads now; None where none followed.
    """
    followers = open_followers(report).order_by("created_at", "pk")
    heir = followers.first()
    if heir is None:
        return None
    others = Report.objects.filter(pk__in=list(followers.exclude(pk=heir.pk).values_list("pk", flat=True)))
    theirs = others.aggregate(sum=Sum("readers"))["sum"] or 0
    others.update(leader=heir)
    Report.objects.filter(pk=heir.pk).update(leader=None, readers=F("readers") + theirs)
    Report.objects.filter(pk=report.pk).update(readers=F("readers") - heir.readers - theirs)
    report.refresh_from_db(fields=["readers"])
    heir.refresh_from_db(fields=["leader", "readers"])
    return heir


def open_followers(report: Report) -> QuerySet[Report]:
    """The open reports that follow this one."""
    return Report.objects.filter(leader=report, state__in=Report.OPEN)


def _has_place(report: Report) -> bool:
    return report.article_id is not None and report.now_start is not None and report.now_end is not None


def _overlapping(report: Report) -> QuerySet[Report]:
    return Report.objects.filter(
        article_id=report.article_id,
        state__in=Report.OPEN,
        leader=None,
        now_start__lt=report.now_end,
        now_end__gt=report.now_start,
    ).exclude(pk=report.pk)
