"""Overlapping reports of one article are one group: the first of them leads, and the others follow it.

A leader follows nobody. `readers` of a leader counts the submissions of its whole group, of a follower its own.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from django.db import transaction
from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Greatest
from wagtail.models import Page

from coffeepress.corrections.models import Report

GROUPED = ("leader", "readers")
AT_ONCE = 500


def one_at_a_time(article_id: int | None) -> None:
    """Wait until no other transaction decides, groups or mends at this article; others wait from now on.

    Taken before any report is locked, so that two transactions never wait for each other.
    """
    if article_id is not None:
        Page.objects.select_for_update(no_key=True).filter(pk=article_id).values_list("pk").first()


@transaction.atomic
def join(report: Report) -> Report | None:
    """Let an open report follow the first open one whose passage, as it stands now, overlaps its own.

    Returns:
        The one that it follows now; None where it leads.
    """
    one_at_a_time(report.article_id)
    leader = _overlapping(report).order_by("created_at", "pk").first()
    if leader is not None:
        follow(report, leader)
    return leader


def follow(report: Report, leader: Report) -> None:
    """Let a report, and those that follow it, follow another one that leads."""
    leave(report)
    theirs = _readers_of(report.followers.all())
    Report.objects.filter(leader=report).update(leader=leader)
    Report.objects.filter(pk=leader.pk).update(readers=F("readers") + report.readers)
    report.leader, report.readers = leader, max(report.readers - theirs, 1)
    report.save(update_fields=GROUPED)


def leave(report: Report) -> None:
    """Let a report follow nobody."""
    if report.leader_id is not None:
        _count_off(report.leader_id, report.readers)
        report.leader = None
        report.save(update_fields=["leader"])


def hand_over(report: Report) -> Report | None:
    """Let the first of the open reports that follow this one lead the others.

    Returns:
        The one that leads now; None where none followed.
    """
    followers = open_followers(report).order_by("created_at", "pk")
    heir = followers.first()
    if heir is None:
        return None
    theirs = _readers_of(followers)
    followers.exclude(pk=heir.pk).order_by().update(leader=heir)
    heir.leader, heir.readers = None, theirs
    heir.save(update_fields=GROUPED)
    _count_off(report.pk, theirs)
    report.refresh_from_db(fields=["readers"])
    return heir


def open_followers(report: Report) -> QuerySet[Report]:
    """The open reports that follow this one."""
    return Report.objects.filter(leader=report, state__in=Report.OPEN)


@transaction.atomic
def regroup(article_id: int) -> None:
    """Group the open reports of an article by where their passages stand now.

    One that has no place stays with its leader.
    """
    one_at_a_time(article_id)
    rows = list(
        Report.objects.select_for_update(no_key=True)
        .filter(article_id=article_id, state__in=Report.OPEN)
        .order_by("created_at", "pk")
        .only("pk", "leader_id", "readers", "now_start", "now_end")
    )
    leaders = _leaders(rows)
    readers = _readers(rows, leaders)
    changed: dict[tuple[int | None, int], list[int]] = defaultdict(list)
    for row in rows:
        now = leaders[row.pk], readers[row.pk]
        if (row.leader_id, row.readers) != now:
            changed[now].append(row.pk)
    for (leader, count), pks in changed.items():
        for at in range(0, len(pks), AT_ONCE):
            Report.objects.filter(pk__in=pks[at : at + AT_ONCE]).update(leader=leader, readers=count)


def _leaders(rows: Iterable[Report]) -> dict[int, int | None]:
    """Whom each report follows, by their order. Those that lead do not overlap, so they are found by their bounds."""
    starts: list[int] = []
    ends: list[int] = []
    leading: list[tuple[int, int]] = []
    found: dict[int, int | None] = {}
    for order, row in enumerate(rows):
        if row.now_start is None or row.now_end is None:
            continue
        first, last = bisect_right(ends, row.now_start), bisect_left(starts, row.now_end)
        if first < last:
            found[row.pk] = min(leading[first:last])[1]
        else:
            starts.insert(first, row.now_start)
            ends.insert(first, row.now_end)
            leading.insert(first, (order, row.pk))
            found[row.pk] = None
    for row in rows:
        if row.pk not in found:
            followed = row.leader_id
            found[row.pk] = (found.get(followed) or followed) if followed is not None else None
    return found


def _readers(rows: Iterable[Report], leaders: dict[int, int | None]) -> dict[int, int]:
    """How many readers each report has when it follows whom it shall."""
    own = {row.pk: row.readers for row in rows}
    for row in rows:
        if row.leader_id in own:
            own[row.leader_id] -= row.readers
    total = dict(own)
    for pk, leader in leaders.items():
        if leader in total:
            total[leader] += own[pk]
    return {pk: max(count, 1) for pk, count in total.items()}


def _overlapping(report: Report) -> QuerySet[Report]:
    if report.article_id is None or report.now_start is None or report.now_end is None:
        return Report.objects.none()
    return Report.objects.filter(
        article_id=report.article_id,
        state__in=Report.OPEN,
        leader=None,
        now_start__lt=report.now_end,
        now_end__gt=report.now_start,
    ).exclude(pk=report.pk)


def _readers_of(reports: QuerySet[Report]) -> int:
    return reports.aggregate(sum=Sum("readers"))["sum"] or 0


def _count_off(leader_id: int, readers: int) -> None:
    Report.objects.filter(pk=leader_id).update(readers=Greatest(F("readers") - readers, 1))
