"""What reading costs a reader, over the wire."""

from tests.whole.readers import Edition, ReaderPage

SHORT_WORDS = 700
HTML_BYTES = 12 * 1024
CSS_AND_JS_BYTES = 14 * 1024


def test_an_article_of_700_words_takes_12_kilobytes(edition: Edition) -> None:
    short = [page for page in edition.articles if _word_count(page) <= SHORT_WORDS]
    assert short
    heavy = {page.name: size for page in short if (size := _wire_bytes(edition, page.name)) > HTML_BYTES}
    assert heavy == {}


def test_no_page_is_heavy(edition: Edition) -> None:
    """Nor is any other: not a front with all its cards, not the longest read."""
    heavy = {
        page.name: size
        for page in edition.pages
        if (size := _wire_bytes(edition, page.name)) > 2 * HTML_BYTES
    }
    assert heavy == {}


def test_styles_and_scripts_of_an_article_take_14_kilobytes(edition: Edition) -> None:
    for page in edition.articles:
        fetched = page.tree.xpath("//link[@rel='stylesheet']/@href | //script/@src")
        names = {str(each).removeprefix("/") for each in fetched}
        assert sum(_wire_bytes(edition, name) for name in names) <= CSS_AND_JS_BYTES, page.name


def test_compressed_twins_hold_the_same(edition: Edition) -> None:
    from tests.edition.folder import torn

    assert torn(edition.root) == []


def _word_count(page: ReaderPage) -> int:
    return sum(len(prose.text_content().split()) for prose in page.tree.find_class("prose"))


def _wire_bytes(edition: Edition, name: str) -> int:
    twin = edition.root / f"{name}.br"
    return (twin if twin.exists() else edition.root / name).stat().st_size
