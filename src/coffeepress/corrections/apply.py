"""Puts a correction into the article where the passage is now: markup kept, as a revision that names the report.

Refuses what would overwrite somebody's work: the editor is shown both texts (`Conflict`).
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Said, said, store
from coffeepress.corrections import anchoring, past_texts, standing
from coffeepress.corrections.decide import take_up
from coffeepress.corrections.mending import CannotMend, fit, mend_lines
from coffeepress.corrections.models import Correction, Report
from coffeepress.people.models import User

ACTION = "corrections.apply"


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


def apply(
    report: Report,
    by: User,
    replacement: str,
    *,
    note: str = "",
    is_fact: bool,
    seen_revision: int | None,
    keep_draft: bool = False,
    with_followers: bool = True,
) -> Applied:
    """Mend the passage of a report in its article."""
    raise NotImplementedError
