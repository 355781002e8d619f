"""Home, section, person and tag fronts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from urllib.parse import urlsplit

from django.utils.safestring import mark_safe

from coffeepress.articles.keys import HOME, SECTION, TAG
from coffeepress.articles.listing import all_list
from coffeepress.articles.lists import Owner, owners, read_owner
from coffeepress.articles.models import Home, Listed, Section
from coffeepress.articles.pressed.base import PublishedKind, list_and_month, primary_keys, rendered, spoken
from coffeepress.articles.showing.facts import outlet_facts, person_facts
from coffeepress.articles.showing.fronts import front_context, home_context
from coffeepress.articles.showing.outlet import (
    Meta,
    Outlet,
    OutletShelf,
    absolute,
    feeds_of,
    with_translations,
)
from coffeepress.articles.showing.pictures import load_pictures, shown_picture
from coffeepress.articles.showing.rich_text import rich_html
from coffeepress.articles.slots import filled_home
from coffeepress.design.sizes import PORTRAIT
from coffeepress.edition.keys import Key, reads
from coffeepress.edition.page import Page
from coffeepress.people.keys import PERSON
from coffeepress.people.models import Person


@dataclass
class HomeOnShelf:
    """A home front with its language's outlet."""

    home: Home
    shelf: OutletShelf


class HomeKind(PublishedKind[HomeOnShelf]):
    """A language's home front."""

    name = "home"
    prompt = True
    born_of = (HOME,)

    def all_idents(self) -> Iterator[str]:
        return primary_keys(Home.objects.live())

    def load(self, idents: Sequence[str]) -> Mapping[str, HomeOnShelf]:
        shelf = OutletShelf()
        homes = Home.objects.live().filter(pk__in=idents).select_related("locale")
        return {str(home.pk): HomeOnShelf(home, shelf) for home in homes}

    def render(self, thing: HomeOnShelf) -> Page:
        home = thing.home
        language = home.locale.language_code
        reads(HOME(home.pk))
        with spoken(language):
            outlet = thing.shelf.outlet(language)
            meta = Meta(
                title=home.title,
                description=home.search_description or home.tagline,
                canonical=absolute(outlet.home_url),
                feeds=feeds_of(outlet.home_url, outlet.name),
            )
            homes = {each.code: each.url for each in outlet.languages}
            top = [block["value"] for block in home.top.raw_data if block["value"]]
            context = home_context(top, all_list(language), outlet.home_url)
            slots = filled_home(language)
        meta = replace(with_translations(meta, homes), subject=outlet_facts(outlet))
        context |= {"outlet": outlet, "meta": meta, "slots": slots}
        return Page(outlet.home_url, rendered("articles/home.html", language, context))


@dataclass
class OwnerOnShelf:
    """A list's owner, with what its front shows of it."""

    owner: Owner
    shelf: OutletShelf
    thing: Any


class FrontKind(PublishedKind[OwnerOnShelf]):
    """The front of a list: the newest in it, and a link to the rest. Its ident is the list's name.

    Attributes:
        sort: the first part of its lists' names.
        is_shown_empty: whether there is a front before anything is in the list.
    """

    sort: ClassVar[str]
    template: ClassVar[str]
    is_shown_empty: ClassVar[bool] = False

    def all_idents(self) -> Iterator[str]:
        names = Listed.objects.filter(list__startswith=f"{self.sort}:").order_by("list")
        return iter(names.values_list("list", flat=True).distinct().iterator(chunk_size=500))

    def born(self, key: Key) -> Iterable[str]:
        listed = list_and_month(key)
        if listed:
            return [listed[0]] if listed[0].startswith(f"{self.sort}:") else []
        return super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, OwnerOnShelf]:
        shelf = OutletShelf()
        found = owners(idents)
        if not self.is_shown_empty:
            full = set(Listed.objects.filter(list__in=found).values_list("list", flat=True).distinct())
            found = {name: owner for name, owner in found.items() if name in full}
        things = self.things(found)
        return {
            name: OwnerOnShelf(owner, shelf, things.get(name))
            for name, owner in found.items()
            if shelf.has(owner.language)
        }

    def things(self, found: Mapping[str, Owner]) -> dict[str, Any]:
        """What the fronts show of their owners, by the lists' names."""
        return {}

    def shown(self, thing: OwnerOnShelf) -> tuple[dict[str, Any], str]:
        """What the template is told of the owner, and the page's description."""
        raise NotImplementedError

    def render(self, thing: OwnerOnShelf) -> Page:
        owner = thing.owner
        read_owner(owner)
        with spoken(owner.language):
            context, description = self.shown(thing)
            context |= front_context(owner.name, owner.front)
            outlet: Outlet = thing.shelf.outlet(owner.language)
        meta = Meta(
            title=owner.title,
            description=description,
            canonical=absolute(owner.front),
            current_nav_url=owner.front,
            feeds=feeds_of(owner.front, owner.title),
            subject=context.pop("subject", None),
        )
        context |= {"outlet": outlet, "meta": meta, "feed_url": meta.feeds[0].url}
        return Page(owner.front, rendered(self.template, owner.language, context))


class SectionKind(FrontKind):
    """A section's front."""

    name = "section"
    sort = "section"
    template = "articles/section.html"
    is_shown_empty = True

    def all_idents(self) -> Iterator[str]:
        return (f"section:{pk}" for pk in primary_keys(Section.objects.live()))

    def born(self, key: Key) -> Iterable[str]:
        name, _, rest = key.partition(":")
        return [f"section:{rest}"] if name == SECTION.name else super().born(key)

    def things(self, found: Mapping[str, Owner]) -> dict[str, Any]:
        ids = [int(name.partition(":")[2]) for name in found]
        return {f"section:{section.pk}": section for section in Section.objects.filter(pk__in=ids)}

    def shown(self, thing: OwnerOnShelf) -> tuple[dict[str, Any], str]:
        section: Section = thing.thing
        return {"section": section}, section.search_description or section.intro


class PersonKind(FrontKind):
    """A person's page: who they are and what they did."""

    name = "person"
    sort = "person"
    template = "articles/person.html"

    def things(self, found: Mapping[str, Owner]) -> dict[str, Any]:
        ids = [int(name.partition(":")[2]) for name in found]
        persons = list(Person.objects.filter(pk__in=ids))
        portraits = load_pictures(person.portrait_id for person in persons if person.portrait_id)
        return {f"person:{person.pk}": (person, portraits.get(person.portrait_id)) for person in persons}

    def shown(self, thing: OwnerOnShelf) -> tuple[dict[str, Any], str]:
        person, portrait = thing.thing
        reads(PERSON(person.pk))
        shown = {
            "name": person.name,
            "position": person.position,
            "bio": mark_safe(rich_html(person.bio)),
            "portrait": shown_picture(portrait, sizes=PORTRAIT) if portrait else None,
            "links": [
                {"label": urlsplit(url).netloc.removeprefix("www."), "url": url} for url in person.links
            ],
            "email": person.email,
        }
        return {"person": shown, "subject": person_facts(person, thing.owner.front)}, person.position


class TagKind(FrontKind):
    """A tag's front in one language."""

    name = "tag"
    sort = "tag"
    template = "articles/tag.html"
    born_of = ()

    def shown(self, thing: OwnerOnShelf) -> tuple[dict[str, Any], str]:
        reads(TAG(thing.owner.name.split(":")[1]))
        return {"tag": {"name": thing.owner.title}}, ""
