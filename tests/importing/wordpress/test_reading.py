"""Exports as they come: what is read, what is mended, what is refused in one sentence."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coffeepress.importing.wordpress import mending, reading
from coffeepress.importing.wordpress.reading import ExportError, items, survey
from coffeepress.importing.wordpress.records import Author, Term

from .exports import attachment, author, category, export, item, write

BOMB = """<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><rss version="2.0"><channel><title>&c;</title></channel></rss>"""


def test_survey_counts_kinds_and_keeps_authors_categories_and_attachments(tmp_path: Path) -> None:
    path = write(
        tmp_path / "a.xml",
        export(
            author("anna", "Anna Novak"),
            category("news", "News &amp; views"),
            item(1),
            item(2, kind="page"),
            item(3, kind="nav_menu_item"),
            attachment(
                9, " https://old.example/wp-content/uploads/2020/03/bridge.jpg\n", alt="A bridge", parent=1
            ),
        ),
    )
    with survey(path) as found:
        assert found.kinds == {"post": 1, "page": 1, "nav_menu_item": 1, "attachment": 1}
        assert found.total == 2
        assert found.site_url == "https://old.example"
        assert found.authors == {"anna": Author("anna", "Anna Novak", "anna@old.example")}
        assert found.categories["news"].name == "News & views"
        bridge = found.attachment(9)
        assert bridge is not None
        assert (bridge.url, bridge.alt) == (
            "https://old.example/wp-content/uploads/2020/03/bridge.jpg",
            "A bridge",
        )
        assert found.attached_to(1) == [9]
        sized = "http://old.example/wp-content/uploads/2020/03/bridge-300x200.jpg"
        assert found.attachment_at(sized) == bridge
        assert found.attachment_at(sized.replace("bridge", "other")) is None


@pytest.mark.parametrize(
    "namespace",
    [
        "http://wordpress.org/export/1.2/",
        "https://wordpress.org/export/1.2/",
        "http://wordpress.org/export/1.0/",
    ],
)
def test_item_is_read_whatever_the_namespace(tmp_path: Path, namespace: str) -> None:
    terms = [("category", "news", "News"), ("post_tag", "%d0%bc%d0%be%d0%b2%d0%b0", "Мова")]
    made = item(7, "Tom &amp; <em>Jerry</em>", terms=terms, meta={"_thumbnail_id": "9", "secret": "x"})
    [found] = items(write(tmp_path / "a.xml", export(made, namespace=namespace)))
    assert found.title == "Tom & Jerry"
    assert found.terms == (Term("category", "news", "News"), Term("post_tag", "мова", "Мова"))
    assert found.featured == 9
    assert found.published_at == datetime(2020, 3, 5, 10, tzinfo=UTC)


def test_other_prefix_is_understood_by_its_namespace(tmp_path: Path) -> None:
    text = export(item(1, "Mine")).replace("wp:", "w:").replace("xmlns:wp=", "xmlns:w=")
    assert [found.title for found in items(write(tmp_path / "a.xml", text))] == ["Mine"]


def test_undeclared_prefixes_are_understood(tmp_path: Path) -> None:
    text = export(item(1, "Mine"))
    text = text[: text.index("<rss ")] + '<rss version="2.0">' + text[text.index("\n<channel>") :]
    assert [found.title for found in items(write(tmp_path / "a.xml", text))] == ["Mine"]


def test_draft_without_a_date_has_none(tmp_path: Path) -> None:
    made = item(1, status="draft", date="0000-00-00 00:00:00")
    made = made.replace("Thu, 05 Mar 2020 10:00:00 +0000", "Mon, 30 Nov -0001 00:00:00 +0000")
    [found] = items(write(tmp_path / "a.xml", export(made)))
    assert (found.status, found.published_at) == ("draft", None)


def test_item_without_a_type_is_a_post(tmp_path: Path) -> None:
    made = item(1).replace("<wp:post_type><![CDATA[post]]></wp:post_type>", "")
    assert [found.kind for found in items(write(tmp_path / "a.xml", export(made)))] == ["post"]


def test_digest_is_the_same_for_the_same_item_and_moves_with_it(tmp_path: Path) -> None:
    path = write(tmp_path / "a.xml", export(item(1, "One"), item(2, "Two")))
    first, second = items(path)
    again, _ = items(path)
    assert first.digest() == again.digest()
    assert first.digest() != second.digest()


def test_comments_fields_do_not_reach_the_item(tmp_path: Path) -> None:
    comment = (
        "<wp:comment><wp:comment_id>5</wp:comment_id><wp:comment_content>No</wp:comment_content></wp:comment>"
    )
    path = write(tmp_path / "a.xml", export(item(1, extra=comment)))
    assert next(items(path)).wp_id == 1
    with survey(path) as found:
        assert found.comments == 1


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        (b"\xef\xbb\xbf\n\n<?xml", b"<?xml"),
        (b"a\x0bb\x00c", b"abc"),
        (b"<t>Tom & Jerry</t>", b"<t>Tom &amp; Jerry</t>"),
        (b"<l>?a=1&b=2</l>", b"<l>?a=1&amp;b=2</l>"),
        (b"<t>a&nbsp;b &amp; c &#39;</t>", b"<t>a&#160;b &amp; c &#39;</t>"),
        (b"<t>&#0;&#xFFFF;x</t>", b"<t>x</t>"),
        (b"<![CDATA[a & b &nbsp;]]>&x", b"<![CDATA[a & b &nbsp;]]>&amp;x"),
        (b"<!-- & --><t>&</t>", b"<!-- & --><t>&amp;</t>"),
        (b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;", b"<!DOCTYPE a [<!ENTITY b 'c'>]>&b;"),
    ],
)
@pytest.mark.parametrize("step", [1, 2, 7, 1000])
def test_mender_mends_only_what_is_safe_wherever_a_chunk_ends(
    broken: bytes, mended: bytes, step: int
) -> None:
    mender = mending.Mender()
    chunks = [mender.feed(broken[at : at + step]) for at in range(0, len(broken), step)]
    assert b"".join(chunks) + mender.finish() == mended


@given(
    st.lists(
        st.sampled_from([b"<![CDATA[", b"]]>", b"<!--", b"-->", b"&", b"&amp;", b"x", b"<", b" "]),
        max_size=30,
    )
)
def test_mender_gives_the_same_in_any_chunks(parts: list[bytes]) -> None:
    whole, bit_by_bit = mending.Mender(), mending.Mender()
    data = b"<r>" + b"".join(parts)
    expected = whole.feed(data) + whole.finish()
    got = b"".join(bit_by_bit.feed(data[at : at + 1]) for at in range(len(data)))
    assert got + bit_by_bit.finish() == expected


def test_mended_faults_are_counted(tmp_path: Path) -> None:
    made = item(1).replace("/2020/03/item-1/", "/?p=1&amp;x=2").replace("&amp;", "&")
    with survey(write(tmp_path / "a.xml", "\n" + export(made))) as found:
        assert found.mended == {"blank before the XML declaration": 1, "bare &": 1}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "it is empty"),
        (b" \n\n", "it is empty"),
        (b"PK\x03\x04zip", "it is packed: unpack it first and name the XML file inside"),
        (b'{"db": []}', "it is not a WordPress export (an RSS file with WordPress' own elements)"),
        (
            b"<html><p>Hello</p></html>",
            "it is not a WordPress export (an RSS file with WordPress' own elements)",
        ),
        (
            BOMB.encode(),
            "it declares a document type, which no WordPress export does and can hide an entity bomb",
        ),
        (export(item(1))[:900].encode(), "it is cut off at line 9, column 59: export it again"),
    ],
)
def test_refused_in_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    with pytest.raises(ExportError) as refusal:
        survey(write(tmp_path / "a.xml", content))
    assert str(refusal.value) == sentence


def test_nested_cdata_is_refused_with_its_line(tmp_path: Path) -> None:
    made = item(1).replace("<p>Words.</p>", "<![CDATA[inner]]> tail <b>")
    with pytest.raises(ExportError, match=r"^it is not well-formed XML at line \d+, column \d+$"):
        survey(write(tmp_path / "a.xml", export(made)))


@given(cut=st.integers(min_value=1, max_value=len(export(item(1), item(2))) - 8))
def test_truncated_anywhere_is_refused(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    path = write(tmp_path_factory.mktemp("cut") / "a.xml", export(item(1), item(2))[:cut])
    with pytest.raises(ExportError):
        survey(path)


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nested too deep"):
        survey(write(tmp_path / "a.xml", "<rss><channel>" + "<a>" * 100_000))


def test_field_beyond_the_limit_marks_the_item(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "LONGEST_FIELD_CHARACTERS", 100_000)
    path = write(tmp_path / "a.xml", export(item(1, content="x" * 200_000), item(2)))
    assert [found.too_long for found in items(path)] == [True, False]


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = write(
            tmp_path / f"{count}.xml", export(*(item(n, content="word " * 700) for n in range(1, count + 1)))
        )
        tracemalloc.start()
        with survey(path):
            assert sum(1 for _ in items(path)) == count
        size = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return size

    assert peak(2400) < peak(400) * 1.2
