"""Puts a correction into the article where the passage is now: markup kept, as a revision that names the report.

Refuses what would overwrite somebody's work: the editor is shown both texts (`Conflict`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Revision, WorkflowState

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Said, Span, said
from coffeepress.corrections import decide, history, past_texts
from coffeepress.corrections.anchoring import carry
from coffeepress.corrections.announce import announce
from coffeepress.corrections.mending import CannotMend, clean, within_lines
from coffeepress.corrections.models import Correction, PendingCorrection, Report, ReportEvent
from coffeepress.corrections.replacing import replace
from coffeepress.corrections.standing import find
from coffeepress.people.models import User


class Conflict(Exception):
    """The article was changed since the editor looked at it, or has a draft that is not published.

    Attributes:
        live, draft: the texts of the article as it is published, and of its newest draft.
        by, at: who saved the draft, and when.
        revision: the draft's number: what `seen_revision` is once the editor has seen it.
    """

    def __init__(
        self, *, live: str, draft: str, by: User | None, at: datetime | None, revision: int | None
    ) -> None:
        super().__init__(_("The article has been changed meanwhile. Look at both versions."))
        self.live, self.draft, self.by, self.at, self.revision = live, draft, by, at, revision


class PassageGone(Exception):
    """The passage is not in the article any more, or stands in several places.

    Attributes:
        standing: what has become of it.
    """

    def __init__(self, standing: str) -> None:
        super().__init__(_("The passage cannot be found in the article any more. Edit the article by hand."))
        self.standing = standing


class NotAtThatPlace(Exception):
    """The place that the editor chose does not hold the passage (any more)."""

    def __init__(self) -> None:
        super().__init__(_("The passage does not stand at that place. Choose again."))


class Locked(Exception):
    """The article is locked by somebody, by its review, or by its schedule."""


class NotPublished(Exception):
    """The article is not published."""

    def __init__(self) -> None:
        super().__init__(_("The article is not published."))


class AlreadySo(Exception):
    """The article reads so already."""

    def __init__(self) -> None:
        super().__init__(_("The article already reads so. Mark the report as already fixed."))


@dataclass(frozen=True)
class Applied:
    """What was done.

    Attributes:
        report: as it is now.
        revision: the article's revision that holds the correction.
        is_published: whether readers have it; else it waits for review.
        correction: what was made public about it.
        in_draft: whether the draft that was there holds it as well; None where there was none.
    """

    report: Report
    revision: Revision
    is_published: bool
    correction: Correction | None = None
    in_draft: bool | None = None


@dataclass(frozen=True)
class Mended:
    """An article object with the passage replaced; nothing is saved yet.

    Attributes:
        before: its text before.
        old, new: the passage's bounds before and after.
        said, says: its words before and after.
    """

    article: Article
    before: Said
    old: Span
    new: Span
    said: str
    says: str


@transaction.atomic
def apply(
    report: Report,
    by: User,
    replacement: str,
    *,
    note: str = "",
    is_fact: bool,
    seen_revision: int | None,
    keep_draft: bool = False,
    at: int | None = None,
    with_followers: bool = True,
) -> Applied:
    """Mend the passage of a report in its article.

    Published at once if the editor may publish; the correction is then made public where policy or a note asks for it.
    Else it is a draft that is sent to review, and the report is decided when the draft is published (`review.py`).

    Args:
        replacement: what the passage shall say: plain text, a line for each of the passage's.
        note: the newsroom's own words to readers; makes the correction public.
        is_fact: a matter of fact, always corrected in public; else a typing error (the setting `typing_errors`).
        seen_revision: the number of the article's newest revision when the editor looked at it.
        keep_draft: the editor has seen that there is a draft. The published article is mended, and the draft stays the
            newest version, mended as well where it still has the passage. Whoever may not publish mends the draft.
        at: where the passage begins in the published text, chosen by the editor of several equal places.
        with_followers: the reports that follow this one are decided with it.

    Raises:
        PermissionDenied: the editor may not decide on reports, or not change this article.
        Decided: the report is not open any more.
        NotPublished: the article is not published, or is no more.
        Locked: somebody else, its review or its schedule holds the article.
        Conflict: the article was changed since, or there is a draft and `keep_draft` was not chosen.
        PassageGone: the passage is not there, or stands in several places and none was chosen.
        NotAtThatPlace: the place that was chosen does not hold it.
        AlreadySo: it reads so already.
        CannotMend: the words cannot be replaced without damage.
    """
    mine = decide.take_up(report, by)
    article = _taken(mine, by)
    draft = article.get_latest_revision() if article.has_unpublished_changes else None
    if article.latest_revision_id != seen_revision or (draft and not keep_draft):
        raise _conflict(article)
    is_public = is_fact or bool(note.strip()) or settings.COFFEEPRESS.typing_errors == "noted"
    if article.permissions_for_user(by).can_publish():
        mended = _mend(mine, article, replacement, at)
        with past_texts.typing_error_mended(not is_fact):
            revision, in_draft = _publish(mine, by, mended, draft)
        correction = None
        if is_public:
            correction = announce(mine, by, said=mended.said, says=mended.says, note=note)
        closed = decide.close(mine, by, Report.State.CORRECTED, with_followers=with_followers)
        return Applied(closed, revision, is_published=True, correction=correction, in_draft=in_draft)
    if draft and at is not None:
        at = _in_draft(mine, article, draft, at)
    mended = _mend(mine, draft.as_object() if draft else article, replacement, at)
    revision = _send_to_review(mine, by, mended)
    _wait_for_review(mine, by, mended, revision, note, is_public, with_followers)
    return Applied(mine, revision, is_published=False, in_draft=True if draft else None)


def _taken(report: Report, by: User) -> Article:
    """The report's article, if it may be changed now. `take_up` has locked it."""
    article = Article.objects.filter(pk=report.article_id).first()
    if article is None or not article.live:
        raise NotPublished
    rights = article.permissions_for_user(by)
    if not rights.can_edit():
        raise PermissionDenied(_("You may not change this article."))
    if article.alias_of_id:
        raise Locked(_("This article is a copy that follows another one. Correct that one."))
    if rights.page_locked():
        raise Locked(
            _("The article is locked, is being reviewed, or is scheduled. It cannot be changed now.")
        )
    return article


