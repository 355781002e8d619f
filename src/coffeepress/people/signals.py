"""Carries facts about persons to the edition: which keys a change of theirs touches."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from coffeepress.edition.outbox import changed
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person


@receiver([post_save, post_delete], sender=Person)
def person_changed(instance: Person, raw: bool = False, **_kwargs: Any) -> None:
    """A person's entry was written or removed."""
    if not raw:
        changed(PERSON(instance.pk))
