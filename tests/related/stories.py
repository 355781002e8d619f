"""Articles about a few subjects, and what readers find under them."""

from __future__ import annotations

from typing import Any

from lxml import html

from coffeepress.articles.models import Article, Section
from coffeepress.articles.pressed.articles import ArticleKind
from coffeepress.edition.keys import recording
from coffeepress.related.models import Waiting
from coffeepress.related.relate import relate_waiting
from tests.edition.newsroom import Newsroom

RIVER = (
    "The river rose over the quay and the flood gauge by the old bridge showed the highest water in years."
)
SCHOOL = "Teachers and pupils asked the ministry for a new school building with a library and a sports hall."
BREAD = "The baker on the corner sells rye bread from a stone oven, and flour from the mill of the village."
SUBJECTS = {"river": RIVER, "school": SCHOOL, "bread": BREAD}
RIVER_UK = (
    "Річка вийшла з берегів, і рівень води біля старого мосту найвищий за роки. Повінь дісталася набережної."
)
SCHOOL_UK = "Вчителі та учні просять міністерство про нову школу з бібліотекою і спортивною залою."


def story(newsroom: Newsroom, section: Section, slug: str, text: str = RIVER, **fields: Any) -> Article:
    """A published article with this text."""
    fields.setdefault("title", " ".join(text.split()[:4]))
    return newsroom.article(section, slug, body=[("text", f"<p>{text}</p>")], standfirst="", **fields)


def relate() -> None:
    """What the worker does, until nothing waits."""
    while Waiting.objects.exists():
        assert relate_waiting()


def page_of(article: Article) -> tuple[Any, set[str]]:
    """An article's page and the keys that it read."""
    kind = ArticleKind()
    loaded = kind.load([str(article.pk)])
    with recording() as read:
        page = kind.render(loaded[str(article.pk)])
    return html.document_fromstring(page.body.decode()), read.keys


def under(article: Article) -> list[str]:
    """The slugs of the articles that stand under one, in their order."""
    tree, _keys = page_of(article)
    return [url.strip("/").split("/")[-1] for url in tree.xpath("//section[h2[@id='related']]//h3/a/@href")]
