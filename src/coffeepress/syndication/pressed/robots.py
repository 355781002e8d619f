"""robots.txt: what programs are asked not to look at, and where the sitemaps are."""

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings

from coffeepress.articles.pressed.base import PublishedKind
from coffeepress.articles.showing.outlet import absolute
from coffeepress.edition.page import Page
from coffeepress.syndication.pressed.news import NEWS_PATH


class RobotsKind(PublishedKind[bool]):
    """robots.txt: everything may be read; the newsroom need not be looked at."""

    name = "robots"

    def all_idents(self) -> Iterator[str]:
        return iter(["robots"])

    def load(self, idents: Sequence[str]) -> Mapping[str, bool]:
        return {"robots": True}

    def render(self, thing: bool) -> Page:
        newsroom = settings.COFFEEPRESS.newsroom_path
        sitemaps = "".join(f"Sitemap: {absolute(path)}\n" for path in ("/sitemap.xml", NEWS_PATH))
        body = f"User-agent: *\nDisallow: /{newsroom}/\n\n{sitemaps}"
        return Page("/robots.txt", body.encode())
