"""Articles and free pages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coffeepress.articles.keys import ARTICLE, FREE_PAGE
from coffeepress.articles.models import Article, FreePage
from coffeepress.articles.pressed.base import PublishedKind, primary_keys, rendered, spoken
from coffeepress.articles.showing.article import LoadedArticle, article_context, load_articles
from coffeepress.articles.showing.free_page import free_page_context
from coffeepress.articles.showing.outlet import OutletShelf
from coffeepress.edition.page import Page


@dataclass
class OnShelf:
    """Something to render, with the outlets that its chunk shares."""

    thing: Any
    shelf: OutletShelf


class ArticleKind(PublishedKind[OnShelf]):
    """An article's page."""

    name = "article"
    first = True
    born_of = (ARTICLE,)

    def all_idents(self) -> Iterator[str]:
        return primary_keys(Article.objects.live())

    def load(self, idents: Sequence[str]) -> Mapping[str, OnShelf]:
        shelf = OutletShelf()
        loaded = load_articles([int(ident) for ident in idents])
        for each in loaded.values():
            # A language whose home front is withdrawn has no pages to lead to.
            each.translations = [one for one in each.translations if shelf.has(one.locale.language_code)]
        return {
            str(pk): OnShelf(each, shelf)
            for pk, each in loaded.items()
            if each.article.permalink and shelf.has(each.article.locale.language_code)
        }

    def render(self, thing: OnShelf) -> Page:
        loaded: LoadedArticle = thing.thing
        language = loaded.article.locale.language_code
        with spoken(language):
            context = article_context(loaded, thing.shelf)
        return Page(loaded.article.permalink, rendered("articles/article.html", language, context))


class FreePageKind(PublishedKind[OnShelf]):
    """A free page, such as "About us"."""

    name = "free_page"
    first = True
    born_of = (FREE_PAGE,)

    def all_idents(self) -> Iterator[str]:
        return primary_keys(FreePage.objects.live())

    def load(self, idents: Sequence[str]) -> Mapping[str, OnShelf]:
        shelf = OutletShelf()
        pages = FreePage.objects.live().filter(pk__in=idents).select_related("locale")
        return {str(page.pk): OnShelf(page, shelf) for page in pages if shelf.has(page.locale.language_code)}

    def render(self, thing: OnShelf) -> Page:
        page: FreePage = thing.thing
        language = page.locale.language_code
        with spoken(language):
            context = free_page_context(page, thing.shelf)
        return Page(page.path_for_readers, rendered("articles/free_page.html", language, context))
