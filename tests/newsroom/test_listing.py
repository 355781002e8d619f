"""The list of all articles: what it holds, narrowed by its filters, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.newsroom.test_home import hand_in, schedule

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

SignedIn = Callable[[str], Client]
pytestmark = pytest.mark.postgres


def listed(client: Client, query: str = "") -> list[str]:
    """The headlines on the list's first page."""
    return [article.title for article in client.get(f"/newsroom/articles/{query}").context["object_list"]]


def test_the_newest_stand_first_after_those_never_published(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from tests.edition.newsroom import on

    section = newsroom.section("city")
    newsroom.article(section, title="May", at=on(2026, 5))
    newsroom.article(section, title="June", at=on(2026, 6))
    newsroom.draft(section, title="Draft")
    assert listed(signed_in("Editor")) == ["Draft", "June", "May"]


def test_it_is_narrowed_by_section_author_tag_state_and_language(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    from taggit.models import Tag

    city, water = newsroom.section("city"), newsroom.section("water")
    stadt = newsroom.section("misto", language="uk")
    author = newsroom.person("Anna Novak")
    newsroom.article(city, title="City", authors=[author], tags=["bridges"])
    newsroom.article(water, title="Water")
    newsroom.article(stadt, title="Misto")
    newsroom.draft(water, title="Draft")
    hand_in(newsroom, water, title="Waiting")
    schedule(newsroom, water, title="Scheduled")
    editor, tag = signed_in("Editor"), Tag.objects.get(name="bridges")
    assert listed(editor, f"?section={city.pk}") == ["City"]
    assert listed(editor, f"?author={author.pk}") == ["City"]
    assert listed(editor, f"?tag={tag.pk}") == ["City"]
    assert listed(editor, f"?language={stadt.locale_id}") == ["Misto"]
    assert listed(editor, "?state=review") == ["Waiting"]
    assert listed(editor, "?state=scheduled") == ["Scheduled"]
    assert sorted(listed(editor, "?state=live")) == ["City", "Misto", "Water"]
    assert sorted(listed(editor, f"?state=draft&section={water.pk}")) == ["Draft", "Scheduled", "Waiting"]


@pytest.mark.parametrize("character", ["Photographer", "Moderator"])
def test_who_may_only_view_articles_sees_those_that_are_published(
    newsroom: Newsroom, signed_in: SignedIn, character: str
) -> None:
    section = newsroom.section("city")
    newsroom.article(section, title="Published")
    newsroom.draft(section, title="Embargoed")
    client = signed_in(character)
    assert listed(client) == ["Published"]
    assert listed(client, "?q=Embargoed") == []


@pytest.mark.parametrize("character", ["Editor", "Writer", "Moderator"])
def test_the_list_takes_as_many_queries_for_three_as_for_one(
    newsroom: Newsroom, signed_in: SignedIn, character: str
) -> None:
    city, water = newsroom.section("city"), newsroom.section("water")
    client = signed_in(character)
    newsroom.article(city)
    newsroom.draft(city)
    listed(client)
    with CaptureQueriesContext(connection) as with_one:
        listed(client)
    for section in (city, water):
        newsroom.article(section)
        newsroom.draft(section)
    with CaptureQueriesContext(connection) as with_three:
        listed(client)
    assert len(with_three) == len(with_one)
