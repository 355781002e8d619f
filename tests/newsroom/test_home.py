"""The home page: what each sees of what waits, is scheduled and was published, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

SignedIn = Callable[[str], Client]
pytestmark = pytest.mark.postgres


def hand_in(newsroom: Newsroom, section: Any, **fields: Any) -> Any:
    """A Writer's article that waits for review."""
    from tests.newsroom.characters import make_account

    writer = make_account("Writer")
    draft = newsroom.draft(section, owner=writer, **fields)
    draft.get_workflow().start(draft, writer)
    return draft


def schedule(newsroom: Newsroom, section: Any, **fields: Any) -> Any:
    """An article that will be published tomorrow."""
    draft = newsroom.draft(section, **fields)
    draft.go_live_at = timezone.now() + timedelta(days=1)
    draft.save_revision().publish()
    return draft


def home_of(client: Client) -> str:
    return client.get("/newsroom/").content.decode()


def test_an_editor_sees_what_waits_what_is_scheduled_and_what_was_published(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    section = newsroom.section("city")
    hand_in(newsroom, section, title="Waiting story")
    schedule(newsroom, section, title="Scheduled story")
    newsroom.article(section, title="Published story")
    shown = home_of(signed_in("Editor"))
    for words in (
        "Waiting for review",
        "Waiting story",
        "Writer Novak",
        "Scheduled story",
        "Published story",
    ):
        assert words in shown, words


def test_a_writer_sees_her_own_that_waits_and_nobody_elses(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from tests.newsroom.characters import make_account

    section = newsroom.section("city")
    hand_in(newsroom, section, title="My own story")
    other = newsroom.draft(section, title="Another's story", owner=make_account("Editor"))
    other.get_workflow().start(other, make_account("Editor"))
    shown = home_of(signed_in("Writer"))
    assert "My own story" in shown
    assert "Another" not in shown


@pytest.mark.parametrize("character", ["Photographer", "Moderator"])
def test_who_does_not_work_on_articles_sees_what_is_published_only(
    newsroom: Newsroom, signed_in: SignedIn, character: str
) -> None:
    section = newsroom.section("city")
    hand_in(newsroom, section, title="Waiting story")
    schedule(newsroom, section, title="Scheduled story")
    newsroom.article(section, title="Published story")
    shown = home_of(signed_in(character))
    assert ("Published story" in shown, "Waiting story" in shown, "Scheduled story" in shown) == (
        True,
        False,
        False,
    )


@pytest.mark.parametrize("character", ["Editor", "Writer", "Moderator"])
def test_the_home_page_takes_as_many_queries_for_three_as_for_one(
    newsroom: Newsroom, signed_in: SignedIn, character: str
) -> None:
    section = newsroom.section("city")
    client = signed_in(character)

    def one_more() -> None:
        hand_in(newsroom, section)
        schedule(newsroom, section)
        newsroom.article(section)

    one_more()
    home_of(client)
    with CaptureQueriesContext(connection) as with_one:
        home_of(client)
    one_more()
    one_more()
    with CaptureQueriesContext(connection) as with_three:
        home_of(client)
    assert len(with_three) == len(with_one)


def test_a_change_that_has_waited_long_is_told_with_what_to_do(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    from coffeepress.edition.full import press_all
    from coffeepress.edition.models import Change

    editor = signed_in("Editor")
    assert "There is no edition for readers yet" in home_of(editor)
    press_all(processes=1)
    assert "Readers have everything that is published." in home_of(editor)
    Change.objects.create(key="article:1")
    assert "is being brought up to date" in home_of(editor)
    Change.objects.update(created_at=timezone.now() - timedelta(seconds=31))
    shown = home_of(editor)
    assert "Readers do not have everything yet" in shown
    assert "coffeepress worker" in shown
