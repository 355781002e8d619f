"""What an editor sees before publishing: the very templates that readers get, filled from the draft."""

from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from coffeepress.articles.listing import all_list, section_list
from coffeepress.articles.masthead import SiteFacts
from coffeepress.articles.models import Article, FreePage, Home, Section
from coffeepress.articles.showing import fronts
from coffeepress.articles.showing.article import article_context, load_draft
from coffeepress.articles.showing.free_page import free_page_context
from coffeepress.articles.showing.outlet import Meta, NoHome, OutletShelf, outlet_of
from coffeepress.articles.slots import filled_home


def preview(page: Any) -> str:
    """A draft's page."""
    with translation.override(page.locale.language_code):
        return _PREVIEWS[type(page)](page)


class DraftShelf(OutletShelf):
    """The outlet, also before its home front is published."""

    def outlet(self, language: str, *, translations: dict[str, str] | None = None) -> Any:
        try:
            return super().outlet(language, translations=translations)
        except NoHome:
            return outlet_of(SiteFacts("", "", "", "/", (), (), ()), language, {})


def _article(article: Article) -> str:
    return render_to_string("articles/article.html", article_context(load_draft(article), DraftShelf()))


def _free_page(page: FreePage) -> str:
    return render_to_string("articles/free_page.html", free_page_context(page, DraftShelf()))


def _section(section: Section) -> str:
    language = section.locale.language_code
    context = fronts.front_context(section_list(section.pk or 0), section.path_for_readers)
    return render_to_string(
        "articles/section.html", {**_front(section.title, language), "section": section, **context}
    )


def _home(home: Home) -> str:
    language = home.locale.language_code
    top = [block.value.pk for block in home.top if block.value]
    context = fronts.home_context(top, all_list(language), home.path_for_readers)
    context["slots"] = filled_home(language)
    return render_to_string("articles/home.html", {**_front(home.title, language), **context})


def _front(title: str, language: str) -> dict[str, Any]:
    return {"outlet": DraftShelf().outlet(language), "meta": Meta(title=title, canonical="")}


_PREVIEWS = {Article: _article, FreePage: _free_page, Section: _section, Home: _home}
