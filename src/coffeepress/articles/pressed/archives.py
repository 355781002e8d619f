"""Archives: the months of a list, and a month of it. Months are never renumbered, so old ones rest."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coffeepress.articles.keys import SECTION
from coffeepress.articles.lists import Owner, owners, read_owner
from coffeepress.articles.masthead import Link
from coffeepress.articles.models import Listed
from coffeepress.articles.paths import archive_path, month_path
from coffeepress.articles.pressed.base import (
    PublishedKind,
    list_and_month,
    list_of_months,
    rendered,
    spoken,
)
from coffeepress.articles.showing.fronts import archive_context, month_context, months_of
from coffeepress.articles.showing.outlet import Meta, OutletShelf, absolute
from coffeepress.edition.keys import Key
from coffeepress.edition.page import Page


@dataclass
class ListOnShelf:
    """A list, or a month of it."""

    owner: Owner
    shelf: OutletShelf
    month: str = ""


def _trail(owner: Owner) -> tuple[Link, ...]:
    return (Link(owner.title, owner.front),) if owner.title else ()


class ArchiveKind(PublishedKind[ListOnShelf]):
    """The months in which a list holds articles. Its ident is the list's name."""

    name = "archive"

    def all_idents(self) -> Iterator[str]:
        yield from Listed.objects.order_by("list").values_list("list", flat=True).distinct()

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        if name == SECTION.name:
            return [f"section:{rest}"]
        months = list_of_months(key)
        return [months] if months else super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, ListOnShelf]:
        shelf = OutletShelf()
        full = set(Listed.objects.filter(list__in=idents).values_list("list", flat=True).distinct())
        return {
            name: ListOnShelf(owner, shelf)
            for name, owner in owners(full).items()
            if shelf.has(owner.language)
        }

    def render(self, thing: ListOnShelf) -> Page:
        owner = thing.owner
        read_owner(owner)
        path = archive_path(owner.front)
        with spoken(owner.language):
            heading = _("Archive: %(name)s") % {"name": owner.title} if owner.title else _("Archive")
            context = {
                "outlet": thing.shelf.outlet(owner.language),
                "meta": Meta(title=heading, canonical=absolute(path), trail=_trail(owner)),
                "heading": heading,
                **archive_context(owner.name, owner.front),
            }
        return Page(path, rendered("articles/archive.html", owner.language, context))


class MonthKind(PublishedKind[ListOnShelf]):
    """What a list holds of one month. Its ident is the list's name, a slash, and the month."""

    name = "month"

    def all_idents(self) -> Iterator[str]:
        rows = Listed.objects.order_by("list", "month").values_list("list", "month").distinct()
        return (f"{name}/{month}" for name, month in rows.iterator(chunk_size=500))

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        if name == SECTION.name:
            return [f"section:{rest}/{month}" for month in months_of(f"section:{rest}")]
        listed = list_and_month(key)
        if listed:
            return [f"{listed[0]}/{listed[1]}"] if listed[1] else []
        return super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, ListOnShelf]:
        shelf = OutletShelf()
        pairs = [ident.rsplit("/", 1) for ident in idents]
        rows = Listed.objects.filter(
            list__in={name for name, _ in pairs}, month__in={month for _, month in pairs}
        )
        full = set(rows.values_list("list", "month").distinct())
        of_name = owners(name for name, _ in pairs)
        return {
            f"{name}/{month}": ListOnShelf(of_name[name], shelf, month)
            for name, month in pairs
            if (name, month) in full and name in of_name and shelf.has(of_name[name].language)
        }

    def render(self, thing: ListOnShelf) -> Page:
        owner = thing.owner
        read_owner(owner)
        path = month_path(owner.front, thing.month)
        with spoken(owner.language):
            context = month_context(owner.name, thing.month, owner.front)
            title = f"{owner.title}: {context['heading']}" if owner.title else context["heading"]
            context |= {
                "outlet": thing.shelf.outlet(owner.language),
                "meta": Meta(
                    title=title,
                    canonical=absolute(path),
                    trail=(*_trail(owner), Link(_("Archive"), archive_path(owner.front))),
                ),
                "heading": title,
            }
        return Page(path, rendered("articles/month.html", owner.language, context))
