"""Pictures hold their place, come in the order in which they are seen, and are explained once."""

import re
from collections import Counter

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
    wrong = []
    for page in edition.pages:
        for image in page.tree.iter("img"):
            is_lead = bool(image.xpath("ancestor::figure[contains(@class, 'lead')]"))
            found = (image.get("fetchpriority"), image.get("loading"))
            if found != (("high", None) if is_lead else (None, "lazy")):
                wrong.append((page.name, image.get("src"), found))
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
    """Once for each place in which the content puts the picture, whatever the words come from."""
    wrong = []
    for article in demo.articles:
        page = _page_of(edition, article)
        if page is None:
            continue
        counted = Counter(_words(caption) for caption in page.tree.xpath("//figure//figcaption"))
        for picture in _pictures(article):
            own = next(each for each in demo.pictures if each.key == picture.picture)
            caption, credit = picture.caption or own.caption, picture.credit or own.credit
            shown = [words for words in counted.elements() if caption in words and credit in words]
            if len(shown) != 1 or shown[0].count(credit or "?") > 1:
                wrong.append((page.name, caption, shown))
            if caption and _words(page.tree.body).count(caption) != 1:
                wrong.append((page.name, caption, "elsewhere too"))
    assert wrong == []


def test_no_caption_is_empty(edition: Edition) -> None:
    empty = [
        page.name
        for page in edition.pages
        for caption in page.tree.xpath("//figcaption | //caption | //figcaption//span | //figcaption//small")
        if not _words(caption)
    ]
    assert empty == []


def _page_of(edition: Edition, article: ArticleContent) -> ReaderPage | None:
    if article.state != "published":
        return None
    found = [
        page
        for page in edition.articles
        if page.language == article.language and _words(page.tree.find(".//h1")) == " ".join(article.headline.split())
    ]
    assert len(found) == 1, article.headline
    return found[0]


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


def _words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())
