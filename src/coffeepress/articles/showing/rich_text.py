"""Rich text as readers get it: links to our own pages lead to where those pages are now."""

import re

from django.utils.html import escape
from wagtail import hooks
from wagtail.models import Page
from wagtail.rich_text import LinkHandler, expand_db_html
from wagtail.rich_text.feature_registry import FeatureRegistry

from coffeepress.articles.keys import ARTICLE, FREE_PAGE, SECTION
from coffeepress.articles.models import Article, FreePage, Section
from coffeepress.edition.keys import KeyName, reads

EMPTY_PARAGRAPH = re.compile(r"<p[^>]*>\s*</p>")
BLOCK_KEY = re.compile(r' data-block-key="[^"]*"')

_KEYS: dict[type, KeyName] = {Article: ARTICLE, Section: SECTION, FreePage: FREE_PAGE}


class PublishedPageLink(LinkHandler):
    """A link to one of our pages: its words alone where that page is not published."""

    identifier = "page"

    @staticmethod
    def get_model() -> type[Page]:
        return Page

    @classmethod
    def expand_db_attributes(cls, attrs: dict[str, str]) -> str:
        return cls.expand_db_attributes_many([attrs])[0]

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        ids = {int(attrs["id"]) for attrs in attrs_list if attrs.get("id", "").isdigit()}
        pages = {page.pk: page for page in Page.objects.filter(pk__in=ids).specific(defer=False)}
        return [cls._tag(attrs, pages) for attrs in attrs_list]

    @classmethod
    def _tag(cls, attrs: dict[str, str], pages: dict[int, Page]) -> str:
        page = pages.get(int(attrs["id"])) if attrs.get("id", "").isdigit() else None
        if attrs.get("id", "").isdigit():
            _read_any(int(attrs["id"]), page)
        if page is None or not page.live or not page.url:
            return "<a>"
        return f'<a href="{escape(page.url)}">'


@hooks.register(
    "register_rich_text_features", order=100
)  # after Wagtail's own, which links to drafts as well
def register_links(features: FeatureRegistry) -> None:
    features.register_link_type(PublishedPageLink)


def rich_html(source: str) -> str:
    """Stored rich text as HTML for readers."""
    html = expand_db_html(BLOCK_KEY.sub("", source))
    return EMPTY_PARAGRAPH.sub("", html)


def _read_any(page_id: int, page: Page | None) -> None:
    """Whatever becomes of the page that is linked to, this one is pressed again."""
    names = [_KEYS[type(page)]] if page is not None and type(page) in _KEYS else list(_KEYS.values())
    reads(*(name(page_id) for name in names))
