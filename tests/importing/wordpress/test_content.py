"""A post's HTML as body blocks: classic editor, block editor, and hostile input."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coffeepress.importing.wordpress.content import FileRef, PictureRef, convert

UPLOADS = "https://old.example/wp-content/uploads/2020/03"
IMG = f'<img class="wp-image-9 size-full" src="{UPLOADS}/bridge.jpg" alt="A bridge">'


def picture(**changed: Any) -> dict[str, Any]:
    value = {
        "picture": PictureRef(9, f"{UPLOADS}/bridge.jpg"),
        "alt": "A bridge",
        "caption": "",
        "credit": "",
        "source_url": "",
    }
    return {**value, **changed}


def text(html: str) -> list[tuple[str, str]]:
    return [("text", html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("One\n\nTwo\nlines", "<p>One</p><p>Two<br>lines</p>"),
        ("One\r\n\r\nTwo", "<p>One</p><p>Two</p>"),
        ("<b>One\n\nTwo</b>", "<p><b>One</b></p><p><b>Two</b></p>"),
        ("<p>One</p>\n\n<p>Two</p>", "<p>One</p><p>Two</p>"),
        ("<h1>A</h1><h4>B <b>c</b></h4>", "<h2>A</h2><h3>B c</h3>"),
        (
            "<strong>a</strong> <em>b</em> <del>c</del> x<sup>2</sup>",
            "<p><b>a</b> <i>b</i> <s>c</s> x<sup>2</sup></p>",
        ),
        (
            '<a href="https://a.example/?b=1&amp;c=2">a</a>',
            '<p><a href="https://a.example/?b=1&amp;c=2">a</a></p>',
        ),
        ('<a href="#top">a</a> <a name="x">b</a>', "<p>a b</p>"),
        (
            "<ul><li>a<ol><li>b</li></ol></li>\n<li>c\n\nd</li></ul>",
            "<ul><li>a<ol><li>b</li></ol></li><li>c<br>d</li></ul>",
        ),
        ("a<!--more-->b<!--nextpage-->c", "<p>abc</p>"),
        ("<pre>a\n  b</pre>", "<p>a<br>&nbsp;&nbsp;b</p>"),
        ("<div>One<div>Two</div>Three</div>", "<p>One</p><p>Two</p><p>Three</p>"),
        ("<dl><dt>Term</dt><dd>Meaning</dd></dl>", "<p><b>Term</b></p><p>Meaning</p>"),
        ('<span style="font-weight: 700">a</span>', "<p><b>a</b></p>"),
        ("It [sic] stays [[gallery]].", "<p>It [sic] stays [gallery].</p>"),
        ("<p>&nbsp;</p><p><b></b></p><p>x</p>", "<p>x</p>"),
        ("5 &lt; 6 &amp; 7", "<p>5 &lt; 6 &amp; 7</p>"),
    ],
)
def test_classic_text(html: str, expected: str) -> None:
    assert convert(html).blocks == text(expected)


def test_newlines_inside_blocks_of_the_block_editor_are_blanks() -> None:
    html = "<!-- wp:paragraph -->\n<p>One\n\nstill one</p>\n<!-- /wp:paragraph -->\n\nClassic\nhere"
    assert convert(html).blocks == text("<p>One still one</p><p>Classic<br>here</p>")


@pytest.mark.parametrize(
    ("html", "value"),
    [
        (
            f'[caption id="attachment_9" width="300"]<a href="{UPLOADS}/bridge.jpg">{IMG}</a> A caption[/caption]',
            {"caption": "A caption"},
        ),
        (f'[caption id="attachment_9" caption="Old way"]{IMG}[/caption]', {"caption": "Old way"}),
        (
            f'<!-- wp:image {{"id":9}} --><figure class="wp-block-image">{IMG}<figcaption>C <b>d</b></figcaption>'
            "</figure><!-- /wp:image -->",
            {"caption": "C d"},
        ),
        (
            f'<figure>{IMG}<figcaption>Photo: <a href="https://p.example/">P</a></figcaption></figure>',
            {"caption": "Photo: P", "source_url": "https://p.example/"},
        ),
        (
            f'<figure>{IMG}<figcaption>See <a href="https://p.example/">this</a></figcaption></figure>',
            {"caption": "See this (https://p.example/)"},
        ),
        (IMG, {}),
        (f'<a href="https://old.example/2020/03/a/bridge/">{IMG}</a>', {}),
    ],
)  # fmt: skip
def test_picture(html: str, value: dict[str, str]) -> None:
    assert convert(html).blocks == [("picture", picture(**value))]


def test_picture_in_a_paragraph_stands_before_it_or_after_it() -> None:
    assert [kind for kind, _ in convert(f"{IMG} Words").blocks] == ["picture", "text"]
    assert [kind for kind, _ in convert(f"Words {IMG} and more").blocks] == ["text", "picture"]


def test_link_around_a_picture_is_kept_below_it() -> None:
    blocks = convert(f'<a href="https://shop.example/">{IMG}</a>').blocks
    link = '<p><a href="https://shop.example/">https://shop.example/</a></p>'
    assert blocks == [("picture", picture()), ("text", link)]


def test_galleries() -> None:
    first, second = PictureRef(1), PictureRef(2)

    def pictures(html: str) -> list[PictureRef]:
        [(kind, value)] = convert(html, attached=lambda: [2, 1]).blocks
        assert kind == "gallery"
        return [each["picture"] for each in value["pictures"]]

    assert pictures('[gallery ids="1,2" columns="2"]') == [first, second]
    assert pictures("[gallery]") == [second, first]
    block = "".join(
        f'<figure class="wp-block-image"><img class="wp-image-{n}" src="https://a.example/{n}.jpg"></figure>'
        for n in (1, 2)
    )
    found = pictures(f'<figure class="wp-block-gallery has-nested-images">{block}</figure>')
    assert [ref.wp_id for ref in found] == [1, 2]
    [(_, value)] = convert(
        f'<figure class="wp-block-gallery"><ul class="blocks-gallery-grid"><li>{block}</li></ul>'
        "<figcaption>All of it</figcaption></figure>"
    ).blocks
    assert (value["caption"], len(value["pictures"])) == ("All of it", 2)


def test_quotations() -> None:
    quoted = {"text": "One\n\nTwo", "speaker": "Anna", "role": "", "source_name": "", "source_url": ""}
    assert convert("<blockquote>One\n\nTwo<cite>— Anna</cite></blockquote>").blocks == [("quotation", quoted)]
    [(_, value)] = convert(
        '<blockquote><p>A</p><cite>Anna, <a href="https://b.example/">Book</a></cite></blockquote>'
    ).blocks
    assert (value["speaker"], value["source_name"], value["source_url"]) == (
        "Anna",
        "Book",
        "https://b.example/",
    )
    pulled = (
        '<figure class="wp-block-pullquote"><blockquote><p>Big</p><cite>Anna</cite></blockquote></figure>'
    )
    assert convert(pulled).blocks == [("pull_quote", {"text": "Big\n\n— Anna"})]


@pytest.mark.parametrize(
    ("html", "url"),
    [
        ("https://youtu.be/abcdef1", "https://youtu.be/abcdef1"),
        ("Look:\nhttps://youtu.be/abcdef1\n", "https://youtu.be/abcdef1"),
        ("[embed]https://vimeo.com/12?a=1&amp;b=2[/embed]", "https://vimeo.com/12?a=1&b=2"),
        ('<iframe src="//www.youtube.com/embed/abcdef1?rel=0"></iframe>', "https://www.youtube.com/watch?v=abcdef1"),
        ('<p><iframe src="https://player.vimeo.com/video/12"></iframe></p>', "https://vimeo.com/12"),
        (
            '<figure class="wp-block-embed"><div class="wp-block-embed__wrapper">\nhttps://youtu.be/abcdef1\n</div></figure>',
            "https://youtu.be/abcdef1",
        ),
        (
            '<blockquote class="twitter-tweet"><p>Hi</p><a href="https://twitter.com/a/status/1?ref=x">d</a></blockquote>',
            "https://twitter.com/a/status/1",
        ),
    ],
)  # fmt: skip
def test_embeds(html: str, url: str) -> None:
    assert [value["url"] for kind, value in convert(html).blocks if kind == "embed"] == [url]


def test_frame_of_another_site_becomes_a_link_and_is_named() -> None:
    found = convert('<iframe src="https://maps.example/x" title="Map"></iframe>')
    assert found.blocks == text('<p><a href="https://maps.example/x">Map</a></p>')
    assert found.lost == {"frame of another site (kept as a link)": 1}


def test_table_with_head_caption_and_merged_cells() -> None:
    html = (
        '<figure class="wp-block-table"><table><thead><tr><th>Year</th><th>Sum</th></tr></thead><tbody>'
        '<tr><td rowspan="2">2020</td><td>1</td></tr><tr><td>2</td></tr>'
        f'<tr><td colspan="2">All {IMG}</td></tr></tbody></table><figcaption>Costs</figcaption></figure>'
    )
    found = convert(html)
    table, after = found.blocks
    assert table[1]["caption"] == "Costs"
    assert [column["heading"] for column in table[1]["table"]["columns"]] == ["Year", "Sum"]
    assert [row["values"] for row in table[1]["table"]["rows"]] == [["2020", "1"], ["", "2"], ["All", ""]]
    assert after == ("picture", picture())
    assert found.lost["merged table cell (taken apart)"] == 2


def test_files_and_players_are_downloads() -> None:
    links = f'<a href="{UPLOADS}/a.pdf">Report</a><a href="{UPLOADS}/a.pdf" download>Download</a>'
    file = f'<div class="wp-block-file">{links}</div>'
    value = {"document": FileRef(0, f"{UPLOADS}/a.pdf"), "title": "Report", "description": ""}
    assert convert(file).blocks == [("download", value)]
    [(_, value)] = convert(f'[audio mp3="{UPLOADS}/talk.mp3"][/audio]').blocks
    assert value["document"] == FileRef(0, f"{UPLOADS}/talk.mp3")


def test_cover_keeps_its_background_picture_and_words() -> None:
    html = (
        f'<!-- wp:cover {{"url":"{UPLOADS}/bridge.jpg","id":9}} --><div class="wp-block-cover" '
        f'style="background-image:url({UPLOADS}/bridge.jpg)"><p>Words</p></div><!-- /wp:cover -->'
    )
    assert convert(html).blocks == [("picture", picture(alt="")), *text("<p>Words</p>")]


def test_reused_block_and_footnotes_come_in() -> None:
    reusable = {5: "<!-- wp:paragraph --><p>Shared</p><!-- /wp:paragraph -->"}
    html = '<!-- wp:block {"ref":5} /--><p>Fact<sup data-fn="a"><a href="#a">1</a></sup></p><!-- wp:footnotes /-->'
    found = convert(
        html, reusable=lambda ref: reusable.get(ref, ""), footnotes='[{"content":"Source","id":"a"}]'
    )
    assert found.blocks == text("<p>Shared</p><p>Fact<sup>1</sup></p><ol><li>Source</li></ol>")
    assert convert('<!-- wp:block {"ref":6} /-->').lost == {"reusable block that is not in the export": 1}


def test_block_that_reuses_itself_ends() -> None:
    found = convert('<!-- wp:block {"ref":5} /-->', reusable=lambda _: 'x<!-- wp:block {"ref":5} /-->')
    assert found.lost == {"reusable block that is not in the export": 1}


def test_what_has_no_counterpart_is_kept_as_text_and_named() -> None:
    found = convert(
        '<!-- wp:latest-posts /-->[contact-form-7 id="12"]<form>Name <input></form><svg></svg><hr>'
    )
    assert found.blocks == text('<p>[contact-form-7 id="12"]</p><p>Name</p>')
    assert found.lost == {
        "widget or part of the theme that WordPress draws on each view": 1,
        "shortcode [contact-form-7]": 1,
        "form": 1,
        "form field": 1,
        "drawing (svg)": 1,
        "separator line": 1,
    }


HOSTILE = [
    "<script>alert(1)</script><p onclick='alert(1)'>x</p>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='&#106;avascript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<img src=x onerror=alert(1)>x",
    "<iframe src='javascript:alert(1)'></iframe>x",
    "<svg onload=alert(1)><script>alert(1)</script></svg>x",
    "<p>x<style>@import 'https://evil.example'</style></p>",
    "<!--><script>alert(1)</script>-->x",
    "<math><mtext><script>alert(1)</script></mtext></math>x",
    "x<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<b><i><p>x</b></i></p><div><ul><li>",
    "</div></body></html><p>x</p>",
    "<title><script>alert(1)</script></title>x",
    "<object data='javascript:alert(1)'></object>x",
    "<form action='javascript:alert(1)'><button formaction='javascript:alert(1)'>x</button></form>",
    "<base href='https://evil.example/'><p>x</p>",
    '[caption caption="<script>alert(1)</script>x"]<img src="https://a.example/a.jpg">[/caption]',
    '[audio src="javascript:alert(1)"]x',
]  # fmt: skip
ALLOWED = re.compile(
    r'</?(?:p|h2|h3|b|i|ul|ol|li|sup|sub|s|br)>|<a href="(?:https?:|mailto:|tel:|/|\?|[\w.-]+(?:[/?#"]))[^"<>]*"?>|</a>'
)


def assert_clean(html: str) -> None:
    rest = ALLOWED.sub("", html)
    assert "<" not in rest, html
    assert not re.search(r"href=\"\s*(?:javascript|data|vbscript)", html, re.IGNORECASE)


@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_keeps_its_words_and_nothing_else(html: str) -> None:
    blocks = convert(html).blocks
    for kind, value in blocks:
        if kind == "text":
            assert_clean(value)
    assert "x" in repr(blocks)
    assert "script:" not in repr(blocks)


MARKUP = st.lists(
    st.sampled_from(
        [
            *(
                "<p>",
                "</p>",
                "<b>",
                "</b>",
                "<div>",
                "</div>",
                "<ul>",
                "<li>",
                "</li>",
                "</ul>",
                "<blockquote>",
            ),
            *("</blockquote>", "<cite>", "</cite>", "<figure>", "</figure>", "<figcaption>", "</figcaption>"),
            *(
                "<table>",
                "<tr>",
                "<td>",
                "</td>",
                "</tr>",
                "</table>",
                "<a href='javascript:x'>",
                "</a>",
                "<pre>",
            ),
            *(
                "<a href='https://a.example'>",
                "</pre>",
                "<h2>",
                "</h2>",
                "\n\n",
                "\n",
                "[caption]",
                "[/caption]",
            ),
            *(
                "[gallery]",
                "[",
                "]",
                "[embed]",
                "<!-- wp:quote -->",
                "<!-- /wp:quote -->",
                "<!-- wp:x /-->",
                "<!--",
            ),
            *(
                "-->",
                "<script>",
                "</script>",
                IMG,
                "<iframe src='https://youtu.be/abcdef1'>",
                "</iframe>",
                "<br>",
            ),
            *("&amp;", "&lt;script&gt;", "<", ">", '"', "&nbsp;"),
        ]
    )
    | st.text(max_size=6),
    max_size=40,
)


@settings(max_examples=300, deadline=None)
@given(MARKUP)
def test_any_markup_gives_clean_blocks(parts: list[str]) -> None:
    for kind, value in convert("".join(parts)).blocks:
        if kind == "text":
            assert_clean(value)


INNER = st.lists(
    st.sampled_from(
        ["<b>", "</b>", "<div>", "</div>", "<p>", "</p>", "<ul><li>", "</li></ul>", "\n\n", "<td>", "<em>"]
    )
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(INNER, st.integers(0, 9)), max_size=12))
def test_no_word_is_lost(parts: list[tuple[list[str], int]]) -> None:
    words = [f"word{number}q" for number, _ in enumerate(parts)]
    html = "".join("".join(markup) + word for (markup, _), word in zip(parts, words, strict=True))
    assert re.findall(r"word\d+q", repr(convert(html).blocks)) == words


@pytest.mark.parametrize(
    "html",
    [
        "word " * 200_000,
        "<b>" * 20_000 + "deep",
        "<div>" * 20_000 + "deep",
        "[caption]" * 100_000,
        "[gallery " * 50_000,
        "<a href='" * 50_000,
        "<!--" * 100_000,
        "&" * 500_000,
        "<p>" * 100_000,
        "<ul><li>" * 5_000,
        "<table><tr><td>" * 3_000,
        "\n" * 1_000_000,
        "(https://a.example " * 20_000,
        "<td colspan=99999>" * 1000,
    ],
)
def test_large_and_deep_input_is_quick(html: str) -> None:
    began = time.process_time()
    convert(html)
    assert time.process_time() - began < 8


def test_deep_markup_keeps_its_words_and_is_named() -> None:
    found = convert("<div>" * 3000 + "the very bottom" + "</div>" * 3000 + "<p>after</p>")
    assert "the very bottom" in repr(found.blocks)
    assert "after" in repr(found.blocks)
    assert found.lost["markup nested too deep"] == 1
