"""The feeds of every list: of a language, a section, a person, a tag; each in three formats. All are bounded."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings

from coffeepress.articles.keys import LIST, SECTION
from coffeepress.articles.listing import all_list
from coffeepress.articles.lists import Owner, owners, read_owner
from coffeepress.articles.models import Listed, Section
from coffeepress.articles.pressed.base import (
    PublishedKind,
    list_and_month,
    primary_keys,
    published_languages,
    spoken,
)
from coffeepress.articles.showing.fronts import newest
from coffeepress.articles.showing.outlet import OutletShelf, absolute
from coffeepress.edition.keys import Key, reads
from coffeepress.edition.page import Page
from coffeepress.syndication.pressed.entries import EntryShelf
from coffeepress.syndication.pressed.formats import FORMATS, FeedOf

ENTRIES = 30
"""How many articles a language's feed holds."""

ENTRIES_OF_ONE = 10
"""How many that of a section, a person or a tag holds."""


@dataclass
class FeedOnShelf:
    """A list's feed in one format."""

    owner: Owner
    name: str
    ids: list[int]
    entries: EntryShelf
    outlets: OutletShelf


class FeedKind(PublishedKind[FeedOnShelf]):
    """A feed. Its ident is the list's name, a slash, and the feed's name: `section:3/atom.xml`."""

    name = "feed"

    def all_idents(self) -> Iterator[str]:
        for language in published_languages():
            yield from _idents(all_list(language))
        for pk in primary_keys(Section.objects.live()):
            yield from _idents(f"section:{pk}")
        rows = Listed.objects.exclude(list__startswith="all:").exclude(list__startswith="section:")
        for name in rows.order_by("list").values_list("list", flat=True).distinct().iterator(chunk_size=500):
            yield from _idents(name)

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        if name == SECTION.name:
            return _idents(f"section:{rest}")
        listed = list_and_month(key)
        if listed:
            return _idents(listed[0]) if ":" in listed[0] and listed[1] is None else []
        return super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, FeedOnShelf]:
        outlets = OutletShelf()
        parted = [ident.rpartition("/") for ident in idents]
        found = {
            name: owner
            for name, owner in owners(name for name, _sep, _file in parted).items()
            if outlets.has(owner.language)
        }
        ids = {name: newest(name, most=_most(name)) for name in found}
        entries = EntryShelf(pk for numbers in ids.values() for pk in numbers)
        return {
            f"{name}/{file}": FeedOnShelf(found[name], file, ids[name], entries, outlets)
            for name, _sep, file in parted
            # A person or a tag without articles has no front, and no feed.
            if name in found and file in FORMATS and (ids[name] or name.startswith(("all:", "section:")))
        }

    def render(self, thing: FeedOnShelf) -> Page:
        owner = thing.owner
        reads(LIST(owner.name))
        read_owner(owner)
        outlet = thing.outlets.outlet(owner.language)
        path = f"{owner.front}{thing.name}"
        with spoken(owner.language):
            feed = FeedOf(
                id=uuid5(NAMESPACE_URL, f"{settings.COFFEEPRESS.base_url}/feed/{owner.name}").urn,
                url=absolute(path),
                home=absolute(owner.front),
                title=f"{owner.title} · {outlet.name}" if owner.title else outlet.name,
                description=outlet.tagline or outlet.name,
                language=owner.language,
                outlet=outlet.name,
                hub=settings.COFFEEPRESS.websub_hub,
                entries=tuple(thing.entries.entries(thing.ids)),
            )
        return Page(path, FORMATS[thing.name](feed))


def _idents(name: str) -> list[str]:
    return [f"{name}/{file}" for file in FORMATS]


def _most(name: str) -> int:
    return ENTRIES if name.startswith("all:") else ENTRIES_OF_ONE
