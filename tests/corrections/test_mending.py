"""A passage is replaced, and nothing around it: words, tags and links."""

from __future__ import annotations

import html
import os
import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coffeepress.articles.passages import Part
from coffeepress.corrections.mending import NotExact, OtherLines, clean, fit, mend

TAG = re.compile(r"""<(?:"[^"]*"|'[^']*'|[^'"<>])*>""")
HREF = re.compile(r'<a href="([^"]*)"')


def rich(source: str) -> Part:
    return Part(("body", 0), "rich", source)


def mended(source: str, old: str, new: str, form: Any = "rich") -> str:
    """The source with the first passage that reads so replaced."""
    part = Part(("body", 0), form, source)
    start = part.text.index(old)
    return mend(part, start, start + len(old), new)


@pytest.mark.parametrize(
    ("source", "old", "new", "result"),
    [
        ("<p>The mayr said so.</p>", "mayr", "mayor", "<p>The mayor said so.</p>"),
        ("<p>A <b>big</b> dog</p>", "A big dog", "A small dog", "<p>A <b>small</b> dog</p>"),
        (
            '<p>See <a href="/x">the Reprot</a> now</p>',
            "See the Reprot now",
            "See the Report now",
            '<p>See <a href="/x">the Report</a> now</p>',
        ),
        ("<p>f<b>oo</b> bar</p>", "foo", "fob", "<p>f<b>ob</b> bar</p>"),
        ("<p>one <b>two</b> three</p>", "one two three", "one three", "<p>one three</p>"),
        ("<p><b>Two</b> three</p>", "Two three", "Only two three", "<p><b>Only two</b> three</p>"),
        ("<p><b>two</b> three</p>", "two three", "one two three", "<p>one <b>two</b> three</p>"),
        ("<p>a <b>two</b></p>", "two", "two and more", "<p>a <b>two</b> and more</p>"),
        ("<p>R&amp;D costs</p>", "R&D", "R & D", "<p>R &amp; D costs</p>"),
        ("<p>5 &lt; 6</p>", "5 < 6", "5 <b> 6", "<p>5 &lt;b&gt; 6</p>"),
        ("<p>It’s&nbsp;so</p>", "It’s", "It is", "<p>It is&nbsp;so</p>"),
        ("<p>gone<br/>here</p>", "gone\nhere", "went\nhere", "<p>went<br/>here</p>"),
        ("<ul><li>on</li><li>two</li></ul>", "on\ntwo", "one\ntwo", "<ul><li>one</li><li>two</li></ul>"),
        ("<p>a</p><p>b</p><p>c</p>", "a\nb\nc", "a\nc", "<p>a</p><p>c</p>"),
        ("<p>a</p><ul><li>b</li></ul><p>c</p>", "a\nb\nc", "a\nc", "<p>a</p><p>c</p>"),
        ("<p>a <i>b</i> <b>c</b> d</p>", "a b c d", "ad", "<p>ad</p>"),
        ("<p>a<b> </b>c</p>", "a c", "ac", "<p>ac</p>"),
        ("<p><b>a <i>b</i> </b> <i>d</i></p>", "b d", "b c d", "<p><b>a <i>b</i> </b> c <i>d</i></p>"),
    ],
)
def test_only_what_differs_is_replaced(source: str, old: str, new: str, result: str) -> None:
    assert mended(source, old, new) == result


def test_plain_text_is_not_escaped() -> None:
    assert mended("Tom & Jery", "Jery", "Jerry <3", form="plain") == "Tom & Jerry <3"


def test_a_paragraph_of_a_quotation_is_replaced_with_the_breaks_kept() -> None:
    source = "First lien.\n\nSecond,\nstill second."
    assert (
        mended(source, "lien.\nSecond", "line.\nThe second", form="paragraphs")
        == "First line.\n\nThe second,\nstill second."
    )


def test_a_passage_is_taken_out_with_the_markup_that_held_nothing_else() -> None:
    assert mended('<p>x <a href="/y"><b>all</b></a> z</p>', "all ", "") == "<p>x z</p>"


@pytest.mark.parametrize("new", ["a b", "a\nb\nc", "a"])
def test_another_number_of_lines_is_refused(new: str) -> None:
    with pytest.raises(OtherLines):
        mended("<p>aa</p><p>bb</p>", "aa\nbb", new)


def test_half_a_paragraph_is_not_taken_away_as_a_line() -> None:
    with pytest.raises(OtherLines):
        mended("<p>one two</p><p>three</p>", "two\nthree", "three")


def test_a_line_break_is_not_put_into_a_headline() -> None:
    with pytest.raises(OtherLines):
        mended("One line", "One line", "One\nline", form="plain")


def test_what_would_read_otherwise_than_asked_is_refused() -> None:
    """A bare ampersand, which the newsroom's editor never stores, would make an entity with what follows."""
    with pytest.raises(NotExact):
        mended("<p>&am x</p>", "&am x", "&amp; x")


def test_control_characters_empty_lines_and_runs_of_white_space_are_not_kept() -> None:
    assert clean("a\x00 \t b\r\n\n c\x1b\n") == "a b\n c"


def test_lines_fit_when_one_was_taken_away() -> None:
    assert fit("a\nb\nc", "a\nc") == ["a", None, "c"]
    assert fit("a\nb", "b") == [None, "b"]
    assert fit("a\nb", "a") == ["a", None]


