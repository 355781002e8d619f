"""What an editor with a Ukrainian account sees is Ukrainian, Wagtail's words included."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import pytest
from django.apps import apps
from django.utils import translation
from wagtail.models import Page
from wagtail.users.models import UserProfile

from tests.translation.shown import words_of_page

if TYPE_CHECKING:
    from django.test import Client

    from tests.edition.newsroom import Newsroom

LATIN = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"https?://\S+|\S+@\S+|\S+\.(?:png|csv)\b|\(?[\w/]+/\)?")
CYRILLIC = re.compile(r"[а-яіїєґ]", re.IGNORECASE)
#: Names; what Wagtail shows of a machine's: keys, endings of files; and our commands.
NAMES = {
    *("Coffeepress", "Wagtail", "Test", "Paper", "Editor", "Novak", "Root", "English", "uk", "JavaScript"),
    *("URL", "ID", "Email", "CC", "BY", "Ctrl", "Alt", "Shift", "Enter", "CSV", "XLSX"),
    *("GIF", "JPG", "JPEG", "PNG", "WEBP", "AVIF", "HEIC", "coffeepress", "press", "all"),
}
#: Fields that the newsroom shows without a name, or not at all.
NAMELESS = {
    "id",
    "comment_notifications",
    "focal_point_x",
    "focal_point_y",
    "focal_point_width",
    "focal_point_height",
}
#: What Wagtail says in English in every language.
NEVER_TRANSLATED = {"Actions", "Home"}


@pytest.fixture
def desk(newsroom: Newsroom) -> Client:
    """A browser in which an Editor who reads Ukrainian is signed in, and something to look at."""
    from tests.edition.newsroom import new_document, new_picture
    from tests.newsroom.characters import client_of, make_account, make_roles

    make_roles()
    section = newsroom.section("misto", language="uk", title="Місто")
    person = newsroom.person("Олена Кравець", language="uk", slug="olena")
    newsroom.article(section, "mosty", title="Мости", standfirst="", body=[], authors=[person])
    newsroom.draft(section, "porom", title="Пором", standfirst="", body=[])
    new_picture(title="Міст", alt="Міст")
    new_document(name="Дані.csv")
    profile = UserProfile.get_for_user(make_account("Editor"))
    profile.preferred_language = "uk"
    profile.save()
    return client_of("Editor")


def left_in(html: str) -> set[str]:
    """The texts of a page in which English words stand."""
    words = [text for text in words_of_page(html, language="uk") if not text.startswith("{")]
    return {
        text
        for text in words
        if set(LATIN.findall(ADDRESS.sub("", text))) - NAMES and text not in NEVER_TRANSLATED
    }


@pytest.mark.parametrize(
    "path",
    [
        "/newsroom/",
        "/newsroom/articles/",
        "/newsroom/snippets/people/person/",
        "/newsroom/snippets/people/person/add/",
        "/newsroom/images/",
        "/newsroom/images/add/",
        "/newsroom/documents/",
    ],
)
def test_no_english_is_left_in_the_newsroom(desk: Client, path: str) -> None:
    answer = desk.get(path)
    assert answer.status_code == 200
    assert left_in(answer.content.decode()) == set()


def test_no_english_is_left_in_the_forms_of_articles(desk: Client) -> None:
    written = Page.objects.get(slug="mosty")
    section = written.get_parent()
    for path in (f"{written.pk}/edit/", f"add/articles/article/{section.pk}/", f"{section.pk}/edit/"):
        answer = desk.get(f"/newsroom/pages/{path}")
        assert answer.status_code == 200
        assert left_in(answer.content.decode()) == set(), path


def test_the_scripts_of_the_newsroom_speak_ukrainian(desk: Client) -> None:
    shown = desk.get("/newsroom/jsi18n/").content.decode()
    assert json.dumps("Пишіть тут або натисніть «/», щоб вставити блок") in shown


@pytest.mark.parametrize(
    "model", ["articles.Article", "articles.Home", "articles.Section", "articles.FreePage"]
)
def test_every_field_of_a_page_has_a_ukrainian_name(model: str) -> None:
    form = apps.get_model(model).get_edit_handler().get_form_class()
    with translation.override("uk"):
        labels = {name: str(form.base_fields[name].label) for name in form.base_fields.keys() - NAMELESS}
    assert [name for name, shown in labels.items() if not CYRILLIC.search(shown)] == []


@pytest.mark.parametrize("model", ["articles.Picture", "people.Person", "people.User"])
def test_every_field_of_ours_has_a_ukrainian_name(model: str) -> None:
    fields = [
        field for field in apps.get_model(model)._meta.local_fields if field.editable and field.verbose_name
    ]
    with translation.override("uk"):
        named = {field.name: str(field.verbose_name) for field in fields if field.name not in NAMELESS}
    assert [name for name, shown in named.items() if not CYRILLIC.search(shown)] == []
