"""Carries facts about published articles. No decision is taken here."""

from typing import Any

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from coffeepress.articles.models import Article
from coffeepress.syndication import note


@receiver(page_published, sender=Article)
def on_published(instance: Article, **_kwargs: Any) -> None:
    if instance.live:  # Wagtail tells of one that is only scheduled as well
        note.article_changed(instance)


@receiver(page_unpublished, sender=Article)
def on_unpublished(instance: Article, **_kwargs: Any) -> None:
    note.article_changed(instance)


@receiver(post_page_move)
def on_moved(instance: Page, **_kwargs: Any) -> None:
    page = instance.specific
    if isinstance(page, Article) and page.live:
        note.article_changed(page)


@receiver(pre_delete)
def before_deleted(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    if issubclass(sender, Article) and instance.live:
        note.article_changed(instance)
