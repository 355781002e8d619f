"""oEmbed answers for our own published articles and nothing else; sharing is plain links."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from django.test import Client
from lxml import etree, html

from coffeepress.articles.models import Article
from coffeepress.edition.full import press_all
from coffeepress.syndication.sharing import NETWORKS
from tests.edition.folder import files
from tests.edition.newsroom import Newsroom, new_picture, on, publish, unpublish

ADDRESS = "http://testserver/2026/01/bridge/"
client = Client()


@pytest.fixture
def bridge(newsroom: Newsroom) -> Article:
    return newsroom.article(
        newsroom.section("world"),
        "bridge",
        at=on(2026, 1),
        title='A & <b> "bridge"',
        standfirst="Short",
        authors=[newsroom.person("Ada Novak")],
        lead_picture=new_picture(),
    )


def ask(url: str = ADDRESS, **values: str) -> Any:
    return client.get("/oembed/", {"url": url, **values})


def test_an_article_is_embedded_as_plain_html_with_its_picture(bridge: Article) -> None:
    press_all(processes=1)
    answer = ask()
    facts = answer.json()
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert (facts["version"], facts["type"], facts["width"]) == ("1.0", "rich", 600)
    assert (facts["title"], facts["author_name"]) == ('A & <b> "bridge"', "Ada Novak")
    tree = html.fragment_fromstring(facts["html"])
    assert (tree.tag, tree.xpath("string(.//a)"), tree.xpath(".//a/@href")) == (
        "blockquote",
        'A & <b> "bridge"',
        [ADDRESS],
    )
    assert urlsplit(facts["thumbnail_url"]).path.lstrip("/") in files()


def test_its_page_leads_to_it(bridge: Article) -> None:
    press_all(processes=1)
    page = etree.HTML(files()["2026/01/bridge/index.html"])
    (address,) = page.xpath("//link[@type='application/json+oembed']/@href")
    assert client.get(address).json()["url"] == ADDRESS


def test_xml_is_offered_and_no_other_format(bridge: Article) -> None:
    root = etree.fromstring(ask(format="xml").content)
    assert (root.tag, root.findtext("type"), root.findtext("title")) == ("oembed", "rich", 'A & <b> "bridge"')
    assert ask(format="yaml").status_code == 501


def test_an_address_that_has_moved_is_followed(bridge: Article) -> None:
    publish(bridge, slug="ferry")
    assert ask().json()["url"] == "http://testserver/2026/01/ferry/"


@pytest.mark.parametrize(
    ("asked", "width"), [("50", 200), ("300", 300), ("9999", 600), ("-1", 600), ("x", 600)]
)
def test_the_width_that_is_asked_for_is_kept_within_bounds(bridge: Article, asked: str, width: int) -> None:
    assert ask(maxwidth=asked).json()["width"] == width


@pytest.mark.parametrize(
    "url",
    [
        "",
        "not an address",
        "/2026/01/bridge/",
        "http://else.example/2026/01/bridge/",
        "http://testserver@else.example/2026/01/bridge/",
        "http://user@testserver/2026/01/bridge/",
        "http://testserver:81/2026/01/bridge/",
        "http://testserver:99999/2026/01/bridge/",
        "javascript://testserver/2026/01/bridge/",
        "file:///etc/passwd",
        "http://[::1",
        "http://169.254.169.254/latest/",
        "http://testserver/2026/01/bridge/../../newsroom/",
        "http://testserver/2026/01/bridge/\x00",
        "http://testserver/%ff%fe/",
        "http://testserver/world/",
        f"http://testserver/{'a' * 5000}/",
    ],
)
def test_hostile_and_other_addresses_are_refused(bridge: Article, url: str) -> None:
    assert ask(url).status_code == 404


def test_what_is_not_published_is_not_there(bridge: Article, newsroom: Newsroom) -> None:
    unpublish(bridge)
    assert ask().status_code == 404


def test_every_network_gets_address_and_headline_as_plain_link(bridge: Article, change_site: Any) -> None:
    change_site(sharing=sorted(NETWORKS))
    press_all(processes=1)
    tree = etree.HTML(files()["2026/01/bridge/index.html"])
    links = tree.xpath("//section[@class='sharing']//a/@href")
    assert len(links) == len(NETWORKS) + 1
    assert all(quote(ADDRESS, safe="") in link for link in links)
    mail = parse_qs(urlsplit(links[0]).query)
    assert (mail["subject"], mail["body"]) == (['A & <b> "bridge"'], [f'A & <b> "bridge"\n\n{ADDRESS}'])
    assert len(tree.xpath("//section[@class='sharing']//li[@hidden]")) == 2


def test_nothing_of_a_network_is_loaded(bridge: Article) -> None:
    press_all(processes=1)
    tree = etree.HTML(files()["2026/01/bridge/index.html"])
    loaded = [*tree.xpath("//script/@src"), *tree.xpath("//img/@src"), *tree.xpath("//iframe/@src")]
    assert all(address.startswith("/") for address in loaded)
