"""The small readers: captions, bylines, dates, furniture, languages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coffeepress.importing.page import furniture
from coffeepress.importing.page.bylines import name_before_date, read_byline
from coffeepress.importing.page.captions import is_caption, split_credit
from coffeepress.importing.page.dates import read_date
from coffeepress.importing.page.language import guess_language
from coffeepress.importing.page.saved import Byline
from coffeepress.importing.page.wordlists import any_of, word_list


@pytest.mark.parametrize(
    ("text", "caption", "credit"),
    [
        ("(Image: The harbour at night. Photo: A. N.)", "The harbour at night.", "A. N."),
        ("The harbour at night (Photo: A. N.)", "The harbour at night", "A. N."),
        ("The harbour at night. | Foto: Reuters", "The harbour at night.", "Reuters"),
        ("Порт уночі. Фото: Укрінформ", "Порт уночі.", "Укрінформ"),
        ("Фото: Ірина Коваль", "", "Ірина Коваль"),
        (
            "A man walks past the gate on Thursday Credit: STR/AFP",
            "A man walks past the gate on Thursday",
            "STR/AFP",
        ),
        ("Media caption The harbour at night", "The harbour at night", ""),
        (
            "The minister in the hall on Monday. (Thomas Coex/AFP/Getty Images)",
            "The minister in the hall on Monday.",
            "Thomas Coex/AFP/Getty Images",
        ),
    ],
)
def test_captions_are_parted_from_credits(text: str, caption: str, credit: str) -> None:
    assert is_caption(text)
    assert split_credit(text) == (caption, credit)


@pytest.mark.parametrize(
    "text",
    [
        "The photo shows how the harbour looked before the storm came.",
        "He gave his source: a clerk of the ministry who wants to stay unnamed.",
        "The image of the town has changed, and the mayor says so at every meeting.",
    ],
)
def test_prose_is_no_caption(text: str) -> None:
    assert not is_caption(text)


@pytest.mark.parametrize(
    ("line", "bylines"),
    [
        ("Edited by: A. N.", (Byline("editor", "A. N."),)),
        ("Edited by Jane Doe", (Byline("editor", "Jane Doe"),)),
        (
            "By Jane Doe and John Roe, 3 May 2024",
            (Byline("author", "Jane Doe"), Byline("author", "John Roe")),
        ),
        ("by: Laurie Oakes", (Byline("author", "Laurie Oakes"),)),
        ("By JEFFREY GETTLEMAN JAN. 13, 2017", (Byline("author", "Jeffrey Gettleman"),)),
        ("Переклала: Олена Шевчук", (Byline("translator", "Олена Шевчук"),)),
        ("Автор: Тарас Мельник", (Byline("author", "Тарас Мельник"),)),
        (
            "Le Journal | 04.05.2015 à 13h36 | Par Martin Untersinger",
            (Byline("author", "Martin Untersinger"),),
        ),
        ("Photographs by Ana de Sousa", (Byline("photographer", "Ana de Sousa"),)),
        ("By the time he came home it was dark.", ()),
        ("Edited by hand", ()),
        ("By 2030 the town wants to be carbon neutral", ()),
    ],
)
def test_bylines_are_read_with_their_roles(line: str, bylines: tuple[Byline, ...]) -> None:
    assert read_byline(line) == bylines


def test_a_name_before_a_date_is_whole() -> None:
    assert name_before_date("Aleš Vávra - Apr 16, 2015 8:02 pm UTC") == "Aleš Vávra"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("16 November 2017 • 2:15pm", datetime(2017, 11, 16, 14, 15, tzinfo=UTC)),
        ("March 13, 2015 9:00PM", datetime(2015, 3, 13, 21, 0, tzinfo=UTC)),
        ("04.05.2015 à 13h36", datetime(2015, 5, 4, 13, 36, tzinfo=UTC)),
        ("20 листопада 2026, 08:30", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        ("1 мая 2020", datetime(2020, 5, 1, tzinfo=UTC)),
        ("2024-02-30", None),
        ("yesterday at noon", None),
        ("12.34.2014", None),
    ],
)
def test_dates_are_read_as_pages_write_them(line: str, date: datetime | None) -> None:
    assert read_date(line) == date


@pytest.mark.parametrize(
    "line",
    [
        "Related Posts",
        "Читайте також",
        "Más leídas",
        "Lire aussi",
        "Mehr zum Thema",
        "Share on Facebook",
        "Поділитися у Facebook",
        "Click here to read more.",
        "It looks like you are using an ad blocker.",
        "Підпишіться на наш канал",
        "Abonnez-vous à partir de 1 €",
        "© 2026 The Paper. All rights reserved.",
        "Advertisement",
        "12 Comments",
        "Коментарі (2)",
        "www.paper.example/news",
        "Subscribe to our newsletter and get the best of it in your inbox.",
        '<img src="x.gif" alt="">',
    ],
)
def test_furniture_is_told_by_what_it_says(line: str) -> None:
    assert furniture.is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "More people in Kyiv now drink coffee in the morning.",
        "The related law passed in May.",
        "Discussion",
        "What Facebook knew",
        "The court found that the newspaper had told the truth about the mayor, and dismissed the case.",
        "Top of the hill",
        "He left a comment on the door: closed.",
    ],
)
def test_an_articles_own_words_are_no_furniture(line: str) -> None:
    assert not furniture.is_furniture(line)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Це речення написане українською, і в ньому є літера ї та ще слова.", "uk"),
        ("Это предложение написано на русском, и в нём есть буква ы.", "ru"),
        ("This is a sentence in English, and it has the usual words in it.", "en"),
        ("Dies ist ein Satz auf Deutsch, und er ist nicht lang, aber mit den Wörtern.", "de"),
        ("Esta es una frase en español, y no es muy larga, pero con las palabras de la lengua.", "es"),
        ("これは日本語の文です。", "ja"),
        ("这是一个中文句子。", "zh"),
        ("xyzzy", ""),
    ],
)
def test_languages_are_guessed(text: str, code: str) -> None:
    assert guess_language(text) == code


@pytest.mark.parametrize("name", ["related", "comments", "appeal", "legal", "advert", "picture-makers"])
def test_word_lists_hold_patterns_that_match_nothing_empty(name: str) -> None:
    import re

    assert len(word_list(name)) == len(set(word_list(name)))
    assert not re.fullmatch(any_of(name), "")
