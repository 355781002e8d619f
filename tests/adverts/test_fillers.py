"""The places in readers' pages: room that is there before any advert, and words that need no script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

from coffeepress.adverts.keys import ADVERT_PLACES
from coffeepress.adverts.models import AdvertPlaces
from coffeepress.articles.models import Article
from coffeepress.articles.pressed.articles import ArticleKind
from coffeepress.articles.showing.article import load_articles
from coffeepress.articles.showing.preview import preview
from coffeepress.edition.full import press_all
from coffeepress.edition.keys import recording
from coffeepress.edition.press import press
from tests.edition.folder import differences, texts
from tests.edition.newsroom import Newsroom

pytestmark = pytest.mark.django_db

LONG = [("text", "".join(f"<p>Paragraph {number}. {'Words of it. ' * 20}</p>" for number in range(8)))]


@pytest.fixture
def bridge(newsroom: Newsroom) -> Article:
    return newsroom.article(newsroom.section("city"), "bridge", body=LONG)


def page_of(article: Article) -> tuple[Any, set[str]]:
    kind = ArticleKind()
    loaded = kind.load([str(article.pk)])
    with recording() as read:
        page = kind.render(loaded[str(article.pk)])
    return html.document_fromstring(page.body.decode()), read.keys


def names(tree: Any) -> list[str]:
    return [each.get("data-advert") for each in tree.xpath("//aside[@data-advert]")]


def test_pages_have_no_place_before_an_editor_opens_one(bridge: Article) -> None:
    tree, keys = page_of(bridge)
    assert tree.xpath("//*[contains(@class, 'advert')] | //script[contains(@src, 'adverts')]") == []
    assert ADVERT_PLACES("en") in keys


def test_an_article_has_its_places_in_the_flow(places: AdvertPlaces, bridge: Article) -> None:
    tree, _keys = page_of(bridge)
    assert names(tree) == ["sidebar", "middle", "end"]
    section = str(bridge.get_parent().pk)
    assert set(tree.xpath("//aside[@data-advert]/@data-section")) == {section}
    assert set(tree.xpath("//aside[@data-advert]/@data-file")) == {"/adverts/en.json"}
    middle = tree.xpath("//aside[@data-advert='middle']")[0]
    assert [middle.getprevious().tag, middle.getnext().tag] == ["p", "p"]
    assert tree.xpath("//div[@class='prose']/*")[0].get("data-advert") == "sidebar"


def test_only_open_places_are_there(places: AdvertPlaces, bridge: Article) -> None:
    places.places = ["end"]
    places.save()
    assert names(page_of(bridge)[0]) == ["end"]


def test_a_short_article_has_no_middle(places: AdvertPlaces, newsroom: Newsroom) -> None:
    short = newsroom.article(newsroom.section("city"), body=[("text", "<p>One.</p><p>Two.</p>")])
    assert names(page_of(short)[0]) == ["sidebar", "end"]


def test_in_a_place_stand_the_outlets_words_until_an_advert_comes(
    places: AdvertPlaces, bridge: Article
) -> None:
    assert page_of(bridge)[0].xpath("string(//aside[@data-advert='end']//p)") == "Here is room for an advert."
    places.house_text, places.house_link = "<Yours?>", "/advertise/"
    places.save()
    (link,) = page_of(bridge)[0].xpath("//aside[@data-advert='end']//a")
    assert (link.text, link.get("href")) == ("<Yours?>", "/advertise/")


def test_the_home_front_has_its_place_and_the_note_last(places: AdvertPlaces, newsroom: Newsroom) -> None:
    newsroom.article(newsroom.section("city"))
    press_all(processes=1)
    tree = html.document_fromstring(texts()["index.html"])
    main = [each.get("data-advert") or each.get("class") for each in tree.xpath("//main/*")]
    assert main == ["home", "river", "more", "subscribe", "advert-note"]
    assert names(html.document_fromstring(texts()["uk/index.html"])) == []


def test_the_note_is_hidden_and_in_the_outlets_words(
    places: AdvertPlaces, bridge: Article, change_site: Any
) -> None:
    places.note_title, places.note_text, places.note_how = "Blocked?", "One\n\n<Two>", "So."
    places.save()
    change_site(support_practice=True)
    (note,) = page_of(bridge)[0].xpath("//section[@data-advert-note]")
    assert note.get("hidden") is not None
    assert [each.text_content() for each in note.xpath("h2 | p | details/p")] == [
        *("Blocked?", "One", "<Two>"),
        *("Support us instead", "So."),
    ]
    assert note.xpath(".//a/@href") == ["/support/"]
    assert note.getprevious().get("data-advert") == "end"


def test_nothing_is_offered_instead_where_nothing_can_be_paid(
    places: AdvertPlaces, bridge: Article, change_site: Any
) -> None:
    change_site(support_practice=False, bank_iban="", stripe_secret_key="")
    (note,) = page_of(bridge)[0].xpath("//section[@data-advert-note]")
    assert note.xpath(".//a") == []


def test_nobody_is_asked_where_the_outlet_does_not_want_to(places: AdvertPlaces, bridge: Article) -> None:
    places.asks_blockers = False
    places.save()
    assert page_of(bridge)[0].xpath("//*[@data-advert-note]") == []


def test_a_preview_shows_the_room_and_fetches_nothing(places: AdvertPlaces, bridge: Article) -> None:
    tree = html.document_fromstring(preview(bridge))
    assert len(tree.xpath("//aside[contains(@class, 'advert')]")) == 3
    assert tree.xpath("//*[@data-file] | //script[contains(@src, 'adverts')] | //*[@data-advert-note]") == []


def test_opening_a_place_presses_the_pages_of_its_language(
    newsroom: Newsroom, bridge: Article, tmp_path: Path
) -> None:
    press_all(processes=1)
    AdvertPlaces.objects.create(language="en", places=["end", "home"])
    written = press().written
    assert sorted(written) == ["/", bridge.permalink, "/adverts/en.json"]
    assert differences(tmp_path) == []


@pytest.mark.parametrize("number", [1, 3])
def test_places_cost_two_queries_however_many_articles_are_loaded(
    places: AdvertPlaces, newsroom: Newsroom, number: int
) -> None:
    from coffeepress.adverts.fillers import AdvertsFiller

    section = newsroom.section("city")
    ids = [newsroom.article(section).pk for _ in range(number)]
    articles = [each.article for each in load_articles(ids).values()]
    with CaptureQueriesContext(connection) as queries:
        found = AdvertsFiller().load(articles)
    assert set(found.values()) == {section.pk}
    assert len(queries) == 2
