"""What every page of a language shows of the outlet: its name, sections, footer, and the languages there are.

A change of it is the one thing for which all pages have to be pressed anew. So its digest is kept, and the key
`site:…` is told only when the digest really changes: putting other stories at the top of a front does not.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from django.db.models import QuerySet
from wagtail.models import Locale
from wagtail.rich_text import expand_db_html

from coffeepress.articles.keys import SITE
from coffeepress.articles.models import FreePage, Home, Masthead, Section
from coffeepress.edition.keys import recording
from coffeepress.edition.outbox import changed

Few = TypeVar("Few", Home, Section, FreePage)


@dataclass(frozen=True)
class Link:
    """A link with its words."""

    title: str
    url: str


@dataclass(frozen=True)
class Language:
    """A language that the outlet publishes in."""

    code: str
    name: str
    url: str


@dataclass(frozen=True)
class SiteFacts:
    """What every page of a language shows."""

    name: str
    tagline: str
    footer_text: str
    home_url: str
    nav: tuple[Link, ...]
    footer_links: tuple[Link, ...]
    languages: tuple[Language, ...]
    policies: tuple[Link, ...] = ()
    """The pages that tell what the outlet stands for; a link's title is the page's purpose."""


def site_facts(language: str) -> SiteFacts | None:
    """What every page of a language shows, or None where it has no published home front."""
    homes = {home.locale.language_code: home for home in few(Home)}
    home = homes.get(language)
    if home is None:
        return None
    sections = [section for section in few(Section) if section.is_child_of(home)]
    pages = [page for page in few(FreePage) if page.is_child_of(home)]
    free_pages = [page for page in pages if page.show_in_menus]
    return SiteFacts(
        name=home.title,
        tagline=home.tagline,
        footer_text=_footer(home),
        home_url=home.path_for_readers,
        nav=tuple(Link(section.title, section.path_for_readers) for section in sections),
        footer_links=tuple(Link(page.title, page.path_for_readers) for page in free_pages),
        languages=tuple(
            Language(code, home.locale.language_name_local, home.path_for_readers)
            for code, home in homes.items()
        ),
        # Of several pages with one purpose the first one counts.
        policies=tuple(
            Link(purpose, path)
            for purpose, path in {page.purpose: page.path_for_readers for page in reversed(pages)}.items()
            if purpose
        ),
    )


def few(model: type[Few]) -> list[Few]:
    """The published pages of a kind of which there are few, in the order of the tree.

    They are found from their own small table and sorted here: joined and ordered in one query, SQLite may walk all
    articles for them.
    """
    ids = list(model.objects.order_by().values_list("pk", flat=True))
    pages: QuerySet[Any] = model.objects.live().filter(pk__in=ids).select_related("locale").order_by()
    return sorted(pages, key=lambda page: page.path)


def _footer(home: Home) -> str:
    """The footer. What it links to is part of what `site:…` names, and no key of the page that happens to ask first."""
    with recording():
        return expand_db_html(home.footer_text)


def note_link_changed(page_id: int) -> None:
    """An article was published, withdrawn or moved: all pages change where a footer leads to it."""
    if Home.objects.live().filter(footer_text__contains=f'id="{page_id}"').exists():
        note_change()


def note_change() -> None:
    """Tell the languages whose pages all change now. Called when a front, section or free page was published,
    withdrawn or moved."""
    for code in Locale.objects.values_list("language_code", flat=True):
        facts = site_facts(code)
        shown = json.dumps(asdict(facts) if facts else None, ensure_ascii=False, sort_keys=True)
        digest = hashlib.sha256(shown.encode()).hexdigest()
        _kept, is_new = Masthead.objects.get_or_create(language=code, defaults={"digest": digest})
        if is_new or Masthead.objects.filter(language=code).exclude(digest=digest).update(digest=digest):
            changed(SITE(code))
