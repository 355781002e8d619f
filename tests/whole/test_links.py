"""Every address in the edition leads somewhere, and the pages agree on where they are."""

import re
from collections import Counter
from urllib.parse import unquote, urldefrag, urlsplit

from tests.whole.readers import Edition, ReaderPage

FORMS = {
    *("/corrections/report/", "/corrections/token/", "/corrections/write/"),
    *("/account/", "/support/begin/", "/search/", "/uk/search/", "/oembed/"),
    *("/topics/vote/", "/topics/propose/", "/topics/receipt/"),
    *("/letters/subscribe/", "/letters/token/"),
}
"""What Django answers to readers; all else that pages lead to is pressed."""

CSS_ADDRESS = re.compile(r"url\(([^)]*)\)")


def test_every_address_leads_to_a_file_or_a_form(edition: Edition) -> None:
    dead = set()
    for page in edition.pages:
        for address in page.addresses():
            before = urldefrag(address).url
            path = edition.path_of(before, seen_at=page.address) if before else None
            if path is not None and path not in FORMS and not edition.has(path):
                dead.add((page.name, address))
    assert sorted(dead) == []


def test_every_anchor_is_in_its_page(edition: Edition) -> None:
    dead = []
    for page in edition.pages:
        for address in page.addresses():
            before, anchor = urldefrag(address)
            path = edition.path_of(before, seen_at=page.address)
            if anchor and path is not None:
                target = edition.page(path) if before else page
                if target is None or not target.tree.xpath("//*[@id=$id]", id=unquote(anchor)):
                    dead.append((page.name, address))
    assert dead == []


def test_other_sites_are_linked_to_and_nothing_else(edition: Edition) -> None:
    """No address without a scheme of the web's, and none of a machine's own."""
    odd = [
        (page.name, address)
        for page in edition.pages
        for address in page.addresses()
        if urlsplit(address).scheme not in {"", "http", "https", "mailto"}
        or (urlsplit(address).hostname in {"localhost", "testserver"})
        or not address.strip()
    ]
    assert odd == []


def test_styles_fetch_nothing_that_is_not_there(edition: Edition) -> None:
    sheets = [name for name in edition.names if name.endswith(".css")]
    fetched = {
        (name, address)
        for name in sheets
        for address in CSS_ADDRESS.findall((edition.root / name).read_text(encoding="utf-8"))
    }
    assert [
        (name, address)
        for name, address in fetched
        if not edition.has(edition.path_of(address.strip("\"'"), seen_at=f"/{name}") or "")
    ] == []


def test_every_page_is_linked_to(edition: Edition) -> None:
    """From some other page of the edition: a reader can find it."""
    linked = {
        unquote(path)
        for page in edition.pages
        for address in page.tree.xpath("//body//a/@href")
        if (path := edition.path_of(urldefrag(address).url, seen_at=page.address))
        and unquote(path) != unquote(page.address)
    }
    alone = [
        page.name for page in edition.pages if page.status == 200 and unquote(page.address) not in linked
    ]
    assert alone == []


def test_canonical_is_the_pages_own_address(edition: Edition) -> None:
    wrong = [
        (page.name, page.canonical())
        for page in edition.pages
        if page.canonical() != (_absolute(edition, page) if page.status == 200 else None)
    ]
    assert wrong == []


def test_translations_name_each_other(edition: Edition) -> None:
    named = {page.canonical(): _alternates(page) for page in edition.pages if _alternates(page)}
    assert named, "the demo has translations"
    for address, alternates in named.items():
        assert address in alternates.values(), f"{address} does not name itself"
        for other in alternates.values():
            assert named.get(other) == alternates, f"{address} and {other} disagree"


def test_an_article_has_one_address(edition: Edition) -> None:
    headlines = Counter((page.language, page.tree.xpath("string(//h1)")) for page in edition.articles)
    assert [headline for headline, count in headlines.items() if count > 1] == []


def _absolute(edition: Edition, page: ReaderPage) -> str:
    return edition.base_url + page.address


def _alternates(page: ReaderPage) -> dict[str, str]:
    links = page.tree.xpath("//link[@rel='alternate'][@hreflang]")
    return {link.get("hreflang"): link.get("href") for link in links}
