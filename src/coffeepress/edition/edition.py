"""The reader pages that belong to no other app: addresses that have moved, and the static files."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.template.loader import render_to_string

from coffeepress.edition.keys import ADDRESS, ASSETS, Key, reads
from coffeepress.edition.kinds import Kind, register
from coffeepress.edition.models import Address
from coffeepress.edition.page import Page

READERS_STATIC = "coffeepress/"
NEWSROOMS_STATIC = "coffeepress/newsroom/"


@dataclass(frozen=True)
class Direction:
    """An address that leads to another one."""

    path: str
    target: str


@register
class MovedKind(Kind[Direction]):
    """Addresses that were given to readers once and lead to where the page is now."""

    name = "moved"
    rank = 9

    def all_idents(self) -> Iterator[str]:
        former = Address.objects.filter(is_current=False, is_withdrawn=False)
        return iter(former.order_by("path").values_list("path", flat=True).iterator(chunk_size=500))

    def born(self, key: Key) -> Iterable[str]:
        name, _, path = key.partition(":")
        return [path] if name == ADDRESS.name else []

    def load(self, idents: Sequence[str]) -> Mapping[str, Direction]:
        former = list(Address.objects.filter(path__in=idents, is_current=False, is_withdrawn=False))
        pages = {(address.kind, address.ident) for address in former}
        current = {
            (address.kind, address.ident): address.path
            for address in Address.objects.filter(
                is_current=True, kind__in={kind for kind, _ in pages}, ident__in={ident for _, ident in pages}
            )
        }
        return {
            address.path: Direction(address.path, current[address.kind, address.ident])
            for address in former
            if (address.kind, address.ident) in current
        }

    def render(self, thing: Direction) -> Page:
        reads(ADDRESS(thing.path))
        return Page(thing.path, render_moved(thing.target), 301)


@dataclass(frozen=True)
class Asset:
    """A static file under the name with its digest."""

    path: str
    source: Path


@register
class AssetKind(Kind[Asset]):
    """Style sheets, scripts and icons that reader pages use, under names that carry their digest."""

    name = "asset"
    first = True

    def all_idents(self) -> Iterator[str]:
        return iter(reader_static_files())

    def load(self, idents: Sequence[str]) -> Mapping[str, Asset]:
        found = {ident: finders.find(ident) for ident in idents}
        return {
            ident: Asset(staticfiles_storage.url(ident), Path(staticfiles_storage.path(_stored(ident))))
            for ident, source in found.items()
            if source
        }

    def render(self, thing: Asset) -> Page:
        reads(ASSETS())
        return Page(thing.path, thing.source.read_bytes())


def reader_static_files() -> list[str]:
    """The names of the static files that are for readers."""
    return _static_names(tuple(map(str, settings.STATICFILES_DIRS)))


@cache
def _static_names(_dirs: tuple[str, ...]) -> list[str]:
    names = {
        name
        for finder in finders.get_finders()
        for name, _storage in finder.list([])
        if name.startswith(READERS_STATIC) and not name.startswith(NEWSROOMS_STATIC)
    }
    return sorted(names)


def _stored(name: str) -> str:
    """The name with its digest, as `collectstatic` stored it."""
    return staticfiles_storage.url(name).removeprefix(settings.STATIC_URL)


def render_moved(target: str, *, temporary: bool = False) -> bytes:
    """The page at an address that leads elsewhere: the server answers 301; alone it still leads there."""
    return render_to_string("design/moved.html", {"target": target, "temporary": temporary}).encode()
