"""What is on the desk: what the home panels show, as values, read for one account.

Refuses to tell of drafts to those who cannot open the page tree: Photographers and Moderators see what is published.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, IntegerField, OuterRef, Q
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision, TaskState, WorkflowState, get_default_page_content_type
from wagtail.permissions import policy_registry

from coffeepress.articles.models import Article
from coffeepress.articles.newsroom.rights import sees_drafts
from coffeepress.edition.build import current
from coffeepress.edition.models import Change
from coffeepress.edition.press import edition_dir
from coffeepress.people.models import User

MOST_ROWS = 10
LATE_AFTER = timedelta(seconds=30)
"""So long a change may wait for the press before somebody is told."""

Account = User | AnonymousUser


@dataclass(frozen=True)
class EditionState:
    """How far the readers' edition is."""

    is_made: bool
    waiting: int
    waiting_since: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether changes have waited longer than the worker needs."""
        return self.waiting_since is not None and timezone.now() - self.waiting_since > LATE_AFTER


@dataclass(frozen=True)
class Item:
    """A page in a panel."""

    title: str
    language: str
    section: str
    at: datetime | None
    edit_url: str = ""
    url: str = ""


@dataclass(frozen=True)
class Review:
    """A page that waits for review."""

    item: Item
    submitted_by: str
    is_mine_to_review: bool


def edition_state() -> EditionState:
    """How far the readers' edition is, in two queries."""
    oldest = Change.objects.order_by("id").values_list("created_at", flat=True).first()
    waiting = Change.objects.count() if oldest else 0
    return EditionState(current(edition_dir()) is not None, waiting, oldest)


def waiting_for_review(user: Any) -> list[Review]:
    """What waits for review, oldest first: what this account may review, and what it wrote or handed in."""
    may_review = set(TaskState.objects.reviewable_by(user).values_list("pk", flat=True))
    own_page = Page.objects.filter(owner=user, pk=Cast(OuterRef("workflow_state__object_id"), IntegerField()))
    own = Q(workflow_state__requested_by=user) | Exists(own_page)
    states = list(
        TaskState.objects.filter(Q(pk__in=may_review) | own)
        .filter(
            status=TaskState.STATUS_IN_PROGRESS,
            workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            workflow_state__base_content_type=get_default_page_content_type(),
        )
        .select_related("workflow_state__requested_by")
        .order_by("started_at")[:MOST_ROWS]
    )
    pages = _pages(user, (int(state.workflow_state.object_id) for state in states))
    return [
        Review(
            _item(pages[page_id], user, state.started_at),
            str(state.workflow_state.requested_by or ""),
            state.pk in may_review,
        )
        for state in states
        if (page_id := int(state.workflow_state.object_id)) in pages
    ]


def scheduled(user: Any) -> list[Item]:
    """What is scheduled, soonest first."""
    if not sees_drafts(user):
        return []
    due = list(
        Revision.objects.filter(
            approved_go_live_at__isnull=False, base_content_type=get_default_page_content_type()
        )
        .order_by("approved_go_live_at")
        .values_list("object_id", "approved_go_live_at")[:MOST_ROWS]
    )
    pages = _pages(user, (int(object_id) for object_id, _at in due))
    return [_item(pages[int(object_id)], user, at) for object_id, at in due if int(object_id) in pages]


def last_published(user: Any) -> list[Item]:
    """The articles that readers got last, newest first."""
    ids = (
        Article.objects.live().order_by("-first_published_at", "-pk").values_list("pk", flat=True)[:MOST_ROWS]
    )
    pages = _pages(user, ids, is_published=True)
    newest = sorted(pages.values(), key=lambda page: (page.first_published_at, page.pk), reverse=True)
    return [_item(page, user, page.first_published_at) for page in newest]


def _pages(user: Any, ids: Iterable[int], *, is_published: bool = False) -> dict[int, Any]:
    """Pages with their parents' titles, without their bodies; drafts only for those who may explore them."""
    pages = Page.objects.filter(pk__in=list(ids)).prefetch_related("locale")
    if not is_published:
        explorable = policy_registry.get_by_type(Page).explorable_instances(user)
        pages = pages.filter(pk__in=explorable.values_list("pk", flat=True))
    found = list(pages.prefetch_workflow_states().defer_streamfields().specific())
    Page.objects.annotate_parent_page(found)
    return {page.pk: page for page in found}


def _item(page: Any, user: Any, at: datetime | None) -> Item:
    parent = getattr(page, "_parent_page", None)
    may_edit = page.permissions_for_user(user).can_edit()
    return Item(
        title=page.get_admin_display_title(),
        language=page.locale.language_code,
        section=parent.get_admin_display_title() if parent else "",
        at=at,
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if may_edit else "",
        url=(page.full_url or "") if page.live else "",
    )
