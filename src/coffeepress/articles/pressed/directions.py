"""Pages for those who ask for what is not there: not found, withdrawn, and redirects that an editor wrote."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from wagtail.contrib.redirects.models import Redirect

from coffeepress.articles.keys import ARTICLE, FREE_PAGE, HOME, REDIRECT, SECTION, SITE
from coffeepress.articles.models import Article, FreePage, Home, Section
from coffeepress.articles.paths import home_path
from coffeepress.articles.pressed.base import (
    LanguageKind,
    PublishedKind,
    primary_keys,
    published_languages,
    rendered,
)
from coffeepress.articles.showing.outlet import Meta, Outlet, OutletShelf
from coffeepress.edition import addresses
from coffeepress.edition.edition import render_moved
from coffeepress.edition.keys import ADDRESS, Key, reads
from coffeepress.edition.models import Address
from coffeepress.edition.page import Page, PathRefused, place


class NotFoundKind(LanguageKind):
    """The page for an address that leads nowhere, in a language."""

    name = "not_found"

    def render(self, thing: Outlet) -> Page:
        reads(SITE(thing.language))
        context = {"outlet": thing, "meta": Meta(title="", canonical="")}
        return Page(f"{thing.home_url}404.html", rendered("articles/error_404.html", thing.language, context))


@dataclass
class Withdrawn:
    """An address whose page was withdrawn."""

    path: str
    outlet: Outlet


class GoneKind(PublishedKind[Withdrawn]):
    """The page at an address whose article was withdrawn. Its ident is the path."""

    name = "gone"
    rank = 9
    born_of = (ADDRESS,)

    def all_idents(self) -> Iterator[str]:
        withdrawn = Address.objects.filter(is_withdrawn=True).order_by("path")
        return iter(withdrawn.values_list("path", flat=True).iterator(chunk_size=500))

    def load(self, idents: Sequence[str]) -> Mapping[str, Withdrawn]:
        shelf = OutletShelf()
        paths = Address.objects.filter(path__in=idents, is_withdrawn=True).values_list("path", flat=True)
        languages = published_languages()
        return {
            path: Withdrawn(path, shelf.outlet(_language_of(path, languages))) for path in paths if languages
        }

    def render(self, thing: Withdrawn) -> Page:
        reads(ADDRESS(thing.path), SITE(thing.outlet.language))
        context = {"outlet": thing.outlet, "meta": Meta(title="", canonical="")}
        return Page(thing.path, rendered("articles/error_410.html", thing.outlet.language, context), 410)


#: The keys of the pages that a redirect may lead to.
REDIRECTED_TO = (ARTICLE, SECTION, FREE_PAGE, HOME)


class RedirectKind(PublishedKind[Redirect]):
    """A redirect that an editor wrote."""

    name = "redirect"
    rank = 5
    born_of = (REDIRECT,)

    def all_idents(self) -> Iterator[str]:
        return primary_keys(Redirect.objects.all())

    def born(self, key: Key) -> Iterable[str]:
        name, _sep, rest = key.partition(":")
        if name in {each.name for each in REDIRECTED_TO}:
            return map(str, Redirect.objects.filter(redirect_page_id=rest).values_list("pk", flat=True))
        return super().born(key)

    def load(self, idents: Sequence[str]) -> Mapping[str, Redirect]:
        found = Redirect.objects.filter(pk__in=idents)
        return {str(each.pk): each for each in found if _path_of(each) and _leads_elsewhere(each)}

    def render(self, thing: Redirect) -> Page:
        reads(REDIRECT(thing.pk))
        if thing.redirect_page_id:
            reads(*(name(thing.redirect_page_id) for name in REDIRECTED_TO))
        elif thing.redirect_link.startswith("/"):
            reads(ADDRESS(_as_folder(thing.redirect_link)))
        body = render_moved(_target_of(thing), temporary=not thing.is_permanent)
        return Page(_path_of(thing), body, 301 if thing.is_permanent else 302)


def _language_of(path: str, languages: list[str]) -> str:
    first = path.split("/")[1]
    prefixed = {code for code in languages if home_path(code) != "/"}
    return first if first in prefixed else languages[0]


def _path_of(redirect: Redirect) -> str:
    """The path that is redirected, blank where it cannot be a page's (one with a question mark)."""
    path = _as_folder(unquote(redirect.old_path))
    try:
        place(path)
    except PathRefused:
        return ""
    return "" if "?" in path else path


def _target_of(redirect: Redirect) -> str:
    if not redirect.redirect_page_id:
        return _at_the_end(redirect.redirect_link)
    for model in (Article, Section, FreePage, Home):
        page = model.objects.live().filter(pk=redirect.redirect_page_id).first()
        if page is not None:
            return page.path_for_readers
    return ""


def _leads_elsewhere(redirect: Redirect) -> bool:
    target = _target_of(redirect)
    return bool(target) and _as_folder(target) != _path_of(redirect)


def _at_the_end(link: str) -> str:
    """A link to a page of ours that has moved leads to where it is now, in one step."""
    if not link.startswith("/"):
        return link
    path = _as_folder(link)
    target = addresses.leads_to(path)
    return link if target == path else target


def _as_folder(path: str) -> str:
    return path.rstrip("/") + "/"
