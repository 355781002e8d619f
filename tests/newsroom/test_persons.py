"""Persons in the newsroom: their list, their form, and who may change them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

SignedIn = Callable[[str], Client]
pytestmark = pytest.mark.postgres
LIST = "/newsroom/snippets/people/person/"


def names(client: Client, query: str = "") -> list[str]:
    return [person.name for person in client.get(f"{LIST}{query}").context["object_list"]]


def test_they_are_listed_by_name_language_and_search(
    newsroom: Newsroom, signed_in: SignedIn, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):  # they enter the search index after the commit
        newsroom.person("Olha Koval")
        newsroom.person("Anna Novak")
        newsroom.person("Ганна Новак", language="uk", slug="hanna-novak")
    editor = signed_in("Editor")
    assert names(editor, "?locale=en") == ["Anna Novak", "Olha Koval"]
    assert names(editor, "?locale=uk") == ["Ганна Новак"]
    assert names(editor, "?locale=en&q=Koval") == ["Olha Koval"]


def test_the_list_takes_as_many_queries_for_three_as_for_one(newsroom: Newsroom, signed_in: SignedIn) -> None:
    editor = signed_in("Editor")
    newsroom.person("Anna Novak")
    names(editor)
    with CaptureQueriesContext(connection) as with_one:
        names(editor)
    newsroom.person("Olha Koval")
    newsroom.person("Ilse Hahn")
    with CaptureQueriesContext(connection) as with_three:
        names(editor)
    assert len(with_three) == len(with_one)


@pytest.mark.parametrize(
    ("character", "is_made"), [("Editor", True), ("Writer", False), ("Photographer", False)]
)
def test_persons_are_made_by_editors_only(
    newsroom: Newsroom, signed_in: SignedIn, character: str, is_made: bool
) -> None:
    from coffeepress.people.models import Person

    form = {"name": "Anna Novak", "slug": "anna-novak", "bio": "null"}
    signed_in(character).post(f"{LIST}add/?locale=en", form)
    assert Person.objects.filter(slug="anna-novak").exists() is is_made


def test_a_second_person_at_the_same_address_is_refused(newsroom: Newsroom, signed_in: SignedIn) -> None:
    newsroom.person("Anna Novak")
    form = {"name": "Another Anna", "slug": "anna-novak", "bio": "null"}
    response = signed_in("Editor").post(f"{LIST}add/?locale=en", form)
    assert response.context["form"].errors["slug"] == ["Another person has this address already: Anna Novak."]


def test_a_person_whom_a_byline_names_is_not_deleted(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from coffeepress.people.models import Person

    person = newsroom.person("Anna Novak")
    newsroom.article(newsroom.section("city"), authors=[person])
    response = signed_in("Editor").post(f"{LIST}delete/{person.pk}/", follow=True)
    assert "Anna Novak cannot be deleted: 1 byline names this person." in response.content.decode()
    assert Person.objects.filter(pk=person.pk).exists()
