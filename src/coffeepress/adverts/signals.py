"""Carries what is saved about adverts to the edition. No decision is taken here."""

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from coffeepress.adverts import change
from coffeepress.adverts.models import AdvertPlaces, Creative


@receiver(post_save, sender=Creative)
def on_creative(instance: Creative, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        change.creative_is_saved(instance)


@receiver(post_delete, sender=Creative)
def on_creative_deleted(instance: Creative, **_kwargs: Any) -> None:
    change.creative_is_deleted(instance)


@receiver([post_save, post_delete], sender=AdvertPlaces)
def on_places(instance: AdvertPlaces, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        change.places_are_saved(instance)
