"""Plain text that a person copied from a page: its furniture has no markup to tell it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coffeepress.importing.page import (
    Byline,
    ListBlock,
    Paragraph,
    Picture,
    Quotation,
    SavedPage,
    UnreadablePage,
    read_page,
)

DATA = Path(__file__).parent / "data"
PROSE = (
    "The keeper of the tower went up the stairs every evening, and he never missed a single one of them.\n\n"
    "In the morning he came down again and wrote into his book what the night had brought to the coast.\n\n"
)


@pytest.fixture(scope="module")
def lighthouse() -> SavedPage:
    return read_page((DATA / "lighthouse.txt").read_bytes(), name="lighthouse.txt")


@pytest.fixture(scope="module")
def market() -> SavedPage:
    return read_page((DATA / "market.txt").read_bytes(), name="market.txt")


def test_headline_bylines_and_date_are_read_above_the_text(lighthouse: SavedPage) -> None:
    assert lighthouse.headline == "The last lighthouse keeper counts birds now"
    assert lighthouse.bylines == (
        Byline("author", "Harriet Cole"),
        Byline("author", "Tom Reyes"),
        Byline("editor", "A. N."),
    )
    assert lighthouse.published == datetime(2025, 3, 3, tzinfo=UTC)
    assert lighthouse.language == "en"


def test_captions_in_brackets_become_pictures_with_credits(lighthouse: SavedPage) -> None:
    assert [block for block in lighthouse.blocks if isinstance(block, Picture)] == [
        Picture("", "", "The tower at Gull Point in winter.", "Harriet Cole"),
        Picture("", "", "A drawing from one of the exercise books", "Gull Point Archive"),
    ]


@pytest.mark.parametrize(
    "left_out",
    [
        "ad blocker",
        "Related Posts",
        "herring",
        "Click here",
        "newsletter",
        "Share on",
        "rights reserved",
        "Oceans",
    ],
)
def test_furniture_is_left_out(lighthouse: SavedPage, left_out: str) -> None:
    assert left_out not in lighthouse.main_text


def test_what_was_left_out_inside_the_text_is_listed(lighthouse: SavedPage) -> None:
    assert "Left out of the text as the site’s furniture: “Why the herring came back”." in map(
        str, lighthouse.doubts
    )
    assert "Pictures without a file, known by their captions: 2." in map(str, lighthouse.doubts)


def test_an_alternative_text_beside_its_caption_is_kept_once(market: SavedPage) -> None:
    assert market.main_text.count("Продавці розкладають товар до світанку") == 1


def test_the_standfirst_is_told_from_the_headline(market: SavedPage) -> None:
    assert market.headline == "Ринок на Подолі повертає ранкову каву"
    assert market.standfirst.startswith("Після двох років ремонту")
    assert market.standfirst_in_body


def test_a_dash_and_a_name_make_a_quotation(market: SavedPage) -> None:
    quotation = next(block for block in market.blocks if isinstance(block, Quotation))
    assert (quotation.speaker, quotation.text[:12]) == ("Марія Гнатюк, директорка ринку", "Ми рахували ")


def test_lines_after_a_colon_make_a_list(market: SavedPage) -> None:
    found = next(block for block in market.blocks if isinstance(block, ListBlock))
    assert found.items == (
        "сорок вісім місць для фермерів із області",
        "окремий ряд для пекарень і кав'ярень",
        "безкоштовна вода для відвідувачів",
    )


def test_readers_comments_are_left_out(market: SavedPage) -> None:
    assert "велопарковку" not in market.main_text
    assert "Дуже чекали" not in market.main_text


def test_a_sentence_that_reports_an_appeal_stays() -> None:
    reported = (
        "On Monday the town asked every family to donate to the fund, and by Friday most of them had done so."
    )
    found = read_page(
        f"The tower\n\n{PROSE}{reported}\n\n{PROSE.replace('keeper', 'guard')}".encode(), name="note.txt"
    )
    assert reported in found.main_text


def test_markup_in_text_stays_text() -> None:
    found = read_page(
        f"The tower\n\n{PROSE}He wrote that 1 < 2 & 3 > 2, which nobody there had ever doubted before.\n".encode(),
        name="n.txt",
    )
    assert found.blocks[-1] == Paragraph(
        "He wrote that 1 &lt; 2 &amp; 3 &gt; 2, which nobody there had ever doubted before."
    )
    assert "1 < 2 & 3 > 2" in found.main_text


def test_lines_broken_at_a_width_are_joined() -> None:
    source = (
        "The tower\n\n"
        "The keeper of the tower went up the stairs every evening, and he never\n"
        "missed a single one of them, whatever the weather was like outside and\n"
        "however tired he felt after a day of mending nets down in the harbour.\n\n"
        "In the morning he came down again and wrote into his book what the night\n"
        "had brought to the coast, which was nothing at all on most of the days,\n"
        "and a ship on a few of them, and once a whale that had lost its way there.\n"
    )
    found = read_page(source.encode(), name="mail.txt")
    assert [type(block) for block in found.blocks] == [Paragraph, Paragraph]


def test_a_short_note_is_all_text() -> None:
    found = read_page(
        b"Market closed\n\nThe market stays closed on Monday because the water pipe burst.", name="note.txt"
    )
    assert (found.headline, found.main_text) == (
        "Market closed",
        "The market stays closed on Monday because the water pipe burst.",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251", "koi8-u"])
def test_encodings_are_told(encoding: str) -> None:
    source = (DATA / "market.txt").read_text(encoding="utf-8").replace("–", "-")
    found = read_page(source.encode(encoding, errors="replace"), name="market.txt")
    assert found.headline == "Ринок на Подолі повертає ранкову каву"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\x00" * 100, "is empty"),
        (b"... --- ...", "is empty"),
        (b"Home\nNews\nSport\n", "no text that reads like an article"),
        (b"%PDF-1.7 x", "is a PDF"),
        (b"\x89PNG\r\n\x1a\n", "is a picture"),
        (b"PK\x03\x04", "zip archive"),
        (bytes(range(256)) * 40, "binary"),
        (b"x" * 20_000_001, "bigger than 20 MB"),
        (b"line\n" * 1_000_000, "more text than any article"),
        (b"word " * 1_500_000, "more text than any article"),
        (b'<!DOCTYPE l [<!ENTITY a "aa">]><l>&a;</l>', "declares XML entities"),
    ],
    ids=[
        "empty",
        "blank",
        "zeros",
        "signs",
        "menu",
        "pdf",
        "png",
        "zip",
        "binary",
        "big",
        "lines",
        "words",
        "bomb",
    ],
)
def test_a_hopeless_file_is_refused_in_one_sentence(source: bytes, said: str) -> None:
    with pytest.raises(UnreadablePage, match=said) as refusal:
        read_page(source, name="copied.txt")
    assert refusal.value.sentence.startswith("copied.txt ")
    assert "\n" not in refusal.value.sentence
