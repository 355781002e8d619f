"""Pictures hold their place, come in the order in which they are seen, and are explained once."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from lxml import html

from coffeepress.demo.reading import read_demo
from coffeepress.demo.values import ArticleContent, Block, DemoContent, GalleryBlock, PictureBlock
from tests.whole.readers import Edition, ReaderPage


@pytest.fixture(scope="module")
def demo() -> DemoContent:
    """The content as it was written."""
    return read_demo()


def test_every_picture_holds_its_place_and_is_described(edition: Edition) -> None:
    wanted = {"src", "alt", "width", "height"}
    wrong = [
        (page.name, image.get("src"))
        for page in edition.pages
        for image in page.tree.iter("img")
        if not wanted <= set(image.keys()) or int(image.get("width", 0)) * int(image.get("height", 0)) == 0
    ]
    assert wrong == []


def test_the_lead_comes_first_and_the_others_wait(edition: Edition) -> None:
    """The lead, and on the home front the top story's picture, which no other comes before."""
    wrong = []
    for page in edition.pages:
        images = list(page.tree.iter("img"))
        leads = page.tree.xpath("//figure[contains(@class, 'lead')]//img | (//*[@class='top']//img)[1]")
        for image in images:
            found = (image.get("fetchpriority"), image.get("loading"))
            if found != (("high", None) if image in leads else (None, "lazy")):
                wrong.append((page.name, image.get("src"), found))
        if leads and leads != images[:1]:
            wrong.append((page.name, "first", images[0].get("src")))
    assert wrong == []


def test_sources_say_how_wide_they_are_shown(edition: Edition) -> None:
    wrong = [
        page.name
        for page in edition.pages
        for source in page.tree.xpath("//*[@srcset]")
        if not source.get("sizes") or not re.search(r" \d+w", source.get("srcset"))
    ]
    assert wrong == []


def test_every_caption_and_credit_is_shown_once(edition: Edition, demo: DemoContent) -> None:
    """Once for each place in which the content puts the picture, whoever wrote the words."""
    own = {picture.key: picture for picture in demo.pictures}
    for article in demo.articles:
        if article.state == "published":
            page = _page_of(edition, article)
            wanted = Counter(
                (each.caption or own[each.picture].caption, each.credit or own[each.picture].credit)
                for each in _pictures(article)
            )
            assert (page.name, Counter(_explained(page))) == (page.name, wanted)
            text = _words(page.tree.body)
            captions = [caption for caption, _credit in wanted.elements()]
            for caption in filter(None, captions):
                held = sum(other.count(caption) for other in captions)
                assert (page.name, caption, text.count(caption)) == (page.name, caption, held)


def test_no_caption_is_empty(edition: Edition) -> None:
    empty = [
        page.name
        for page in edition.pages
        for caption in page.tree.xpath("//figcaption | //caption | //figcaption//span | //figcaption//small")
        if not _words(caption)
    ]
    assert empty == []


def _page_of(edition: Edition, article: ArticleContent) -> ReaderPage:
    headline = " ".join(article.headline.split())
    found = [
        page
        for page in edition.articles
        if page.language == article.language and _words(page.tree.find(".//h1")) == headline
    ]
    assert len(found) == 1, headline
    return found[0]


def _explained(page: ReaderPage) -> Iterator[tuple[str, str]]:
    """The caption and the credit under each picture."""
    for figure in page.tree.xpath("//figure[contains(@class, 'picture')]"):
        explained = figure.find("figcaption")
        if explained is None:
            yield "", ""
        else:
            yield _words(explained.find("span[@data-passage]")), _words(explained.find("small/span"))


def _pictures(article: ArticleContent) -> list[PictureBlock]:
    lead = PictureBlock(article.lead_picture, article.lead_alt, article.lead_caption, article.lead_credit)
    return [each for each in (lead, *_in_blocks(article.blocks)) if each.picture]


def _in_blocks(blocks: tuple[Block, ...]) -> list[PictureBlock]:
    found: list[PictureBlock] = []
    for block in blocks:
        if isinstance(block, PictureBlock):
            found.append(block)
        elif isinstance(block, GalleryBlock):
            found.extend(block.pictures)
    return found


def _words(element: html.HtmlElement | None) -> str:
    return "" if element is None else " ".join(element.text_content().split())
