"""Where a moved page leads."""

import pytest

from coffeepress.edition.serve.moved import moved_to, path_location


def page(link: str) -> bytes:
    """A moved page with this link in its head."""
    return f"<!doctype html><html><head><title>Moved</title>{link}</head></html>".encode()


@pytest.mark.parametrize(
    ("link", "target"),
    [
        ('<link rel="canonical" href="/new/">', ("/new/", 301)),
        ("<link href='/new/' rel=canonical data-temporary>", ("/new/", 302)),
        ('<link rel="canonical" href="https://a.example/?b=1&amp;c=2">', ("https://a.example/?b=1&c=2", 301)),
        ('<link rel="canonical" href="/%D0%BD/нове/">', ("/%D0%BD/%D0%BD%D0%BE%D0%B2%D0%B5/", 301)),
        ('<link rel="alternate" href="/feed.xml"><link rel="canonical" href="/new/">', ("/new/", 301)),
    ],
)
def test_the_canonical_link_is_the_target(link: str, target: tuple[str, int]) -> None:
    assert moved_to(page(link)) == target


@pytest.mark.parametrize(
    "href",
    [
        "//evil.example.org/",
        "/\\evil.example.org",
        "\\\\evil.example.org",
        "https:///evil.example.org",
        "javascript:alert(1)",
        "data:text/html,x",
        "/a&#13;&#10;Set-Cookie: a=b",
        "relative/",
        "",
    ],
)
def test_no_other_target_is_followed(href: str) -> None:
    assert moved_to(page(f'<link rel="canonical" href="{href}">')) is None


def test_a_page_without_a_link_leads_nowhere() -> None:
    assert moved_to(page("")) is None


@pytest.mark.parametrize(
    ("path", "query", "location"),
    [
        ("/a/", "", "/a/"),
        ("/a/", "b=1&c=%20", "/a/?b=1&c=%20"),
        ("/новини/", "", "/%D0%BD%D0%BE%D0%B2%D0%B8%D0%BD%D0%B8/"),
        ("//evil.example.org/", "", "/evil.example.org/"),
        ("/a?b/", "", "/a%3Fb/"),
        ("/a\r\nb: c/", "d\r\ne", "/a%0D%0Ab:%20c/?d%0D%0Ae"),
    ],
)
def test_a_path_stays_on_the_site(path: str, query: str, location: str) -> None:
    assert path_location(path, query) == location
