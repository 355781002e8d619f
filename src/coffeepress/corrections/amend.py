"""Amends published corrections. The words that a correction had before are kept, and never removed."""

from django.db import transaction
from django.utils import timezone

from coffeepress.corrections.announce import NothingSaid, keys_of
from coffeepress.corrections.decide import may_decide
from coffeepress.corrections.models import Correction, CorrectionVersion
from coffeepress.edition.outbox import changed
from coffeepress.people.models import User

WORDS = ("kind", "said", "says", "note", "credit")


@transaction.atomic
def amend(
    correction: Correction, by: User, *, said: str, says: str, note: str, credit: str, kind: str
) -> Correction:
    """Give a correction other words. The same words again change nothing.

    Returns:
        The correction as it is now.

    Raises:
        PermissionDenied: the user may not decide on reports.
        NothingSaid: nothing would be left to read.
    """
    may_decide(by)
    mine = Correction.objects.select_for_update().get(pk=correction.pk)
    words = {
        "kind": Correction.Kind(kind),
        "said": said.strip(),
        "says": says.strip(),
        "note": note.strip(),
        "credit": credit.strip(),
    }
    if not (words["said"] or words["says"] or words["note"]):
        raise NothingSaid
    before = {name: getattr(mine, name) for name in WORDS}
    if before == words:
        return mine
    now = timezone.now()
    CorrectionVersion.objects.create(correction=mine, replaced_at=now, replaced_by=by, **before)
    for name, value in words.items():
        setattr(mine, name, value)
    mine.amended_at = now
    mine.save(update_fields=[*WORDS, "amended_at"])
    changed(*keys_of([mine]))
    return mine
