"""Readers find what is published now, narrow it down and turn pages; whatever they type is answered kindly."""

from __future__ import annotations

import logging
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from coffeepress.articles.models import Article, Home, Section
from coffeepress.related import shelves
from coffeepress.related.rebuild import rebuild_index
from coffeepress.related.shelf import FILLING, INDEX
from coffeepress.search import limits
from tests.edition.newsroom import Newsroom, delete, move, on, publish, unpublish
from tests.related.stories import BREAD, RIVER, SCHOOL, relate, story

client = Client()


@pytest.fixture
def city(newsroom: Newsroom) -> Section:
    return newsroom.section("city")


@pytest.fixture
def three(newsroom: Newsroom, city: Section) -> list[Article]:
    """Three articles, the newest last."""
    ada = newsroom.person("Ada Novak")
    found = [
        story(newsroom, city, "flood", RIVER, at=on(2026, 9), authors=[ada]),
        story(newsroom, city, "school", SCHOOL, at=on(2026, 10)),
        story(newsroom, newsroom.section("food"), "bread", f"{BREAD} The river is near.", at=on(2026, 11)),
    ]
    relate()
    return found


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


def ask(language: str = "", /, **values: object) -> Any:
    return client.get(f"/{language}search/", {name: str(value) for name, value in values.items()})


def page(answer: Any) -> Any:
    return html.document_fromstring(answer.content.decode())


def found(language: str = "", /, **values: object) -> list[str]:
    """The slugs of what was found, in order."""
    urls = page(ask(language, **values)).xpath("//div[@class='found']/ol//h3/a/@href")
    return [url.strip("/").split("/")[-1] for url in urls]


def test_a_word_is_found_in_any_form_the_best_match_first(three: list[Article]) -> None:
    assert found(q="rivers") == ["flood", "bread"]
    assert found(q="river oven") == ["bread"]
    assert found(q="elephant") == []


def test_the_newest_comes_first_where_that_is_asked(three: list[Article]) -> None:
    assert found(q="river", sort="date") == ["bread", "flood"]


def test_a_phrase_is_found_as_one(three: list[Article]) -> None:
    assert found(q='"old bridge"') == ["flood"]
    assert found(q='"bridge old"') == []


def test_the_beginning_of_a_word_is_enough_with_an_asterisk(three: list[Article]) -> None:
    assert found(q="minis*") == ["school"]
    assert found(q="minis") == []


def test_what_is_left_out_is_not_found(three: list[Article]) -> None:
    assert found(q="river -bread") == ["flood"]


def test_results_are_narrowed_down(three: list[Article]) -> None:
    food = Section.objects.get(slug="food")
    assert found(q="river", section=food.pk) == ["bread"]
    assert found(q="river", month="2026-09") == ["flood"]
    assert found(q="river", person=three[0].bylines.get().person_id) == ["flood"]
    assert found(section=food.pk) == ["bread"]
    assert found(q="river", section=food.pk, month="2026-09") == []


def test_what_can_be_chosen_is_named_with_how_many_there_are(three: list[Article]) -> None:
    tree = page(ask(q="river"))
    assert [option.strip() for option in tree.xpath("//select[@name='section']/option/text()")] == [
        "All",
        "City (1)",
        "Food (1)",
    ]
    assert tree.xpath("//select[@name='person']/option/text()") == ["All", "Ada Novak (1)"]
    assert tree.xpath("//select[@name='month']/option/@value") == ["", "2026-11", "2026-09"]


def test_matches_are_marked_in_headline_and_passage(newsroom: Newsroom, city: Section) -> None:
    story(newsroom, city, "x", "Fish &amp; &lt;chips&gt; by the river.", title="Rivers <script>")
    relate()
    body = ask(q="river chip").content.decode()
    assert "<mark>Rivers</mark> &lt;script&gt;" in body
    assert "Fish &amp; &lt;<mark>chips</mark>&gt; by the <mark>river</mark>." in body
    assert "<script>" not in body


def test_what_was_typed_comes_back_escaped(three: list[Article]) -> None:
    answer = ask(q='"><script>alert(1)</script>')
    assert answer.status_code == 200
    assert page(answer).xpath("//input[@id='search-words']/@value") == ['"><script>alert(1)</script>']
    assert "<script>alert" not in answer.content.decode()


def test_each_language_has_its_own(newsroom: Newsroom, three: list[Article]) -> None:
    svit = newsroom.section("svit", language="uk")
    story(newsroom, svit, "misto", "Річка вийшла з берегів біля Харкова.", title="Місто")
    relate()
    assert found("uk/", q="міста харків") == ["misto"]
    assert found(q="харків") == []
    assert found("uk/", q="river") == []
    assert page(ask("uk/", q="міста")).get("lang") == "uk"


@pytest.mark.parametrize("language", ["de/", "newsroom-x/"])
def test_a_language_that_the_outlet_does_not_have_has_no_search(newsroom: Newsroom, language: str) -> None:
    assert ask(language, q="x").status_code == 404


def test_a_language_without_a_home_front_has_no_search(newsroom: Newsroom) -> None:
    unpublish(Home.objects.get(locale__language_code="uk"))
    assert ask("uk/", q="x").status_code == 404


def test_what_is_withdrawn_or_deleted_is_gone_at_once(three: list[Article]) -> None:
    unpublish(three[0])
    assert found(q="river") == ["bread"]
    delete(three[2])
    assert found(q="river") == []
    relate()
    assert "0 articles" not in ask(q="river").content.decode()
    assert page(ask(q="river")).xpath("string(//h2[@id='results'])") == "Nothing found"


