"""What every reader page keeps to: nothing inline, one headline, pictures that hold their place."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from tests.design import samples
from tests.design.pages import LANGUAGES, NAMES, html

pages = pytest.mark.parametrize(("language", "name"), [(la, na) for la in LANGUAGES for na in NAMES])


class Reading(HTMLParser):
    """The tags of a page, in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pages
def test_nothing_is_inline(language: str, name: str) -> None:
    tags = Reading(html(language, name)).tags
    inline = [tag for tag, attrs in tags if "style" in attrs or any(key.startswith("on") for key in attrs)]
    inline += [tag for tag, attrs in tags if tag == "style" or (tag == "script" and not attrs.get("src"))]
    assert inline == []


@pages
def test_headings_start_at_one_and_skip_none(language: str, name: str) -> None:
    levels = [int(tag[1]) for tag, _ in Reading(html(language, name)).tags if re.fullmatch("h[1-6]", tag)]
    skipped = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    assert (levels[0], levels.count(1), skipped) == (1, 1, [])


@pages
def test_pictures_hold_their_place(language: str, name: str) -> None:
    pictures = [attrs for tag, attrs in Reading(html(language, name)).tags if tag == "img"]
    assert [each for each in pictures if not {"alt", "width", "height", "src"} <= each.keys()] == []


@pages
def test_the_page_names_its_language_and_direction(language: str, name: str) -> None:
    root = Reading(html(language, name)).tags[0][1]
    assert root == {"lang": language, "dir": "rtl" if language == "ar" else "ltr"}


@pages
def test_nothing_comes_from_elsewhere(language: str, name: str) -> None:
    tags = Reading(html(language, name)).tags
    fetched = [attrs["src"] for _, attrs in tags if attrs.get("src")]
    fetched += [
        attrs["href"] for tag, attrs in tags if tag == "link" and attrs.get("rel") in {"stylesheet", "icon"}
    ]
    assert [address for address in fetched if not str(address).startswith("/")] == []


def test_the_lead_picture_comes_first_and_the_others_wait() -> None:
    pictures = [attrs for tag, attrs in Reading(html("en", "article")).tags if tag == "img"]
    assert pictures[0].get("fetchpriority") == "high"
    assert "loading" not in pictures[0]
    assert {each.get("loading") for each in pictures[1:]} == {"lazy"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_caption_and_credit_stand_once(language: str) -> None:
    text = html(language, "article")
    body = text[text.index("<body") :]
    lead = samples.article(language)["article"]["lead"]
    counts = Counter({part: body.count(lead[part]) for part in ("caption", "credit", "source_url")})
    assert counts == {"caption": 1, "credit": 1, "source_url": 1}


def test_an_original_is_named_with_its_date() -> None:
    assert (
        '<p class="original">First published by <cite>Orlen Weekly</cite>: '
        '<a href="https://example.org/diary">The diary in the gravel</a>, '
        '<time datetime="2026-11-03">3 November 2026</time></p>'
    ) in html("en", "article")


def test_roles_stand_before_names() -> None:
    text = re.sub(r"<[^>]+>", "", html("en", "article"))
    assert "By Olena Koval and Jonas Wirt" in text
    assert "Edited by: A. N." in text


def test_a_table_has_scopes_and_can_be_scrolled_by_keyboard() -> None:
    tags = Reading(html("en", "article")).tags
    heads = [attrs for tag, attrs in tags if tag == "th"]
    assert {attrs["scope"] for attrs in heads} == {"col", "row"}
    scroller = [attrs for _, attrs in tags if attrs.get("class") == "scroll"]
    assert scroller == [
        {
            "class": "scroll",
            "role": "group",
            "tabindex": "0",
            "aria-label": "Mean width of a summer band, by decade",
        }
    ]


def test_a_moved_page_leads_on_without_words() -> None:
    text = html("en", "moved")
    assert '<link rel="canonical" href="https://example.org/2026/11/mussels/" data-temporary>' in text
    assert '<meta http-equiv="refresh" content="0; url=https://example.org/2026/11/mussels/">' in text
    assert html("uk", "moved").replace('lang="uk"', 'lang="en"') == text


@pytest.mark.parametrize("name", ["404", "410"])
def test_pages_for_nothing_are_not_indexed(name: str) -> None:
    assert '<meta name="robots" content="noindex">' in html("en", name)
