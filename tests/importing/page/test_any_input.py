"""Whatever the bytes are, they are read or refused: nothing else is raised."""

from __future__ import annotations

import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from coffeepress.importing.page import SavedPage, UnreadablePage, read_page

TAGS = some.sampled_from(
    [
        "p",
        "div",
        "b",
        "a href='http://[x'",
        "a href=/y",
        "ul",
        "li",
        "table",
        "tr",
        "td",
        "blockquote",
        "figure",
        "figcaption",
        "img src=a.jpg",
        "h1",
        "h2",
        "br",
        "pre",
        "script",
        "style",
        "section class=comments",
        "div class=related",
        "svg",
        "noscript",
        "!--",
        "![CDATA[",
        "?xml",
        "meta charset=x",
    ]
)
PHRASES = some.sampled_from(
    [
        "A sentence that is long enough to be taken for one of an article, you see.",
        "Фото: А. Н.",
        "(Image: x)",
        "Read more:",
        "Share",
        "By A. N.",
        "12.13.2014",
        "99/99/9999",
        "2024-13-45T99:99",
        "—",
        "https://example.org/x",
        "\u202e",
        "\x00",
        "&#xD800;",
        "&amp;lt;",
        "Comments (3)",
    ]
)
ELEMENT = some.builds(
    lambda tag, text, closed: f"<{tag}>{text}" + (f"</{tag.split()[0]}>" if closed else ""),
    TAGS,
    PHRASES | some.text(max_size=30),
    some.booleans(),
)
HTML = some.lists(ELEMENT, max_size=40).map(lambda parts: "<html><body>" + "\n".join(parts))
LINES = some.lists(PHRASES | some.text(max_size=60), max_size=60).map("\n".join)
QUICK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def read_or_refuse(data: bytes) -> SavedPage | None:
    began = time.monotonic()
    try:
        found = read_page(data, name="input", url="")
    except UnreadablePage as refusal:
        return check_sentence(refusal.sentence)
    finally:
        assert time.monotonic() - began < 20
    assert "<script" not in repr(found.blocks).lower()
    assert found.main_text.strip()
    return found


def check_sentence(sentence: str) -> None:
    assert sentence.endswith(".")


@QUICK
@given(some.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    read_or_refuse(data)


@QUICK
@given(HTML, some.sampled_from(["utf-8", "utf-16", "windows-1251"]))
def test_any_markup(source: str, encoding: str) -> None:
    read_or_refuse(source.encode(encoding, errors="replace"))


@QUICK
@given(LINES)
def test_any_lines(source: str) -> None:
    read_or_refuse(source.encode("utf-8", errors="replace"))


@QUICK
@given(some.binary(max_size=300), some.sampled_from(["quoted-printable", "base64", "8bit", "x-uuencode"]))
def test_any_archive(data: bytes, encoding: str) -> None:
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    head += "Content-Type: text/html\r\n"
    read_or_refuse(head.encode() + f"Content-Transfer-Encoding: {encoding}\r\n\r\n".encode() + data)
