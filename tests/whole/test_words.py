"""What stands in the pages is meant for readers: nothing of how it was written shows through."""

import re

from tests.whole.readers import Edition

LEFT_OVER = re.compile(r"\*\w[^*\n]{0,40}\w?\*|\]\(\w|\{weekday|\{\{|\{%|:::|&(?:amp|lt|quot|#\d+);|\bNone\b")


def test_no_markup_is_left_in_the_words(edition: Edition) -> None:
    found = [
        (page.name, match[0])
        for page in edition.pages
        for text in page.tree.xpath("//title/text() | //meta/@content | //body//text() | //img/@alt")
        if (match := LEFT_OVER.search(text))
    ]
    assert found == []


def test_every_page_has_one_headline_and_a_title_of_its_own(edition: Edition) -> None:
    titles: dict[tuple[str, str], str] = {}
    for page in edition.pages:
        assert (page.name, len(page.tree.xpath("//h1"))) == (page.name, 1)
        if page.status == 200:
            title = (page.language, page.tree.xpath("string(//title)"))
            assert titles.setdefault(title, page.name) == page.name, title
