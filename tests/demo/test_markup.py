"""The grammar of the content files."""

from datetime import date
from pathlib import Path

import pytest

from coffeepress.demo.markup import ContentError, Fence, Passage, rich_text, set_dates, split_body

TODAY = date(2026, 11, 24)


def passage(text: str) -> Passage:
    return Passage(Path("a.md"), 10, text)


@pytest.mark.parametrize(
    ("marked", "html"),
    [
        ("One\nparagraph.\n\nTwo.", "<p>One paragraph.</p><p>Two.</p>"),
        ("## Head\n\n### Lower", "<h2>Head</h2><h3>Lower</h3>"),
        ("**b** *i* ~~s~~ m^3^ H~2~O", "<p><b>b</b> <i>i</i> <s>s</s> m<sup>3</sup> H<sub>2</sub>O</p>"),
        ("- one\n- two", "<ul><li>one</li><li>two</li></ul>"),
        ("1. one\n2. two", "<ol><li>one</li><li>two</li></ol>"),
        ("[it](article:a-b)", '<p><a href="article:a-b">it</a></p>'),
        ("[it](https://example.org/a_*b*)", '<p><a href="https://example.org/a_*b*">it</a></p>'),
        ("a < b & c", "<p>a &lt; b &amp; c</p>"),
        ('<script>"x"</script>', '<p>&lt;script&gt;"x"&lt;/script&gt;</p>'),
    ],
)
def test_marks_become_rich_text(marked: str, html: str) -> None:
    assert rich_text(passage(marked)) == html


@pytest.mark.parametrize(
    ("marked", "line"),
    [
        ("Fine.\n\n# Too high", 12),
        ("Fine.\n\n## Head\nand more", 12),
        ("- one\ntwo", 11),
        ("[it](javascript:alert)", 10),
        ("Fine.\n\nNot *closed", 12),
    ],
)
def test_a_wrong_mark_is_refused_with_its_line(marked: str, line: int) -> None:
    with pytest.raises(ContentError) as caught:
        rich_text(passage(marked))
    assert caught.value.line == line


def test_dates_are_set_in_the_language() -> None:
    text = "{date 12}, {weekday 12}, {month 40}, {date -2}, {year 41}"
    english = set_dates(passage(text), today=TODAY, language="en").text
    ukrainian = set_dates(passage(text), today=TODAY, language="uk").text
    assert english == "12\u00a0November, Thursday, October, 26\u00a0November, 1985"
    assert ukrainian == "12\u00a0листопада, четвер, жовтні, 26\u00a0листопада, 1985"


def test_text_and_fences_keep_their_order_and_lines() -> None:
    parts = list(split_body(passage('One.\n\n::: info_box\ntitle = "T"\n---\nTwo.\n:::\n\nThree.')))
    assert [type(part) for part in parts] == [Passage, Fence, Passage]
    fence = parts[1]
    assert isinstance(fence, Fence)
    assert (fence.kind, fence.fields.line, fence.text.text, fence.text.line) == ("info_box", 13, "Two.", 15)


@pytest.mark.parametrize("body", ["::: info_box\ntitle = 1", "::: a\n::: b\n:::\n:::", ":::\n:::"])
def test_a_broken_fence_is_refused(body: str) -> None:
    with pytest.raises(ContentError):
        list(split_body(passage(body)))
