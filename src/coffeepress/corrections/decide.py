"""What the newsroom decides about a report. Each decision locks the report, looks again, writes, and tells the reader.

Owns the states of reports. Refuses who may not decide, and a report that somebody else has decided meanwhile.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coffeepress.corrections import grouping, numbers, standing
from coffeepress.corrections.announce import NothingSaid, announce
from coffeepress.corrections.models import Correction, PendingCorrection, Report, ReportEvent
from coffeepress.corrections.tasks import tell_decisions
from coffeepress.people.models import User

State = Report.State
What = ReportEvent.What


class Decided(Exception):
    """The report has been decided already.

    Args:
        report: as it is now.
    """

    def __init__(self, report: Report) -> None:
        self.report = report
        super().__init__(
            _("Report %(report)s has been decided already: %(state)s.")
            % {"report": report, "state": report.get_state_display()}
        )


class StillOpen(Exception):
    """The report has not been decided, so it cannot be opened again."""

    def __init__(self) -> None:
        super().__init__(_("This report is still open."))


class Announced(Exception):
    """A correction was published about this report; it can be amended, but not taken back."""

    def __init__(self) -> None:
        super().__init__(_("A correction was published about this report. Amend the correction instead."))


class OfItself(ValueError):
    """A report cannot be a duplicate of itself, of its own follower, or of one about another article."""

    def __init__(self) -> None:
        super().__init__(_("Choose another report about the same article."))


class NoAnswer(ValueError):
    """A reader is owed words."""

    def __init__(self) -> None:
        super().__init__(_("Write a few words to the reader."))


@transaction.atomic
def assign(report: Report, to: User, by: User) -> Report:
    """Give the report to somebody who may decide.

    Raises:
        PermissionDenied: one of them may not decide.
        Decided: it is not open any more.
    """
    mine = take_up(report, by)
    may_decide(to)
    mine.assignee, mine.state = to, State.LOOKING
    mine.save(update_fields=["assignee", "state"])
    note_event(mine, What.ASSIGNED, by, note=to.get_full_name() or to.get_username())
    return mine


@transaction.atomic
def release(report: Report, by: User) -> Report:
    """Give the report back to the queue.

    Raises:
        PermissionDenied, Decided: as for every decision.
    """
    mine = take_up(report, by)
    mine.assignee, mine.state = None, State.RECEIVED
    mine.save(update_fields=["assignee", "state"])
    note_event(mine, What.RELEASED, by)
    return mine


@transaction.atomic
def decline(report: Report, by: User, reason: str, *, with_followers: bool = True) -> Report:
    """Decline, with a reason that the reader is told.

    Raises:
        NoAnswer: there is no reason.
        PermissionDenied, Decided: as for every decision.
    """
    return close(
        take_up(report, by), by, State.DECLINED, reason=_words(reason), with_followers=with_followers
    )


@transaction.atomic
def mark_fixed(report: Report, by: User, *, with_followers: bool = True) -> Report:
    """The error had been mended before the report was looked at.

    Raises:
        PermissionDenied, Decided: as for every decision.
    """
    return close(take_up(report, by), by, State.FIXED, with_followers=with_followers)


@transaction.atomic
def answer(report: Report, by: User, text: str, *, with_followers: bool = True) -> Report:
    """Answer a report that asks for no correction.

    Raises:
        NoAnswer: there are no words.
        PermissionDenied, Decided: as for every decision.
    """
    return close(take_up(report, by), by, State.ANSWERED, reason=_words(text), with_followers=with_followers)


@transaction.atomic
def duplicate(report: Report, of: Report, by: User) -> Report:
    """Another report says the same: this one follows it, and so do its followers. They hear what becomes of it.

    Raises:
        OfItself: `of` is this report, or is not about the same article.
        PermissionDenied, Decided: as for every decision.
    """
    mine = take_up(report, by)
    other = Report.objects.select_for_update().get(pk=of.pk)
    leader = other.leader or other
    if leader.pk == mine.pk or leader.article_id != mine.article_id:
        raise OfItself
    followers = list(grouping.open_followers(mine))
    grouping.follow(mine, leader)
    return _close(mine, followers, by, State.DUPLICATE, reason="")


@transaction.atomic
def spam(report: Report, by: User) -> Report:
    """Not a report. Nobody is told; reports that followed it stay open without it.

    Raises:
        PermissionDenied, Decided: as for every decision.
    """
    return close(take_up(report, by), by, State.SPAM, with_followers=False)


@transaction.atomic
def clarify(report: Report, by: User, note: str, *, with_followers: bool = True) -> Report:
    """Publish a clarification: the article stays as it is.

    Raises:
        NothingSaid: there is no note.
        NotAboutAnArticle: the report is a letter.
        PermissionDenied, Decided: as for every decision.
    """
    mine = take_up(report, by)
    if not note.strip():
        raise NothingSaid
    announce(mine, by, kind=Correction.Kind.CLARIFICATION, note=note)
    return close(mine, by, State.CLARIFIED, with_followers=with_followers)


@transaction.atomic
def correct_with_note(
    report: Report, by: User, note: str, said: str = "", says: str = "", *, with_followers: bool = True
) -> Report:
    """Publish a correction of an article that was mended by hand.

    Raises:
        NothingSaid: there are no words to publish.
        NotAboutAnArticle: the report is a letter.
        PermissionDenied, Decided: as for every decision.
    """
    mine = take_up(report, by)
    announce(mine, by, said=said, says=says, note=note)
    return close(mine, by, State.CORRECTED, with_followers=with_followers)


@transaction.atomic
def reopen(report: Report, by: User) -> Report:
    """Take a decision back.

    Raises:
        StillOpen: there is none.
        Announced: a correction was published about it.
        PermissionDenied: she may not decide.
    """
    may_decide(by)
    grouping.one_at_a_time(report.article_id)
    mine = Report.objects.select_for_update().get(pk=report.pk)
    if mine.is_open:
        raise StillOpen
    if Correction.objects.filter(report=mine).exists():
        raise Announced
    mine.state = State.LOOKING if mine.assignee_id else State.RECEIVED
    mine.decided_by = mine.decided_at = None
    mine.reason = ""
    grouping.leave(mine)
    mine.save(update_fields=["state", "decided_by", "decided_at", "reason"])
    note_event(mine, What.REOPENED, by)
    standing.look_up_again(mine)
    numbers.recount_soon(mine.language)
    return mine


# What every decision does


def may_decide(user: User) -> None:
    """Raises: PermissionDenied: the user may not decide on reports."""
    if not user.has_perm("corrections.decide_report"):
        raise PermissionDenied(_("You may not decide on readers’ reports."))


def take_up(report: Report, by: User) -> Report:
    """Lock an open report, and look at it again.

    Raises:
        PermissionDenied: the user may not decide.
        Decided: it is not open any more.
    """
    may_decide(by)
    grouping.one_at_a_time(report.article_id)
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if not locked.is_open:
        raise Decided(locked)
    return locked


def close(
    report: Report, by: User | None, state: Report.State, *, reason: str = "", with_followers: bool
) -> Report:
    """Write a decision down, tell the reader, and count. The caller holds the report's lock.

    Args:
        with_followers: the same is decided for the open reports that follow this one; else the first of them leads.
    """
    followers = list(grouping.open_followers(report)) if with_followers else []
    closed = _close(report, followers, by, state, reason=reason)
    grouping.hand_over(report)
    return closed


def _close(
    report: Report, followers: list[Report], by: User | None, state: Report.State, *, reason: str
) -> Report:
    ours = [report, *followers]
    decision: dict[str, Any] = {
        "state": state,
        "decided_by": by,
        "decided_at": timezone.now(),
        "reason": reason,
    }
    Report.objects.filter(pk__in=[each.pk for each in ours]).update(**decision)
    for name, value in decision.items():
        setattr(report, name, value)
    PendingCorrection.objects.filter(report__in=ours).delete()
    ReportEvent.objects.bulk_create(
        ReportEvent(report=each, what=What.DECIDED, by=by, state=state, note=reason) for each in ours
    )
    told = _to_tell(ours, state)
    if told:
        tell_decisions.enqueue(told)
    numbers.recount_soon(report.language)
    return report


def _to_tell(reports: list[Report], state: Report.State) -> list[int]:
    """The numbers of the reports whose readers hear of a decision now. Of a duplicate, when the other is decided."""
    if state == State.SPAM:
        return []
    if state == State.DUPLICATE:
        other = reports[0].leader
        return [each.pk for each in reports if each.email] if other and not other.is_open else []
    duplicates = Report.objects.filter(leader__in=reports, state=State.DUPLICATE).exclude(email="")
    return [each.pk for each in reports if each.email] + list(duplicates.values_list("pk", flat=True))


def note_event(
    report: Report, what: ReportEvent.What, by: User | None, *, state: str = "", note: str = ""
) -> None:
    """Write into the report's history."""
    ReportEvent.objects.create(report=report, what=what, by=by, state=state, note=note)


def _words(text: str) -> str:
    if not text.strip():
        raise NoAnswer
    return text.strip()
