"""Connects what editors change about support to the reader pages that show it. No decision is taken here."""

from typing import Any

from django.conf import settings
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from coffeepress.edition.outbox import changed
from coffeepress.support.keys import SUPPORT
from coffeepress.support.models import SupportWords, Tier, TierWords


@receiver([post_save, post_delete], sender=SupportWords)
def on_words(instance: SupportWords, **_kwargs: Any) -> None:
    changed(SUPPORT(instance.language))


@receiver([post_save, post_delete], sender=Tier)
@receiver([post_save, post_delete], sender=TierWords)
def on_tier(**_kwargs: Any) -> None:
    changed(*(SUPPORT(language) for language in settings.COFFEEPRESS.languages))
