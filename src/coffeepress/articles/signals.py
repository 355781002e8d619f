"""Carries facts about published things to the edition. No decision is taken here."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from taggit.models import Tag
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from coffeepress.articles import masthead, published
from coffeepress.articles.keys import DOCUMENT, PICTURE, REDIRECT, TAG
from coffeepress.articles.models import Picture
from coffeepress.edition.outbox import changed
from coffeepress.people.models import Person


@receiver(page_published)
def on_published(instance: Page, **_kwargs: Any) -> None:
    published.page_is_published(instance)


@receiver(page_unpublished)
def on_unpublished(instance: Page, **_kwargs: Any) -> None:
    published.page_is_withdrawn(instance)


@receiver(post_page_move)
def on_moved(instance: Page, **_kwargs: Any) -> None:
    page = instance.specific
    if page.live:
        published.page_is_published(page)


@receiver(post_delete)
def on_page_deleted(sender: type[Any], instance: Any, **_kwargs: Any) -> None:
    if issubclass(sender, Page):
        published.page_is_deleted(instance)


@receiver(pre_save, sender=Person)
def before_person(instance: Person, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        published.person_will_change(instance)


@receiver(post_delete, sender=Person)
def on_person_deleted(instance: Person, **_kwargs: Any) -> None:
    published.person_is_deleted(instance.pk)


@receiver([post_save, post_delete], sender=Picture)
def on_picture(instance: Picture, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        changed(PICTURE(instance.pk))


@receiver([post_save, post_delete], sender=get_document_model())
def on_document(instance: Any, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        changed(DOCUMENT(instance.pk))


@receiver(pre_save, sender=Tag)
def before_tag(instance: Tag, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        published.tag_will_change(instance)


@receiver(post_save, sender=Tag)
def on_tag(instance: Tag, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        changed(TAG(instance.pk))


@receiver(post_delete, sender=Tag)
def on_tag_deleted(instance: Tag, **_kwargs: Any) -> None:
    published.tag_is_deleted(instance.pk)


@receiver([post_save, post_delete], sender=Redirect)
def on_redirect(instance: Redirect, raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        changed(REDIRECT(instance.pk))


@receiver([post_save, post_delete], sender=Locale)
def on_locale(raw: bool = False, **_kwargs: Any) -> None:
    if not raw:
        masthead.note_change()
