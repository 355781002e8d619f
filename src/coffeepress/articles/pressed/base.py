"""What all kinds of pages made of articles share: the language and time zone they are rendered in."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone, translation

from coffeepress.articles.keys import LIST, MONTHS, SITE
from coffeepress.articles.masthead import few
from coffeepress.articles.models import Home
from coffeepress.articles.showing.facts import page_facts
from coffeepress.articles.showing.outlet import Outlet, OutletShelf
from coffeepress.edition.keys import Key, KeyName
from coffeepress.edition.kinds import Kind
from coffeepress.edition.memory import remembered

T = TypeVar("T")

FETCHED_IDENTS = 2000
MONTH = re.compile(r"(.+):(\d{4}-\d{2})")


class PublishedKind(Kind[T]):
    """A kind whose pages all show what `site:…` names; they come and go with their language's home front.

    Attributes:
        born_of: the keys whose rest is the ident of a page that may have come into being.
    """

    born_of: ClassVar[tuple[KeyName, ...]] = ()

    def born(self, key: Key) -> Iterable[str]:
        name, _, rest = key.partition(":")
        if name == SITE.name:
            return self.all_idents()
        return [rest] if name in {each.name for each in self.born_of} else []


class LanguageKind(PublishedKind[Outlet]):
    """A kind with a page for each language. Its ident is the language's code."""

    def all_idents(self) -> Iterator[str]:
        return iter(published_languages())

    def load(self, idents: Sequence[str]) -> Mapping[str, Outlet]:
        shelf = OutletShelf()
        return {code: shelf.outlet(code) for code in idents if shelf.has(code)}


@contextmanager
def spoken(language: str) -> Iterator[None]:
    """Texts in the page's language and times in the outlet's zone, whoever's request the press runs in."""
    with translation.override(language), timezone.override(settings.COFFEEPRESS.time_zone):
        yield


def rendered(template: str, language: str, context: dict[str, Any]) -> bytes:
    """A template in the page's language, as bytes; in its head, what the page says of itself to programs."""
    with spoken(language):
        if "facts" not in context and context["meta"].canonical:
            context = {**context, "facts": page_facts(context["outlet"], context["meta"])}
        return render_to_string(template, context).encode()


def primary_keys(queryset: "QuerySet[Any]") -> Iterator[str]:
    """All primary keys, a bounded number at a time, with no cursor held open between."""
    last = 0
    while chunk := list(
        queryset.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True)[:FETCHED_IDENTS]
    ):
        yield from map(str, chunk)
        last = chunk[-1]


def published_languages() -> list[str]:
    """The languages that have a published home front, in the tree's order."""
    homes = remembered("published-homes", lambda: few(Home))
    return [home.locale.language_code for home in homes]


def list_and_month(key: Key) -> tuple[str, str | None] | None:
    """A list's name and month from `list:…`, None for other keys."""
    name, _, rest = key.partition(":")
    if name != LIST.name:
        return None
    match = MONTH.fullmatch(rest)
    return (match[1], match[2]) if match else (rest, None)


def list_of_months(key: Key) -> str | None:
    """A list's name from `months:…`, None for other keys."""
    name, _, rest = key.partition(":")
    return rest if name == MONTHS.name else None