def test_a_text_that_was_replaced_is_not_shown_though_still_found(three: list[Article]) -> None:
    publish(three[0], body=[("text", "<p>Another text.</p>")], standfirst="New")
    assert found(q="gauge") == ["flood"]
    assert "gauge" not in page(ask(q="gauge")).xpath("string(//div[@class='found']/ol)")
    relate()
    assert found(q="gauge") == []


def test_a_moved_article_is_found_in_its_new_section(three: list[Article], city: Section) -> None:
    move(three[2], city)
    relate()
    assert found(q="river", section=city.pk) == ["flood", "bread"]


def test_pages_are_turned_and_never_repeat(newsroom: Newsroom, city: Section) -> None:
    for number in range(23):
        story(newsroom, city, f"river-{number}", f"{RIVER} Number {number}.", title="The same")
    relate()
    first, second = found(q="river"), found(q="river", page=2)
    assert (len(first), len(second)) == (20, 3)
    assert not set(first) & set(second)
    assert page(ask(q="river")).xpath("//a[contains(@rel, 'next')]/@href") == ["/search/?q=river&page=2"]
    assert page(ask(q="river", page=2)).xpath("//a[contains(@rel, 'prev')]/@href") == ["/search/?q=river"]
    assert found(q="river", page=3) == []


@pytest.mark.parametrize(
    "values",
    [
        {"q": "***"},
        {"q": '"'},
        {"q": "river", "page": "-1"},
        {"q": "river", "page": "9" * 40},
        {"q": "river", "section": "one", "person": "²", "month": "2026-99", "sort": "sideways"},
        {"q": "river", "month": "999999999"},
        {"q": "a" * 5000},
        {"q": "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")},
        {"page": "7"},
        {},
    ],
)
def test_nothing_that_can_be_asked_is_an_error(three: list[Article], values: dict[str, str]) -> None:
    assert ask(**values).status_code == 200


def test_nobody_keeps_or_indexes_the_page(three: list[Article]) -> None:
    answer = ask(q="river")
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"
    assert page(answer).xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not answer.cookies


def test_no_line_of_the_log_tells_what_was_searched_for(three: list[Article], caplog: Any) -> None:
    with caplog.at_level(logging.DEBUG):
        ask(q="xylophone")
        ask("de/", q="xylophone")
    assert "xylophone" not in caplog.text


def test_only_reading_is_allowed(newsroom: Newsroom) -> None:
    assert client.post("/search/", {"q": "river"}).status_code == 405


def test_it_is_told_kindly_that_the_index_is_not_there(newsroom: Newsroom, city: Section) -> None:
    answer = ask(q="river")
    assert (answer.status_code, answer["Retry-After"]) == (503, "120")
    assert page(answer).xpath("//p[@role='status']") != []
    assert ask().status_code == 200


def test_it_is_told_while_the_index_is_filled(three: list[Article], monkeypatch: Any) -> None:
    with shelves.locked():
        shelves.empty_index()
    assert (shelves.root() / "en" / FILLING).exists()
    assert ask(q="river").status_code == 503
    relate()
    assert found(q="rivers") == ["flood", "bread"]


def test_it_is_told_that_the_index_is_damaged(three: list[Article]) -> None:
    shelves._read.clear()
    for path in (shelves.root() / "en" / INDEX).iterdir():
        if path.name != ".managed.json":
            path.write_bytes(b"damaged")
    assert ask(q="river").status_code == 503


def test_a_rebuilt_index_finds_the_same_and_changes_no_list(three: list[Article]) -> None:
    before = found(q="river")
    assert rebuild_index() == 3
    assert found(q="river") == before
    assert not shelves.are_filling()


def test_a_rebuild_that_was_stopped_is_finished_by_the_worker(three: list[Article]) -> None:
    with shelves.locked():
        shelves.empty_index()
    shelves._open.clear()
    relate()
    assert not shelves.are_filling()
    assert found(q="rivers") == ["flood", "bread"]


def test_many_searches_from_one_address_are_refused_for_a_minute(
    three: list[Article], change_site: Any, monkeypatch: Any
) -> None:
    change_site(searches_per_minute=2)
    now = [1_000_000_040.0]
    monkeypatch.setattr(limits.time, "time", lambda: now[0])
    assert [ask(q="river", REMOTE_ADDR="x").status_code for _ in range(3)] == [200, 200, 429]
    assert ask(q="river")["Retry-After"] == "40"
    assert client.get("/search/", {"q": "river"}, REMOTE_ADDR="192.0.2.9").status_code == 200
    now[0] += 60
    assert ask(q="river").status_code == 200


def test_searches_never_take_all_threads(three: list[Article], monkeypatch: Any) -> None:
    monkeypatch.setattr(limits, "WAITED_SECONDS", 0.01)
    with limits.in_turn():
        answer = ask(q="river")
    assert (answer.status_code, answer["Retry-After"]) == (429, "1")
    assert ask(q="river").status_code == 200


def test_many_results_ask_the_database_as_often_as_one(newsroom: Newsroom, city: Section) -> None:
    for number in range(6):
        story(newsroom, city, f"river-{number}", f"{RIVER} {'Whale.' if not number else ''}")
    relate()
    asked = []
    ask(q="warm")
    for words in ("whale", "river"):
        with CaptureQueriesContext(connection) as queries:
            assert len(found(q=words)) == (1 if words == "whale" else 6)
        asked.append(len(queries))
    assert asked[0] == asked[1] <= 12
