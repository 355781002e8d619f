"""Makes corrections public, and says which reader pages show them. What was published about an error stays."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coffeepress.articles.paths import month_of
from coffeepress.corrections.keys import CORRECTIONS, CORRECTIONS_OF
from coffeepress.corrections.models import Correction, Report
from coffeepress.edition.keys import Key
from coffeepress.edition.outbox import changed
from coffeepress.people.models import User


class NotAboutAnArticle(Exception):
    """A letter to the newsroom is answered; there is no article to correct."""

    def __init__(self) -> None:
        super().__init__(
            _("This report is not about an article, so nothing can be corrected. Answer it instead.")
        )


class NothingSaid(Exception):
    """A correction needs a note, or the old and the new words."""

    def __init__(self) -> None:
        super().__init__(_("Write a note for readers, or say what it said and what it says now."))


def announce(
    report: Report,
    by: User | None,
    *,
    kind: Correction.Kind = Correction.Kind.CORRECTION,
    said: str = "",
    says: str = "",
    note: str = "",
) -> Correction:
    """Make the correction that follows from a report public. The caller holds the report's lock.

    Args:
        by: who decided.
        said, says: the words before and after.
        note: the newsroom's own words.

    Raises:
        NotAboutAnArticle: the report is a letter.
        NothingSaid: there are no words to publish.
    """
    if report.article_id is None:
        raise NotAboutAnArticle
    if not (said or says or note).strip():
        raise NothingSaid
    correction = Correction.objects.create(
        article_id=report.article_id,
        language=report.language,
        report=report,
        kind=kind,
        said=said,
        says=says,
        note=note.strip(),
        credit=report.name if report.wants_credit else "",
        by=by,
        published_at=timezone.now(),
    )
    changed(*keys_of([correction]))
    return correction


def keys_of(corrections: Iterable[Correction]) -> set[Key]:
    """The keys of the pages on which these corrections stand."""
    keys: set[Key] = set()
    for each in corrections:
        keys |= {
            CORRECTIONS_OF(each.article_id),
            CORRECTIONS(each.language),
            CORRECTIONS(each.language, month_of(each.published_at)),
        }
    return keys


def note_article_changed(article_id: int) -> None:
    """An article was published or withdrawn: its corrections are listed, or are not listed any more."""
    corrections = Correction.objects.filter(article_id=article_id).only(
        "article_id", "language", "published_at"
    )
    changed(*keys_of(corrections))
