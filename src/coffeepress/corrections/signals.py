"""Connects facts of Wagtail and of the articles to what corrections make of them. No decision is taken here."""

from collections.abc import Iterable
from typing import Any

from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from coffeepress.articles.models import Article, Picture
from coffeepress.corrections import announce, past_texts, review, standing


@receiver(pre_save, sender=Article)
def before_article(
    instance: Article, raw: bool = False, update_fields: Iterable[str] | None = None, **_kwargs: Any
) -> None:
    if not raw:
        past_texts.keep_replaced(instance, None if update_fields is None else frozenset(update_fields))


@receiver(pre_save, sender=Picture)
def before_picture(instance: Picture, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        past_texts.keep_captioned(instance)


@receiver(page_published, sender=Article)
def on_published(instance: Article, **_kwargs: Any) -> None:
    if instance.live:  # Wagtail tells of one that is only scheduled as well
        past_texts.note_published(instance)
        review.settle(instance)
        announce.note_article_changed(instance.pk)
        standing.look_up_soon(instance.pk)


@receiver(page_unpublished, sender=Article)
def on_unpublished(instance: Article, **_kwargs: Any) -> None:
    past_texts.keep_withdrawn(instance)
    announce.note_article_changed(instance.pk)


@receiver(pre_delete)
def before_deleted(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    if issubclass(sender, Page):
        announce.note_article_changed(instance.pk)
