"""A letter's mail: text that says the same as the HTML, full addresses, no trackers, nothing that is not published."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from coffeepress.letters import dress
from coffeepress.letters.mail import LEAVE_MARK, made
from coffeepress.letters.models import Letter
from tests.edition.newsroom import Newsroom, new_picture, on, unpublish

OPENING = '<p>Read <a href="https://elsewhere.example/a?b=1&amp;c=2">this</a>, <b>please</b>.</p><ul><li>One</li></ul>'


@pytest.fixture
def mail(newsroom: Newsroom, letter: Callable[..., Letter]) -> Letter:
    section = newsroom.section("city")
    picture = new_picture("navy", title="Ferry", alt="A blue ferry")
    shown = newsroom.article(section, "ferry", title="Ferry & fog", lead_picture=picture, at=on(2026, 11))
    gone = newsroom.article(section, "gone", title="Withdrawn story", at=on(2026, 11))
    unpublish(gone)
    linked = newsroom.article(section, "linked", title="Linked", at=on(2026, 11))
    text = f'<p>About <a linktype="page" id="{linked.pk}">that</a>.</p>'
    return letter(
        opening=OPENING,
        subject="Fog\tover <b>the</b> river",
        content=[("article", shown), ("heading", "More"), ("article", gone), ("text", text)],
    )


def test_html_has_full_addresses_and_fetches_pictures_of_ours_only(mail: Letter) -> None:
    html = made(mail).html
    addresses = re.findall(r'(?:href|src)="([^"]*)"', html)
    assert addresses
    assert [
        each for each in addresses if not each.startswith(("http://testserver/", "https://", LEAVE_MARK))
    ] == []
    pictures = re.findall(r"<img[^>]*>", html)
    assert len(pictures) == 1
    assert re.search(r'src="http://testserver/pictures/\d+/[^"]+\.jpe?g"', pictures[0])
    assert 'alt="A blue ferry"' in pictures[0]
    assert re.findall(r"<(?:script|link|iframe|form)\b", html) == []
    assert 'width="600"' in html
    assert "prefers-color-scheme: dark" in html


def test_text_says_the_same_as_the_html(mail: Letter) -> None:
    told = made(mail)
    for words in (
        "Ferry & fog",
        "More",
        "- One",
        "this (https://elsewhere.example/a?b=1&c=2)",
        "http://testserver",
    ):
        assert words in told.text
    assert "Ferry &amp; fog" in told.html
    assert "<" not in told.text.replace("<b>the</b>", "")
    assert LEAVE_MARK in told.text


def test_subject_is_one_line_and_escaped(mail: Letter) -> None:
    told = made(mail)
    assert told.subject == "Fog over <b>the</b> river"
    assert "<b>the</b> river" not in told.html


def test_what_is_not_published_is_in_no_part(mail: Letter) -> None:
    told = made(mail)
    assert "Withdrawn" not in told.html + told.text


def test_ukrainian_letter_says_its_language(newsroom: Newsroom, letter: Callable[..., Letter]) -> None:
    told = made(letter(language="uk", content=[("text", "<p>Слова</p>")]))
    assert '<html lang="uk" dir="ltr"' in told.html
    assert "/uk/letters/" in told.html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("", ""),
        ("<p>One<br>two</p><p>Three</p>", "One\ntwo\n\nThree"),
        ('<p><a href="mailto:desk@example.org">desk@example.org</a></p>', "desk@example.org"),
        ('<p><a href="/about/">About us</a></p>', "About us (http://testserver/about/)"),
        ("<ol><li>a</li><li>b</li></ol>", "- a\n- b"),
        ('<p onclick="x()">Safe<script>bad()</script></p>', "Safe"),
    ],
)
def test_rich_text_as_plain_text(html: str, text: str) -> None:
    assert dress.as_text(html) == text


def test_rich_text_in_mail_keeps_no_script_and_gets_styles() -> None:
    html = dress.for_mail(
        '<p onclick="x()">A <a href="javascript:x()">b</a> <a href="/c/">c</a></p><img src="//e">'
    )
    assert re.findall(r"onclick|javascript|<img", html) == []
    assert re.findall(r'href="([^"]*)"', html) == ["http://testserver/c/"]
    assert html.startswith('<p style="')
