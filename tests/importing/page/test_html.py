"""A saved page's HTML, read into an article's parts."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from coffeepress.importing.page import (
    Byline,
    Heading,
    ListBlock,
    Paragraph,
    Picture,
    Quotation,
    SavedPage,
    Table,
    UnreadablePage,
    read_page,
)

DATA = Path(__file__).parent / "data"
PROSE = [
    f"<p>Paragraph number {number} of the article says something of its own, and it goes on for a while.</p>"
    for number in range(1, 9)
]


def page(*inside: str, head: str = "") -> SavedPage:
    """A page whose article is eight paragraphs with `inside` after the fourth."""
    body = "".join(PROSE[:4]) + "".join(inside) + "".join(PROSE[4:])
    source = f"<html lang='en'><head><title>The title of it</title>{head}</head><body><h1>The title of it</h1>{body}"
    return read_page(source.encode(), name="page.html", url="https://paper.example/2026/it/")


@pytest.fixture(scope="module")
def market() -> SavedPage:
    return read_page((DATA / "market.html").read_bytes(), name="market.html")


def test_headline_standfirst_and_address_come_from_the_page(market: SavedPage) -> None:
    assert market.headline == "Ринок на Подолі повертає ранкову каву"
    assert market.standfirst.startswith("Після двох років ремонту")
    assert market.standfirst_in_body
    assert (market.url, market.site_name) == ("https://visnyk.example/2026/11/rynok/", "Міський вісник")
    assert (market.language, market.published) == (
        "uk",
        datetime(2026, 11, 20, 8, 30, tzinfo=timezone(timedelta(hours=2))),
    )


def test_bylines_know_their_roles(market: SavedPage) -> None:
    assert market.bylines == (Byline("author", "Оксана Левченко"), Byline("editor", "А. Н. Іваненко"))


def test_blocks_keep_their_order_and_kind(market: SavedPage) -> None:
    kinds = [type(block) for block in market.blocks]
    assert kinds == [
        Picture,
        Paragraph,
        Paragraph,
        Quotation,
        Heading,
        Paragraph,
        ListBlock,
        Paragraph,
        Picture,
        Paragraph,
    ]


def test_a_caption_that_is_also_the_alternative_text_is_kept_once(market: SavedPage) -> None:
    picture = market.blocks[0]
    assert picture == Picture(
        url="https://visnyk.example/img/market.jpg",
        alt="Продавці розкладають товар до світанку",
        caption="Продавці розкладають товар до світанку.",
        credit="Ірина Коваль",
    )
    assert market.main_text.count("Продавці розкладають товар") == 1


def test_a_quotation_has_its_speaker(market: SavedPage) -> None:
    quotation = next(block for block in market.blocks if isinstance(block, Quotation))
    assert quotation.speaker == "Марія Гнатюк, директорка ринку"
    assert quotation.text.startswith("Ми рахували кожну копійку")


@pytest.mark.parametrize(
    "left_out",
    ["cookie", "Підтримайте", "Читайте також", "Трамвай", "велопарковку", "Facebook", "захищено", "Культура"],
)
def test_the_sites_furniture_is_left_out(market: SavedPage, left_out: str) -> None:
    assert left_out not in market.main_text


def test_emphasis_and_links_stay_and_scripts_do_not() -> None:
    found = page(
        '<p>A <b>bold</b> and <i onclick="x()">tilted</i> <a href="/other/">link</a>'
        '<script>alert(1)</script> and <a href="javascript:alert(1)">another</a> one in a sentence.</p>'
    )
    block = found.blocks[4]
    assert block == Paragraph(
        'A <b>bold</b> and <i>tilted</i> <a href="https://paper.example/other/">link</a> and '
        "<a>another</a> one in a sentence."
    )


def test_a_table_of_data_keeps_its_rows() -> None:
    found = page(
        "<table><tr><th>Year</th><th>Cups</th></tr><tr><td>2024</td><td>120</td></tr>"
        "<tr><td>2025</td><td>180</td></tr></table>"
    )
    assert Table((("Year", "Cups"), ("2024", "120"), ("2025", "180")), has_head=True) in found.blocks


def test_a_late_loading_picture_is_found_by_its_data() -> None:
    found = page(
        '<figure><img src="data:image/gif;base64,R0" data-src="big.jpg" alt=""><figcaption>What is on it'
        '<span class="credit">Photo: A. N.</span></figcaption></figure>'
    )
    assert Picture("https://paper.example/2026/it/big.jpg", "", "What is on it", "A. N.") in found.blocks


def test_icons_and_counters_are_no_pictures() -> None:
    found = page(
        '<img src="/icons/share.png" width="16" height="16"><img src="/pixel.gif" width="1" height="1">'
    )
    assert not [block for block in found.blocks if isinstance(block, Picture)]


def test_two_breaks_part_paragraphs() -> None:
    found = page(
        "<div>This is the first of two sentences that stand in one element.<br><br>"
        "And this is the other one after an empty line.</div>"
    )
    assert [block.text for block in found.blocks[4:6]] == [
        "This is the first of two sentences that stand in one element.",
        "And this is the other one after an empty line.",
    ]


def test_a_page_without_description_leaves_doubts() -> None:
    assert tuple(map(str, page().doubts)) == ("No byline was found.", "No date of publication was found.")


def test_the_address_given_beats_the_pages_own() -> None:
    found = page(head='<link rel="canonical" href="https://elsewhere.example/">')
    assert found.url == "https://paper.example/2026/it/"


def test_site_names_are_cut_off_titles() -> None:
    head = "<head><title>Bees come back to the roofs - The Paper</title></head>"
    source = f"<html>{head}<body>{''.join(PROSE)}</body></html>"
    assert read_page(source.encode(), name="page.html").headline == "Bees come back to the roofs"


@pytest.mark.parametrize(
    "source",
    [
        b"<html><body></body></html>",
        b"<html><body><nav><a href='/'>Home</a></nav></body></html>",
        b"<html><head><title>Only a title",
        b"<!DOCTYPE html>",
        b"<html><body>" + b"<div>" * 100_000,
        b"<html><body>" + b"<p>x</p>" * 200_000,
        b"<html><body>" + b"<!--" * 50_000,
        b'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><html><body>&b;</body></html>',
        b'<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]><html><body>&x;</body></html>',
        b"<html><script type='application/ld+json'>" + b"[" * 100_000 + b"</script></html>",
    ],
    ids=["empty", "menu", "title", "doctype", "nested", "wide", "comments", "bomb", "file entity", "json"],
)
def test_a_hopeless_page_is_refused_in_one_sentence(source: bytes) -> None:
    with pytest.raises(UnreadablePage) as refusal:
        read_page(source, name="page.html")
    assert refusal.value.sentence.startswith("page.html ")
    assert refusal.value.sentence.endswith(".")
    assert "\n" not in refusal.value.sentence


def test_a_truncated_page_gives_what_there_is() -> None:
    source = (DATA / "market.html").read_bytes()
    found = read_page(source[: source.index("Наступного".encode())], name="market.html")
    assert found.headline == "Ринок на Подолі повертає ранкову каву"
    assert "Нові ряди ширші за старі" in found.main_text


def test_a_page_saved_in_parts_gives_its_html_and_address() -> None:
    body = "".join(PROSE).replace("Paragraph", "=D0=90=D0=B1=D0=B7=D0=B0=D1=86")
    source = (
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: https://paper.example/saved/\r\nSubject: The title\r\n"
        'MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----part"\r\n\r\n'
        "------part\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        f'<html><head><meta charset=3D"utf-8"><title>The title of it</title></head><body>{body}</body></html>\r\n'
        "------part\r\nContent-Type: image/gif\r\nContent-Transfer-Encoding: base64\r\n\r\nR0lGODlhAQ==\r\n"
        "------part--\r\n"
    )
    found = read_page(source.encode(), name="page.mhtml")
    assert (found.headline, found.url) == ("The title of it", "https://paper.example/saved/")
    assert found.main_text.startswith("Абзац number 1 of the article")
