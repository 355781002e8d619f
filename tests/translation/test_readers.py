"""What Ukrainian readers see is Ukrainian: every sort of page, pressed from a small outlet."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from coffeepress.articles.models import Article, Byline
from coffeepress.edition.full import press_all
from coffeepress.syndication.sharing import NETWORKS
from tests.edition.folder import texts
from tests.translation.shown import words_of_page

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

LATIN = re.compile(r"[A-Za-z]+")
ADDRESS = re.compile(r"https?://\S+")
#: Names: of the outlet, of sites and networks, of a licence, of a time zone, and the endings of files.
NAMES = {"Test", "Paper", "example", "org", "CC", "BY", "UTC", "CSV", "Ctrl", "Enter", "EUR"}
NAMES |= {network.name for network in NETWORKS.values()}


@pytest.fixture
def pages(newsroom: Newsroom) -> dict[str, str]:
    """The Ukrainian pages of an edition in which every word of the interface is shown, by their files."""
    from tests.edition.newsroom import new_document, new_picture, on, publish, unpublish

    section = newsroom.section("misto", language="uk", title="Місто", intro="Вулиці й мости.")
    author, other = (newsroom.person(name, language="uk", slug=slug) for name, slug in PERSONS)
    picture = new_picture(
        alt="Міст", caption="Міст уранці", credit="О. К.", source_url="https://example.org/"
    )
    body = [
        ("picture", {"picture": picture, "alt": "", "caption": "", "credit": "", "source_url": ""}),
        ("embed", {"url": "https://example.org/v", "title": "Відео", "picture": None, "caption": "Запис"}),
        ("download", {"document": new_document(), "title": "Дані", "description": "Таблиця чисел"}),
    ]
    original = {
        "original_kind": "reports", "original_name": "Вісник", "original_title": "Мости", "original_url": "https://example.org/m",
    }  # fmt: skip
    told = newsroom.draft(
        section, "mosty", title="Мости", standfirst="Про мости.", body=body, authors=[author, other],
        editors=[other], tags=["мости"], at=on(2026, 11, 5), **original,
    )  # fmt: skip
    told.bylines.add(*(Byline(person=author, role=role) for role in ("translator", "photographer", "source")))
    told.save_revision()
    publish(told)
    english = newsroom.section("city")
    publish(newsroom.translation(Article.objects.get(pk=told.pk), english, title="Bridges"))
    newsroom.article(section, "porom", title="Пором", standfirst="", body=[], at=on(2026, 10, 3))
    unpublish(newsroom.article(section, "znyato", title="Знято", body=[], at=on(2026, 10, 4)))
    press_all(processes=1)
    return {name: html for name, html in texts().items() if name.startswith("uk/") and name.endswith(".html")}


PERSONS = (("Олена Кравець", "olena"), ("Іван Гай", "ivan"))
EVERY_SORT = {
    "uk/index.html",
    "uk/404.html",
    "uk/archive/index.html",
    "uk/2026/11/index.html",
    "uk/2026/11/mosty/index.html",
    "uk/2026/10/znyato/gone.html",
    "uk/misto/index.html",
    "uk/misto/archive/index.html",
    "uk/people/olena/index.html",
    "uk/tags/мости/index.html",
}


def test_no_english_is_left_on_any_page(pages: dict[str, str]) -> None:
    assert set(pages) >= EVERY_SORT
    shown = {name: words_of_page(html, language="uk") for name, html in pages.items()}
    left = {
        (name, text)
        for name, texts in shown.items()
        for text in texts
        if set(LATIN.findall(ADDRESS.sub("", text))) - NAMES
    }
    assert left == set()


def test_bylines_name_the_work_and_so_fit_everybody(pages: dict[str, str]) -> None:
    text = " ".join(words_of_page(pages["uk/2026/11/mosty/index.html"], language="uk"))
    assert "Текст: Олена Кравець та Іван Гай" in text
    assert "Переклад: Олена Кравець Фото: Олена Кравець Редагування: І. Г. Джерело: Олена Кравець" in text
    assert "Першоджерело — Вісник : Мости" in text


def test_a_month_is_named_in_the_nominative_and_a_day_in_the_genitive(pages: dict[str, str]) -> None:
    month = words_of_page(pages["uk/2026/11/index.html"], language="uk")
    assert "Листопад 2026" in month
    assert "5 листопада 2026 р." in month
    assert "Жовтень 2026" in month
    assert "Листопад" in words_of_page(pages["uk/archive/index.html"], language="uk")
