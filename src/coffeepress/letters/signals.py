"""Connects facts from below to letters: a published correction, and what a provider tells of mails. Decides nothing."""

from importlib.util import find_spec
from typing import Any

from django.db.models.signals import post_save
from django.dispatch import receiver

from coffeepress.corrections.models import Correction
from coffeepress.letters.offers import offer_notes


@receiver(post_save, sender=Correction)
def on_correction(instance: Correction, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    if created and not raw:
        offer_notes(instance)


if find_spec("anymail") is not None:
    from anymail.signals import tracking

    from coffeepress.letters.provider import note_event

    @receiver(tracking)
    def on_mail_event(event: Any, **_kwargs: Any) -> None:
        note_event(event)
