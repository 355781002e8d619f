"""Corrections of the newsroom's own accord: nobody reported anything, an editor says that something was wrong."""

from django.db import transaction
from django.utils import timezone

from coffeepress.articles.models import Article
from coffeepress.corrections.announce import NothingSaid, keys_of
from coffeepress.corrections.decide import may_decide
from coffeepress.corrections.models import Correction
from coffeepress.edition.outbox import changed
from coffeepress.people.models import User


@transaction.atomic
def correct_unasked(
    article: Article, by: User, *, kind: str, note: str = "", said: str = "", says: str = ""
) -> Correction:
    """Publish a correction or a clarification of an article. Its text is left as it is.

    Raises:
        PermissionDenied: the user may not decide on reports.
        NothingSaid: there are no words to publish.
    """
    may_decide(by)
    if not (note.strip() or said.strip() or says.strip()):
        raise NothingSaid
    correction = Correction.objects.create(
        article=article,
        language=article.locale.language_code,
        kind=Correction.Kind(kind),
        note=note.strip(),
        said=said.strip(),
        says=says.strip(),
        by=by,
        published_at=timezone.now(),
    )
    changed(*keys_of([correction]))
    return correction
