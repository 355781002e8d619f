"""A small newsroom for tests: what editors do, by the words they use, through Wagtail's own actions."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any, TypeVar

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.utils import timezone
from PIL import Image
from taggit.models import Tag
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from coffeepress.articles.models import Article, ArticleTag, Byline, FreePage, Home, Picture, Section
from coffeepress.articles.published import page_is_published
from coffeepress.config.beginning import begin
from coffeepress.people.models import Person

P = TypeVar("P", bound=Page)

_numbers = count(1)


def on(year: int, month: int, day: int = 5, hour: int = 12) -> datetime:
    """A moment for a date of publication."""
    return datetime(year, month, day, hour, tzinfo=UTC)


class Newsroom:
    """A site with a home front in English and in Ukrainian."""

    def __init__(self) -> None:
        if Page.get_first_root_node() is None:
            # A test with real commits ran before in this process, and emptied all tables behind it.
            contents: Any = connection._test_serialized_contents  # type: ignore[attr-defined]
            connection.creation.deserialize_db_from_string(contents)
        begin("Test Paper")
        self.homes = {home.locale.language_code: home for home in Home.objects.select_related("locale")}

    def locale(self, language: str = "en") -> Locale:
        return self.homes[language].locale

    def section(self, slug: str, *, language: str = "en", **fields: Any) -> Section:
        """A published section."""
        section = Section(
            title=fields.pop("title", slug.title()), slug=slug, locale=self.locale(language), **fields
        )
        return publish(self.add(self._home(language), section))

    def free_page(self, slug: str, *, language: str = "en", **fields: Any) -> FreePage:
        """A published free page."""
        page = FreePage(
            title=fields.pop("title", slug.title()), slug=slug, locale=self.locale(language), **fields
        )
        return publish(self.add(self._home(language), page))

    def draft(self, section: Section, slug: str | None = None, **fields: Any) -> Article:
        """An article that was never published.

        Args:
            authors, editors: persons of its bylines.
            tags: names.
            at: the date it will be published under.
        """
        number = next(_numbers)
        persons = {"author": fields.pop("authors", ()), "editor": fields.pop("editors", ())}
        tags: Sequence[str] = fields.pop("tags", ())
        fields.setdefault("title", f"Headline {number}")
        fields.setdefault("standfirst", f"Standfirst {number}")
        fields.setdefault("body", [("text", f"<p>Body {number}. {'Words of it. ' * 20}</p>")])
        article = Article(
            slug=slug or f"story-{number}",
            locale_id=section.locale_id,
            first_published_at=fields.pop("at", None),
            **fields,
        )
        article.tags.add(*tags)
        article.bylines = [Byline(person=who, role=role) for role, them in persons.items() for who in them]
        return self.add(section, article)

    def article(self, section: Section, slug: str | None = None, **fields: Any) -> Article:
        """A published article."""
        return publish(self.draft(section, slug, **fields))

    def person(self, name: str, *, language: str = "en", **fields: Any) -> Person:
        slug = fields.pop("slug", name.lower().replace(" ", "-"))
        return Person.objects.create(name=name, slug=slug, locale=self.locale(language), **fields)

    def translation(self, article: Article, section: Section, **fields: Any) -> Article:
        """A draft of an article in its section's language."""
        fields.setdefault("title", f"{article.title} ({section.locale.language_code})")
        return self.draft(section, article.slug, translation_key=article.translation_key, **fields)

    def add(self, parent: Page, page: P) -> P:
        """Put a page into the tree without publishing it."""
        page.live = False
        Page.objects.get(pk=parent.pk).add_child(instance=page)
        page.save_revision()
        return page

    def _home(self, language: str) -> Home:
        return Home.objects.get(pk=self.homes[language].pk)


def publish(page: P, **changes: Any) -> P:
    """Publish a page's newest draft, with these changes."""
    with transaction.atomic():
        revision = save_draft(page, **changes)
        revision.publish()
    return fresh(page)


def save_draft(page: Page, **changes: Any) -> Any:
    """Save a draft with these changes: `tags` by their names, `authors` as persons."""
    latest: Any = fresh(page).get_latest_revision_as_object()
    if "tags" in changes:
        latest.tags.set(changes.pop("tags"))
    if "authors" in changes:
        latest.bylines = [Byline(person=person, role="author") for person in changes.pop("authors")]
    for name, value in changes.items():
        setattr(latest, name, value)
    return latest.save_revision(clean=False)


def schedule(page: Page, *, minutes: float = 60, **changes: Any) -> None:
    """Approve a draft for a moment to come."""
    with transaction.atomic():
        save_draft(page, go_live_at=timezone.now() + timedelta(minutes=minutes), **changes).publish()


def unpublish(page: Page) -> None:
    with transaction.atomic():
        fresh(page).unpublish()


def delete(page: Page) -> None:
    with transaction.atomic():
        fresh(page).delete()


def move(page: Page, parent: Page) -> None:
    with transaction.atomic():
        fresh(page).move(Page.objects.get(pk=parent.pk), pos="last-child")


def fresh(page: P) -> P:
    """The page as it is in the database now."""
    return type(page).objects.get(pk=page.pk)


def picture_file(colour: str = "navy", *, size: tuple[int, int] = (48, 36)) -> ContentFile[bytes]:
    """A picture's file."""
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return ContentFile(stream.getvalue(), name=f"{colour}.png")


def new_picture(colour: str = "navy", **fields: Any) -> Picture:
    picture = Picture(title=fields.pop("title", colour), file=picture_file(colour), **fields)
    picture.save()
    picture.get_file_hash()
    return picture


def new_document(text: str = "a,b\n1,2\n", *, name: str = "figures.csv") -> Any:
    document = get_document_model()(title=name, file=ContentFile(text.encode(), name=name))
    document.save()
    document.get_file_hash()
    return document


def replace_picture(picture: Picture, colour: str) -> None:
    """Put another file in a picture's place, as the newsroom's form does."""
    picture.file = picture_file(colour)
    picture.file_hash = ""
    picture.save()
    picture.renditions.all().delete()
    picture.get_file_hash()


def fill(section: Section, number: int, *, authors: Sequence[Person] = (), tags: Sequence[str] = ()) -> None:
    """An archive that ends in January 2026: ten articles a month, written into the tables at once, as imports do."""
    stored = list(Article.objects.filter(pk__in=_planted(section, number)))
    tag_rows = [Tag.objects.get_or_create(name=name, defaults={"slug": name})[0] for name in tags]
    Byline.objects.bulk_create(
        Byline(article=each, person=who, role="author") for each in stored for who in authors
    )
    ArticleTag.objects.bulk_create(
        ArticleTag(content_object=each, tag=tag) for each in stored for tag in tag_rows
    )
    with transaction.atomic():
        for each in stored:
            page_is_published(each)


def _planted(section: Section, number: int) -> list[int]:
    ids = []
    for n in range(number):
        month = 12 * 2026 - n // 10
        at = on(month // 12, month % 12 + 1, 1 + n % 10)
        page = Article(
            title=f"Archived {n}",
            slug=f"archived-{n}",
            locale_id=section.locale_id,
            first_published_at=at,
            last_published_at=at,
            live=True,
        )
        Page.objects.get(pk=section.pk).add_child(instance=page)
        ids.append(page.pk)
    return ids
