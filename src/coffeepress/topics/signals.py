"""Carries facts about articles to the topics that they answer. No decision is taken here."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published

from coffeepress.topics import assign


@receiver(page_published)
def on_published(instance: Page, **_kwargs: Any) -> None:
    assign.note_published(instance.pk)


@receiver(pre_delete)
def before_deleted(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    if issubclass(sender, Page):
        assign.note_deleted(instance.pk)
