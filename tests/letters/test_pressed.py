"""What readers can open of letters: pages that follow what is published, whatever a letter once held."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.letters.begin import begin
from coffeepress.letters.models import Letter
from tests.edition.folder import differences, files
from tests.edition.newsroom import Newsroom, on, publish, unpublish

pytestmark = pytest.mark.postgres


def body(path: str) -> str:
    return files()[f"{path.strip('/')}/index.html"].decode()


def test_begun_letter_has_a_page_and_stands_in_the_lists(
    newsroom: Newsroom, letter: Callable[..., Letter], elsewhere: Path
) -> None:
    article = newsroom.article(newsroom.section("city"), "ferry", title="Ferry", at=on(2026, 11))
    press_all()
    sent = letter(content=[("article", article)], subject="First")
    again = letter(subject="Second", content=[("article", article)])
    draft = letter(subject="Unsent secret", state=Letter.State.DRAFT)
    begin(sent.pk, at=on(2026, 11, 24))
    begin(again.pk, at=on(2026, 11, 24))
    press()
    sent.refresh_from_db()
    again.refresh_from_db()
    assert (sent.path, again.path) == ("/letters/2026/11/24-daily/", "/letters/2026/11/24-daily-2/")
    assert "Ferry" in body(sent.path)
    for page in ("letters", "letters/2026/11"):
        assert re.findall(r'href="(/letters/2026/11/24[^"]*)"', body(page)) == [again.path, sent.path]
    assert draft.subject.encode() not in b"".join(files().values())
    assert differences(elsewhere) == []


def test_article_that_is_withdrawn_leaves_the_letters_page_and_comes_back(
    newsroom: Newsroom, letter: Callable[..., Letter], elsewhere: Path
) -> None:
    article = newsroom.article(newsroom.section("city"), "ferry", title="Ferry", at=on(2026, 11))
    sent = letter(content=[("article", article)])
    begin(sent.pk, at=on(2026, 11, 24))
    press_all()
    unpublish(article)
    press()
    assert "Ferry" not in body("/letters/2026/11/24-daily/")
    publish(article, title="Ferry again")
    press()
    assert "Ferry again" in body("/letters/2026/11/24-daily/")
    assert differences(elsewhere) == []


def test_form_stands_under_articles_and_fronts_of_each_language_and_sets_no_cookie(
    newsroom: Newsroom,
) -> None:
    newsroom.article(newsroom.section("city"), "ferry", at=on(2026, 11))
    press_all()
    for path, language in (
        ("2026/11/ferry", "en"),
        ("letters", "en"),
        ("", "en"),
        ("uk", "uk"),
        ("uk/letters", "uk"),
    ):
        html = files()[f"{path}/index.html".lstrip("/")].decode()
        form = re.search(r'<form[^>]*action="/letters/subscribe/".*?</form>', html, re.DOTALL)
        assert form is not None, path
        assert f'name="language" value="{language}"' in form[0]
        assert "csrf" not in form[0]


def test_outlet_without_letters_has_neither_form_nor_page(
    newsroom: Newsroom, change_site: Callable[..., None]
) -> None:
    change_site(letters=[])
    newsroom.article(newsroom.section("city"), "ferry", at=on(2026, 11))
    press_all()
    assert b"/letters/" not in b"".join(files().values())
    assert "letters/index.html" not in files()
