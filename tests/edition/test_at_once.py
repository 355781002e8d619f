"""Several at once: editors who publish and presses that run at the same time lose nothing."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection, connections, transaction

from coffeepress.articles.models import Article
from coffeepress.edition.full import press_all
from coffeepress.edition.models import Address, Change
from coffeepress.edition.outbox import deferred
from coffeepress.edition.press import press
from tests.edition.folder import answers, differences, torn
from tests.edition.newsroom import Newsroom, fresh, on, save_draft, unpublish

pytestmark = pytest.mark.postgres


@pytest.fixture
def committed(transactional_db: Any, no_waiting_for_the_disk: None) -> Iterator[Newsroom]:
    """A newsroom whose threads see what the others have committed."""
    with deferred():
        newsroom = Newsroom()
        yield newsroom
    connections.close_all()


def at_once(*works: Callable[[], object]) -> list[BaseException]:
    """Run works in threads that start together.

    Returns:
        What they raised.
    """
    start = threading.Barrier(len(works))
    raised: list[BaseException] = []

    def run(work: Callable[[], object]) -> None:
        try:
            start.wait()
            work()
        except BaseException as error:
            raised.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return raised


def published(article: Article, **changes: Any) -> None:
    """As a request of the newsroom does it: one transaction, then a press."""
    with deferred(), transaction.atomic():
        save_draft(article, **changes).publish()
    press()


def test_editors_who_publish_at_once_lose_nothing(committed: Newsroom, elsewhere: Path) -> None:
    world = committed.section("world")
    drafts = [
        committed.draft(world, f"story-{number}", at=on(2026, 3, 1 + number), tags=["rivers"])
        for number in range(4)
    ]
    press_all(processes=1)
    assert at_once(*(lambda draft=draft: published(draft) for draft in drafts)) == []
    assert answers(*(f"/2026/03/story-{number}/" for number in range(4))) == [200] * 4
    assert not Change.objects.exists()
    assert differences(elsewhere) == []


def test_two_articles_published_at_once_do_not_get_one_address(committed: Newsroom, elsewhere: Path) -> None:
    drafts = [
        committed.draft(committed.section(slug), "bridge", at=on(2026, 3))
        for slug in ("world", "town", "sport")
    ]
    press_all(processes=1)
    assert at_once(*(lambda draft=draft: published(draft) for draft in drafts)) == []
    assert sorted(fresh(draft).permalink for draft in drafts) == [
        "/2026/03/bridge-2/",
        "/2026/03/bridge-3/",
        "/2026/03/bridge/",
    ]
    assert Address.objects.filter(kind="article", is_current=True).count() == 3
    assert differences(elsewhere) == []


def test_the_last_two_articles_of_a_month_withdrawn_at_once_take_the_month_with_them(
    committed: Newsroom, elsewhere: Path
) -> None:
    world = committed.section("world")
    articles = [committed.article(world, f"story-{number}", at=on(2026, 3)) for number in range(2)]
    committed.article(world, "stays", at=on(2026, 1))
    press_all(processes=1)

    def withdrawn(article: Article) -> None:
        with deferred():
            unpublish(article)

    assert at_once(*(lambda article=article: withdrawn(article) for article in articles)) == []
    press()
    assert answers("/2026/03/", "/world/2026/03/", "/2026/01/") == [404, 404, 200]
    assert differences(elsewhere) == []


def test_presses_and_a_full_press_at_once_lose_nothing(
    committed: Newsroom, elsewhere: Path, settings: Any
) -> None:
    world = committed.section("world")
    drafts = [committed.draft(world, f"story-{number}", at=on(2026, 3, 1 + number)) for number in range(3)]
    press_all(processes=1)

    def everything() -> None:
        press_all(processes=1)

    raised = at_once(everything, *(lambda draft=draft: published(draft) for draft in drafts), press)
    assert raised == []
    assert answers(*(f"/2026/03/story-{number}/" for number in range(3))) == [200] * 3
    assert torn((Path(settings.EDITION_DIR) / "current").resolve()) == []
    press()
    assert differences(elsewhere) == []


def test_a_full_press_on_several_processes_equals_one_on_one(committed: Newsroom, elsewhere: Path) -> None:
    world = committed.section("world")
    for number in range(60):
        committed.article(world, f"story-{number}", at=on(2026, 1 + number % 3)) if number < 8 else None
    assert press_all(processes=3) > 20
    assert Article.objects.count() == 8  # the connection was not shared with the processes
    assert differences(elsewhere) == []


def test_a_transaction_that_cannot_get_the_database_changes_nothing(committed: Newsroom) -> None:
    draft = committed.draft(committed.section("world"), "bridge", at=on(2026, 3))
    press_all(processes=1)
    with pytest.raises(OperationalError), transaction.atomic():
        save_draft(draft).publish()
        raise OperationalError("the connection is lost")
    assert not fresh(draft).live
    assert not Change.objects.exists()