def test_errors_say_what_to_do() -> None:
    assert "by hand" in str(OtherLines())
    assert "by hand" in str(NotExact())


# Any rich text, any passage

WORD = st.text(st.sampled_from("abcxyz.,é&<>\"'ё́👩🏽שלום\u00a0"), min_size=1, max_size=6)
MANY = int(os.environ.get("PROPERTY_EXAMPLES", "250"))
INLINES = ["a", "b", "i", "sup", None, None]


@st.composite
def runs(draw: Any) -> str:
    """Words in inline elements."""
    parts = []
    for _ in range(draw(st.integers(1, 5))):
        words = html.escape(" ".join(draw(st.lists(WORD, min_size=1, max_size=4))), quote=draw(st.booleans()))
        blank = draw(st.sampled_from(["", " ", "  ", "&nbsp;"]))
        name = draw(st.sampled_from(INLINES))
        inner = draw(st.sampled_from(INLINES))
        if inner:
            words = element(draw, inner, words)
        parts.append(
            (element(draw, name, words + blank) if name else words + blank) + draw(st.sampled_from(["", " "]))
        )
    return "".join(parts)


def element(draw: Any, name: str, inner: str) -> str:
    attributes = f' href="/x?{draw(st.integers(1, 99))}&amp;b=>"' if name == "a" else ""
    return f"<{name}{attributes}>{inner}</{name}>"


@st.composite
def sources(draw: Any) -> str:
    blocks = []
    for _ in range(draw(st.integers(1, 4))):
        kind = draw(st.sampled_from(["p", "h2", "ul", "br"]))
        if kind == "ul":
            items = "".join(f"<li>{draw(runs())}</li>" for _ in range(draw(st.integers(1, 3))))
            blocks.append(f"<ul>{items}</ul>")
        elif kind == "br":
            blocks.append(f"<p>{draw(runs())}<br/>{draw(runs())}</p>")
        else:
            blocks.append(f'<{kind} data-block-key="k1">{draw(runs())}</{kind}>')
    return "".join(blocks)


@st.composite
def cases(draw: Any) -> tuple[Part, int, int, str]:
    part = rich(draw(sources()))
    length = len(part.text)
    start = draw(st.integers(0, max(length - 1, 0)))
    end = draw(st.integers(min(start + 1, length), length))
    lines = []
    for line in part.text[start:end].split("\n"):
        tokens = re.findall(r"\w+|\s+|.", line)
        for _ in range(draw(st.integers(0, 3))):
            at = draw(st.integers(0, len(tokens)))
            change = draw(st.sampled_from(["out", "in", "other"]))
            tokens[at : at + (change != "in")] = [] if change == "out" else [draw(WORD), " "]
        lines.append("".join(tokens) if draw(st.booleans()) else draw(st.one_of(WORD, st.just(line))))
    return part, start, end, "\n".join(lines)


def shown(text: str) -> str:
    """As a browser shows it."""
    lines = (re.sub(r"[ \t\n\r\f]+", " ", line).strip(" ") for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def is_balanced(source: str) -> bool:
    stack: list[str] = []
    for tag in TAG.findall(source):
        name = re.match(r"</?([\w-]+)", tag)[1]  # type: ignore[index]
        if tag.startswith("</"):
            if not stack or stack.pop() != name:
                return False
        elif not tag.endswith("/>"):
            stack.append(name)
    return not stack


def is_within(few: list[str], many: list[str]) -> bool:
    """Whether the few stand in the many, in their order."""
    rest = iter(many)
    return all(each in rest for each in few)


@given(cases())
@settings(max_examples=MANY, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_passage_of_any_rich_text_is_replaced_without_damage(case: tuple[Part, int, int, str]) -> None:
    part, start, end, new = case
    try:
        source = mend(part, start, end, new)
    except OtherLines:
        assert clean(new).count("\n") != part.text[start:end].strip("\n").count("\n")
        return
    except NotExact:
        assert part.text[start:end] == "\n"
        return
    text = rich(source).text
    before, after = ("\n" if part.text[at] == "\n" else "" for at in (start, end - 1))
    assert text == shown(part.text[:start] + before + clean(new) + after + part.text[end:])
    assert is_balanced(source)
    assert is_within(TAG.findall(source), TAG.findall(part.source))
    assert is_within(HREF.findall(source), HREF.findall(part.source))
    # Structure stays: only inline elements that lost all their text may go.
    structure = re.compile(r"</?(?:p|h2|ul|li|br)\b")
    assert structure.findall(source) == structure.findall(part.source)
    assert links_outside(part, start, end) <= set(links(source))


def links(source: str) -> list[tuple[str, str]]:
    found = re.findall(r'<a href="([^"]*)">(.*?)</a>', source)
    return [(target, shown(html.unescape(TAG.sub("", inner)))) for target, inner in found]


def links_outside(part: Part, start: int, end: int) -> set[tuple[str, str]]:
    """The links that the passage does not touch, nor the white space beside it."""
    taken = [span for span in part.spans[max(start - 2, 0) : end + 2] if span]
    first, last = min(span[0] for span in taken), max(span[1] for span in taken)
    kept = set()
    for match in re.finditer(r'<a href="([^"]*)">(.*?)</a>', part.source):
        if match.end() <= first or match.start() >= last:
            kept |= set(links(match[0]))
    return kept