def _conflict(article: Article) -> Conflict:
    newest = article.get_latest_revision()
    live = said(article).text
    if newest is None:
        return Conflict(live=live, draft=live, by=None, at=None, revision=None)
    draft = said(newest.as_object()).text
    return Conflict(live=live, draft=draft, by=newest.user, at=newest.created_at, revision=newest.pk)


def _mend(report: Report, article: Article, replacement: str, at: int | None) -> Mended:
    text = said(article)
    if at is not None:
        return _mended(article, text, _chosen(report, text.text, at), replacement)
    read = past_texts.text_by_digest(article, report.text_digest, revision=report.revision, at_hand=text)
    found = find(report, text.text, read)
    if found.start is None or found.end is None:
        raise PassageGone(found.standing)
    return _mended(article, text, (found.start, found.end), replacement)


def _chosen(report: Report, text: str, at: int) -> Span:
    """The bounds of the passage at a place that an editor chose.

    Raises:
        NotAtThatPlace: other words stand there.
    """
    end = at + len(report.exact)
    if at < 0 or not report.exact or text[at:end] != report.exact:
        raise NotAtThatPlace
    return at, end


def _in_draft(report: Report, article: Article, draft: Revision, at: int) -> int:
    """Where a place of the published text is in the draft.

    Raises:
        NotAtThatPlace: the draft has other words there, or none.
    """
    text = said(article).text
    found = carry(text, said(draft.as_object()).text, *_chosen(report, text, at))
    if found.standing != "there" or found.start is None:
        raise NotAtThatPlace
    return found.start


def _mended(article: Article, text: Said, bounds: Span, replacement: str) -> Mended:
    start, end = within_lines(text.text, *bounds)
    before = text.text[start:end]
    if clean(replacement) == before:
        raise AlreadySo
    first, last = replace(article, text, start, end, replacement)
    says = said(article).text[first:last]
    return Mended(article, text, (start, end), (first, last), said=before, says=says)


def _publish(
    report: Report, by: User, mended: Mended, draft: Revision | None
) -> tuple[Revision, bool | None]:
    """Publish the mended article; a draft that is there stays the newest version."""
    article = mended.article
    review = _review_in_progress(article)
    revision = _save(report, by, article)
    # Before it is published: what follows from publishing sees that there is a draft.
    in_draft = _carry(report, by, mended, draft) if draft else None
    # Asked anew, for it remembers the article as it was before the draft was saved.
    Revision.objects.get(pk=revision.pk).publish(user=by)
    if review is not None:
        # Wagtail ends a review when something is published; the draft is still to be reviewed.
        review.workflow.start(Article.objects.get(pk=article.pk), review.requested_by)
    return revision, in_draft


def _review_in_progress(article: Article) -> WorkflowState | None:
    review = article.current_workflow_state
    return review if review is not None and review.status == WorkflowState.STATUS_IN_PROGRESS else None


def _carry(report: Report, by: User, mended: Mended, draft: Revision) -> bool:
    """Make the draft the newest version again, mended where it has the passage."""
    kept: Article = draft.as_object()
    is_mended = _mend_draft(mended, kept)
    revision = kept.save_revision(user=draft.user, clean=False)
    data = {"report": report.pk, "is_mended": is_mended}
    log(instance=kept, action=history.CARRY, user=by, revision=revision, data=data, content_changed=is_mended)
    return is_mended


def _mend_draft(mended: Mended, draft: Article) -> bool:
    """Mend the passage in a draft. Where the draft has other words there, they stay."""
    text = said(draft)
    found = carry(mended.before.text, text.text, *mended.old)
    if found.start is None or found.end is None:
        return False
    if found.standing != "there":
        return text.text[found.start : found.end] == mended.says
    try:
        replace(draft, text, found.start, found.end, mended.says)
    except CannotMend:
        return False
    return True


def _save(report: Report, by: User, article: Article) -> Revision:
    """A revision that names the report."""
    revision = article.save_revision(user=by, clean=False)
    data = {"report": report.pk}
    log(instance=article, action=history.APPLY, user=by, revision=revision, data=data, content_changed=True)
    return revision


def _send_to_review(report: Report, by: User, mended: Mended) -> Revision:
    revision = _save(report, by, mended.article)
    page = Article.objects.get(pk=mended.article.pk)
    workflow = page.get_workflow()
    if workflow is not None and not page.workflow_in_progress:
        workflow.start(page, by)
    return revision


def _wait_for_review(
    report: Report,
    by: User,
    mended: Mended,
    revision: Revision,
    note: str,
    is_public: bool,
    with_followers: bool,
) -> None:
    PendingCorrection.objects.update_or_create(
        report=report,
        defaults={
            "article": mended.article,
            "revision": revision,
            "start": mended.new[0],
            "end": mended.new[1],
            "said": mended.said,
            "says": mended.says,
            "note": note.strip(),
            "is_public": is_public,
            "with_followers": with_followers,
            "by": by,
        },
    )
    report.state, report.assignee = Report.State.LOOKING, by
    report.save(update_fields=["state", "assignee"])
    decide.note_event(report, ReportEvent.What.REVIEW, by)
