"""The text of an article is what its page shows, and each character of it is found in what is stored."""

from __future__ import annotations

import html
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as parser

from coffeepress.articles.models import Article
from coffeepress.articles.passages import Part, said, store
from coffeepress.articles.showing.preview import preview
from tests.edition.newsroom import Newsroom, fresh, new_picture

BREAKING = {"p", "h1", "h2", "h3", "h4", "li", "ul", "ol", "br", "div", "blockquote"}


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    """One with every block that holds text."""
    lead, second = new_picture(caption="The ferry"), new_picture("teal", caption="The block has its own")
    table = {
        "columns": [{"type": "text", "heading": "Pier"}, {"type": "number", "heading": "Boats"}],
        "rows": [{"values": ["North", "12"]}, {"values": ["South & east", ""]}],
        "caption": "",
    }
    article = newsroom.article(
        newsroom.section("city"),
        title="The  ferry &amp; the bell",
        standfirst="One line,\nand another.",
        lead_picture=lead,
        body=[
            (
                "text",
                '<p>A <b>bold</b> claim &amp; a <a href="https://example.org/">link</a>.<br/>Then:</p>'
                "<ul><li>one</li><li>two <i>and</i> a half</li></ul><h2>After</h2>",
            ),
            (
                "picture",
                {"picture": second, "alt": "x y", "caption": "Its own words", "credit": "", "source_url": ""},
            ),
            ("quotation", {"text": "First.\n\nSecond,\nstill second.", "speaker": "Ada", "role": "pilot"}),
            ("pull_quote", {"text": "A bold claim"}),
            ("embed", {"url": "https://example.org/v", "title": "Not said", "caption": "A film"}),
            ("info_box", {"title": "Box", "text": "<p>In the box</p><p>twice</p>"}),
        ],
    )
    stored: list[Any] = article.body.get_prep_value()
    stored.append({"type": "table", "value": {"caption": "Counts", "table": table, "source": "us"}})
    article.body = Article._meta.get_field("body").to_python(stored)
    article.save()
    return fresh(article)


def test_the_text_is_each_stored_field_in_the_pages_order(article: Article) -> None:
    assert said(article).text.split("\n") == [
        "The ferry &amp; the bell",
        "One line, and another.",
        "The ferry",
        "A bold claim & a link.",
        "Then:",
        "one",
        "two and a half",
        "After",
        "Its own words",
        "First.",
        "Second, still second.",
        "Ada",
        "pilot",
        "A bold claim",
        "A film",
        "Box",
        "In the box",
        "twice",
        "Counts",
        "Pier",
        "Boats",
        "North",
        "12",
        "South & east",
    ]


def test_the_page_marks_that_very_text(article: Article) -> None:
    story = parser.fromstring(preview(article)).xpath('//article[@class="story"]')[0]
    marked = story.xpath(
        './/*[@data-passage] | .//div[@class="prose"]/*[self::p or self::ul or self::ol or self::h2]'
    )
    lines = [line for element in marked for line in lines_of(element)]
    assert "\n".join(lines) == said(article).text


def lines_of(element: Any) -> list[str]:
    """An element's text as a browser lays it out."""
    pieces: list[str] = []

    def walk(node: Any) -> None:
        if node.tag in BREAKING:
            pieces.append("\0")
        pieces.append(node.text or "")
        for child in node:
            walk(child)
            pieces.append(child.tail or "")
        if node.tag in BREAKING:
            pieces.append("\0")

    walk(element)
    return [" ".join(line.split()) for line in "".join(pieces).split("\0") if line.strip()]


def test_each_part_is_replaced_where_it_is_stored(article: Article) -> None:
    before = said(article)
    for part in before.parts:
        store(article, part.path, f"<p>new {len(part.source)}</p>" if part.form == "rich" else "new words")
    after = said(article)
    assert [part.path for part in after.parts] == [part.path for part in before.parts]
    assert {part.text[:3] for part in after.parts} == {"new"}


def test_a_passage_over_two_parts_touches_both(article: Article) -> None:
    whole = said(article)
    start = whole.text.index("another.")
    touched = list(whole.touched(start, whole.text.index("A bold")))
    assert [(part.path, part.text[first:last]) for part, first, last in touched] == [
        (("standfirst",), "another."),
        (("lead_caption",), "The ferry"),
    ]


@given(st.text(), st.sampled_from(["plain", "paragraphs", "rich"]))
def test_any_source_has_a_text_whose_characters_lie_in_it(source: str, form: Any) -> None:
    part = Part(("title",), form, source)
    assert len(part.spans) == len(part.text)
    assert part.text == part.text.strip(" \t\n\r\f")
    for char, span in zip(part.text, part.spans, strict=True):
        if span is None:
            assert char == "\n"
        elif char != " ":
            assert char in html.unescape(source[span[0] : span[1]])
