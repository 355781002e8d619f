"""The persons, tags and sections that articles name: found if they are there, made when first named."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.text import slugify
from django.utils.translation import gettext as _
from taggit.models import Tag
from wagtail.models import Page

from coffeepress.articles.models import Home, Section
from coffeepress.articles.paths import refuse_reserved, shortened
from coffeepress.importing.models import Brought
from coffeepress.people.models import Person

from .records import Author, Category, Term
from .report import Report

MOST_REMEMBERED = 20_000
LONGEST_TAG = 100
LONGEST_PERSON = 120
NUMBER_BYTES = 8
"""What a number added to a slug may need."""


class Names:
    """What names of the export have become in the language of one home front."""

    def __init__(self, home: Home, report: Report, *, source: str) -> None:
        self._home = home
        self._report = report
        self._source = source
        self._persons: dict[str, int] = {}
        self._sections: dict[str, Section] = {}
        self._tags: dict[str, int] = {}

    def forget(self) -> None:
        """After a transaction that was rolled back nothing made in it may be remembered."""
        self._persons.clear()
        self._sections.clear()
        self._tags.clear()

    # Persons

    def person(self, author: Author) -> int:
        if author.login not in self._persons:
            self._persons[author.login] = self._person(author)
        return self._persons[author.login]

    def _person(self, author: Author) -> int:
        locale = self._home.locale
        external_id = f"author:{author.login}@{locale.language_code}"
        known = Brought.objects.filter(source=self._source, external_id=external_id).first()
        if known is not None and Person.objects.filter(pk=known.object_id).exists():
            return known.object_id
        name = author.name[:LONGEST_PERSON]
        person = Person.objects.filter(locale=locale, name=name).first()
        if person is None:
            # A login that is a mail address is nobody's business: the name makes the address then.
            login = "" if "@" in author.login else author.login
            slug = self._free_person_slug(
                slugify(login, allow_unicode=True) or slugify(name, allow_unicode=True)
            )
            person = Person.objects.create(name=name, slug=slug, locale=locale)
            self._report.bring("persons", "new")
        Brought.objects.update_or_create(
            source=self._source,
            external_id=external_id,
            defaults={"kind": "person", "object_id": person.pk},
        )
        return int(person.pk)

    def _free_person_slug(self, slug: str) -> str:
        slug = slug[: LONGEST_PERSON - 5] or "author"
        taken = set(
            Person.objects.filter(locale=self._home.locale, slug__startswith=slug).values_list(
                "slug", flat=True
            )
        )
        return _free(slug, taken)

    # Tags

    def tags(self, wanted: Iterable[Term]) -> None:
        """Have all these tags at hand, asking the database once."""
        missing = [term for term in wanted if term.name.casefold() not in self._tags]
        if not missing:
            return
        if len(self._tags) > MOST_REMEMBERED:
            self._tags.clear()
            missing = list(wanted)
        names = {term.name[:LONGEST_TAG] for term in missing}
        for tag in Tag.objects.filter(name__in=names):
            self._tags[tag.name.casefold()] = tag.pk
        for term in missing:
            if term.name.casefold() not in self._tags:
                self._tags[term.name.casefold()] = self._make_tag(term)

    def tag(self, term: Term) -> int:
        return self._tags[term.name.casefold()]

    def _make_tag(self, term: Term) -> int:
        name = term.name[:LONGEST_TAG]
        found = Tag.objects.filter(name__iexact=name).first()
        if found is not None:
            return int(found.pk)
        slug = (slugify(term.slug, allow_unicode=True) or slugify(name, allow_unicode=True) or "tag")[
            : LONGEST_TAG - 5
        ]
        taken = set(Tag.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
        self._report.bring("tags", "new")
        return int(Tag.objects.create(name=name, slug=_free(slug, taken)).pk)

    # Sections

    def section(self, category: Category | None) -> Section:
        """The section of a category; None stands for the section of what has no category."""
        if category is None:
            with translation.override(self._home.locale.language_code):
                category = Category("news", _("News"))
        if category.slug not in self._sections:
            self._sections[category.slug] = self._section(category)
        return self._sections[category.slug]

    def _section(self, category: Category) -> Section:
        external_id = f"category:{category.slug}@{self._home.locale.language_code}"
        known = Brought.objects.filter(source=self._source, external_id=external_id).first()
        section = Section.objects.filter(pk=known.object_id).first() if known is not None else None
        if section is None:
            section = self._same_section(category) or self._make_section(category)
            Brought.objects.update_or_create(
                source=self._source,
                external_id=external_id,
                defaults={"kind": "section", "object_id": section.pk},
            )
        return section

    def _same_section(self, category: Category) -> Section | None:
        slug = slugify(category.slug, allow_unicode=True)
        return Section.objects.child_of(self._home).filter(slug=slug).first()

    def _make_section(self, category: Category) -> Section:
        title = category.name[:255]
        slug = slugify(category.slug, allow_unicode=True) or slugify(title, allow_unicode=True) or "section"
        free = self.free_slug(slug)
        if free != slug:
            self._report.note(
                "other address", "its address was taken: a number was added", f"section “{title}”"
            )
        section = Section(title=title, slug=free, intro=category.description, locale=self._home.locale)
        self._home.refresh_from_db()
        self._home.add_child(instance=section)
        section.save_revision().publish()
        self._report.bring("sections", "new")
        return section

    def free_slug(self, slug: str) -> str:
        """A slug that no page below the home front has and that the site itself does not use."""
        slug = shortened(slug, room=NUMBER_BYTES)
        children = Page.objects.child_of(self._home)
        taken = set(children.filter(slug__startswith=slug).values_list("slug", flat=True))
        try:
            refuse_reserved(slug)
        except ValidationError:
            taken.add(slug)
        return _free(slug, taken)


def _free(slug: str, taken: set[str]) -> str:
    free, number = slug, 1
    while free in taken:
        number += 1
        free = f"{slug}-{number}"
    return free
