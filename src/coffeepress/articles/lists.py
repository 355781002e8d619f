"""Lists by their names: whose they are, and where their fronts lie. Loaded for many at once."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from taggit.models import Tag

from coffeepress.articles.keys import SECTION, TAG
from coffeepress.articles.models import Section
from coffeepress.articles.paths import home_path, person_path, tag_path
from coffeepress.edition.keys import reads
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person


@dataclass(frozen=True)
class Owner:
    """What a list is of.

    Args:
        title: a section's title, a person's or tag's name; blank for a language's list of everything.
    """

    name: str
    language: str
    front: str
    title: str


def owners(names: Iterable[str]) -> dict[str, Owner]:
    """Whose these lists are; those of things that are not published any more are left out."""
    by_sort: dict[str, list[str]] = defaultdict(list)
    for name in set(names):
        by_sort[name.partition(":")[0]].append(name)
    found: dict[str, Owner] = {}
    for name in by_sort["all"]:
        language = name.partition(":")[2]
        found[name] = Owner(name, language, home_path(language), "")
    sections = Section.objects.live().select_related("locale").in_bulk(_numbers(by_sort["section"]))
    for section in sections.values():
        name = f"section:{section.pk}"
        found[name] = Owner(name, section.locale.language_code, section.path_for_readers, section.title)
    persons = Person.objects.select_related("locale").in_bulk(_numbers(by_sort["person"]))
    for person in persons.values():
        language = person.locale.language_code
        name = f"person:{person.pk}"
        found[name] = Owner(name, language, person_path(language, person.slug), person.name)
    tags = Tag.objects.in_bulk(_numbers(by_sort["tag"]))
    for name in by_sort["tag"]:
        tag = tags.get(_number(name))
        if tag:
            language = name.split(":")[2]
            found[name] = Owner(name, language, tag_path(language, tag.slug), tag.name)
    return found


def read_owner(owner: Owner) -> None:
    """Note that the page being rendered depends on whose list it shows."""
    sort, _, rest = owner.name.partition(":")
    names = {"section": SECTION, "person": PERSON, "tag": TAG}
    if sort in names:
        reads(names[sort](rest.partition(":")[0]))


def _number(name: str) -> int:
    return int(name.split(":")[1])


def _numbers(names: Iterable[str]) -> list[int]:
    return [_number(name) for name in names]
