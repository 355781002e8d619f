"""Every page says of itself what it is, to programs that read schema.org's terms."""

import json
from typing import Any

from tests.whole.readers import Edition, ReaderPage

POLICIES = ("correctionsPolicy", "ethicsPolicy", "ownershipFundingInfo", "actionableFeedbackPolicy")


def facts_of(page: ReaderPage) -> dict[str, dict[str, Any]]:
    """The things that a page tells of, by their types."""
    scripts = page.tree.xpath("//script[@type='application/ld+json']/text()")
    things = [json.loads(text) for text in scripts]
    assert all(thing["@context"] == "https://schema.org" for thing in things)
    return {thing["@type"]: thing for thing in things}


def test_every_page_that_is_indexed_tells_of_itself(edition: Edition) -> None:
    pages = [page for page in edition.pages if page.status == 200 and page.canonical()]
    without = [
        page.name for page in pages if not {"NewsArticle", "WebPage", "WebSite"} & facts_of(page).keys()
    ]
    assert without == []


def test_every_article_has_the_properties_that_search_engines_ask_for(edition: Edition) -> None:
    for page in edition.articles:
        article = facts_of(page)["NewsArticle"]
        assert article["headline"] == page.tree.xpath("string(//h1)")
        assert article["mainEntityOfPage"] == page.canonical()
        assert article["isAccessibleForFree"] is True
        assert article["datePublished"]
        assert article["inLanguage"] == page.language
        assert all(author["@type"] == "Person" and author["name"] for author in article["author"])
        publisher = article["publisher"]
        assert publisher["@type"] == "NewsMediaOrganization"
        for policy in POLICIES:
            path = edition.path_of(publisher[policy], seen_at="/")
            assert path, policy
            assert edition.has(path), policy
        if "image" in article:
            assert (article["image"]["width"], article["image"]["height"]) == (1200, 630)


def test_originals_and_corrections_are_named(edition: Edition) -> None:
    articles = [facts_of(page)["NewsArticle"] for page in edition.articles]
    named = [article.get("citation") or article.get("isBasedOn") for article in articles]
    assert any(named)
    assert all(work["name"] for work in named if work)
    assert any(article.get("correction") for article in articles)
    assert any("sameAs" in author for article in articles for author in article["author"])


def test_every_page_but_the_front_names_the_way_to_it(edition: Edition) -> None:
    for page in edition.pages:
        if page.status != 200 or not page.canonical():
            continue
        facts = facts_of(page)
        if "WebSite" in facts:
            assert facts["NewsMediaOrganization"]["@id"] == facts["WebSite"]["publisher"]["@id"]
            continue
        steps = facts["BreadcrumbList"]["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[-1]["item"] == page.canonical()
        paths = [edition.path_of(step["item"], seen_at="/") for step in steps]
        assert all(path and edition.has(path) for path in paths), paths
