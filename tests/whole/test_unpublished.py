"""Unpublished means gone: what is a draft, waits for its day or was withdrawn is nowhere in the edition."""

import re
import sqlite3
from collections.abc import Iterator
from html import unescape

import pytest

from coffeepress.demo.reading import read_demo
from coffeepress.demo.values import ArticleContent, Block, GalleryBlock, PictureBlock, TextBlock
from tests.whole.readers import Edition

SENTENCE_CHARACTERS = 40


@pytest.fixture(scope="module")
def unpublished() -> list[ArticleContent]:
    """The demo's articles that nobody may read."""
    found = [article for article in read_demo().articles if article.state != "published"]
    assert {article.state for article in found} == {"draft", "scheduled", "unpublished"}
    return found


@pytest.fixture(scope="module")
def texts(edition: Edition) -> dict[str, str]:
    """All that is text in the edition, without its tags."""
    kinds = (".html", ".xml", ".txt", ".json")
    return {
        name: _plain((edition.root / name).read_text(encoding="utf-8"))
        for name in edition.names
        if name.endswith(kinds)
    }


def test_no_word_of_it_is_in_any_file(unpublished: list[ArticleContent], texts: dict[str, str]) -> None:
    told = [
        (name, words)
        for article in unpublished
        for words in _words_of(article)
        for name, text in texts.items()
        if words in text
    ]
    assert told == []


def test_the_words_that_are_looked_for_are_found_where_they_are_published(texts: dict[str, str]) -> None:
    """Or else the test above would find nothing whatever stood there."""
    for article in read_demo().articles:
        if article.state == "published":
            words = list(_words_of(article))
            assert len(words) > 2
            assert any(all(each in text for each in words) for text in texts.values()), article.headline


def test_no_address_of_it_is_in_any_file(
    unpublished: list[ArticleContent], edition: Edition, texts: dict[str, str]
) -> None:
    told = []
    for article in unpublished:
        for name in texts:
            written = (edition.root / name).read_text(encoding="utf-8")
            if re.search(rf"/{re.escape(article.slug)}(?![\w-])", written):
                told.append((article.slug, name))
    assert told == []


def test_its_address_is_gone_if_it_ever_was_public(
    unpublished: list[ArticleContent], edition: Edition
) -> None:
    for article in unpublished:
        at = [name for name in edition.names if f"/{article.slug}/" in f"/{name}"]
        assert [name.rpartition("/")[2] for name in at] == (
            ["gone.html"] if article.state == "unpublished" else []
        )


def test_its_pictures_are_in_no_folder(unpublished: list[ArticleContent], edition: Edition) -> None:
    used = {
        key for article in read_demo().articles if article.state == "published" for key in _pictures(article)
    }
    used |= {person.portrait for person in read_demo().persons}
    hidden = {key for article in unpublished for key in _pictures(article)} - used
    ids = {str(picture_id) for picture_id, key in _stored_pictures(edition) if key in hidden}
    assert len(ids) == len(hidden)
    assert [
        name for name in edition.names if name.startswith("pictures/") and name.split("/")[1] in ids
    ] == []


def _words_of(article: ArticleContent) -> Iterator[str]:
    """The headline, the standfirst, and the sentences of the body that are long enough to be nobody else's."""
    yield _plain(article.headline)
    if article.standfirst:
        yield _plain(article.standfirst)
    for block in article.blocks:
        if isinstance(block, TextBlock):
            for paragraph in re.findall(r"<p>(.*?)</p>", block.html, re.DOTALL):
                sentence = _plain(paragraph).partition(". ")[0]
                if len(sentence) >= SENTENCE_CHARACTERS:
                    yield sentence


def _plain(text: str) -> str:
    return " ".join(unescape(re.sub(r"</?(?:a|i|b|em|strong|sup|sub)\b[^>]*>|<!--.*?-->", "", text)).split())


def _pictures(article: ArticleContent) -> set[str]:
    return {article.lead_picture, article.social_picture, *_in_blocks(article.blocks)} - {""}


def _in_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, GalleryBlock):
            yield from (picture.picture for picture in block.pictures)
        elif isinstance(block, PictureBlock) or hasattr(block, "picture"):
            yield block.picture


def _stored_pictures(edition: Edition) -> list[tuple[int, str]]:
    with sqlite3.connect(f"file:{edition.site / 'site.sqlite3'}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT id, file FROM articles_picture").fetchall()
    return [(pk, file.rpartition("/")[2].removesuffix(".jpg")) for pk, file in rows]
