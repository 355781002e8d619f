"""The outbox and the worker: what a transaction changed is pressed, or kept until it is."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from coffeepress.articles.models import Article
from coffeepress.edition import worker
from coffeepress.edition.build import locked
from coffeepress.edition.full import press_all
from coffeepress.edition.keys import UndeclaredKey
from coffeepress.edition.models import Change
from coffeepress.edition.outbox import changed, deferred
from coffeepress.edition.press import NoEdition, PressBusy, TooMuchForNow, edition_dir, press, press_or_leave
from tests.edition.folder import answers, differences, files
from tests.edition.newsroom import Newsroom, fresh, on, publish, schedule


def is_due(page: Page, *, minutes: float = 5) -> None:
    """Its time has come."""
    moment = timezone.now() - timedelta(minutes=minutes)
    revision = Revision.objects.get(approved_go_live_at__isnull=False, object_id=str(page.pk))
    revision.content["go_live_at"] = moment.isoformat()
    revision.approved_go_live_at = moment
    revision.save(update_fields=["content", "approved_go_live_at"])


@pytest.mark.django_db
def test_keys_are_kept_once_and_a_misspelt_one_is_refused() -> None:
    changed("article:1", "article:1", "address:/a/")
    assert list(Change.objects.values_list("key", flat=True)) == ["address:/a/", "article:1"]
    with pytest.raises(UndeclaredKey):
        changed("artikel:1")


def test_a_publication_that_is_rolled_back_leaves_nothing(newsroom: Newsroom) -> None:
    world = newsroom.section("world")
    draft = newsroom.draft(world, "bridge", at=on(2026, 3))
    press_all(processes=1)
    with transaction.atomic():
        publish(draft)
        assert Change.objects.exists()
        transaction.set_rollback(True)
    assert not Change.objects.exists()
    assert not fresh(draft).live


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("savepoint_fails", [True, False])
def test_after_the_commit_it_is_pressed_once_whatever_savepoints_did(
    no_waiting_for_the_disk: None, monkeypatch: pytest.MonkeyPatch, savepoint_fails: bool
) -> None:
    pressed: list[list[str]] = []
    monkeypatch.setattr(
        "coffeepress.edition.press.press_or_leave",
        lambda: pressed.append(list(Change.objects.values_list("key", flat=True))),
    )
    with transaction.atomic():
        try:
            with transaction.atomic():
                changed("article:1")
                if savepoint_fails:
                    raise RuntimeError
        except RuntimeError:
            pass
        with transaction.atomic():
            changed("article:2")
        changed("article:3")
        assert pressed == []
    assert pressed == [(["article:1"] if not savepoint_fails else []) + ["article:2", "article:3"]]
    with deferred() as deferral:
        changed("article:4")
    assert deferral.is_wanted
    assert len(pressed) == 1


def test_the_worker_publishes_what_is_due_and_withdraws_what_has_expired(newsroom: Newsroom) -> None:
    world = newsroom.section("world")
    comes = newsroom.draft(world, "comes", at=on(2026, 3))
    later = newsroom.draft(world, "later", at=on(2026, 3))
    goes = newsroom.article(world, "goes", at=on(2026, 3))
    press_all(processes=1)
    schedule(comes)
    schedule(later)
    is_due(comes)
    Page.objects.filter(pk=goes.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert worker.work_once()
    assert answers("/2026/03/comes/", "/2026/03/later/", "/2026/03/goes/") == [200, 404, 410]
    assert not Change.objects.exists()


def test_wagtails_own_command_takes_the_same_way(newsroom: Newsroom) -> None:
    world = newsroom.section("world")
    comes = newsroom.draft(world, "comes", at=on(2026, 3))
    press_all(processes=1)
    schedule(comes)
    is_due(comes)
    call_command("publish_scheduled", dryrun=True)
    assert answers("/2026/03/comes/") == [404]
    call_command("publish_scheduled")
    assert answers("/2026/03/comes/") == [200]


def test_one_draft_that_cannot_be_published_holds_up_no_other(
    newsroom: Newsroom, caplog: pytest.LogCaptureFixture
) -> None:
    world = newsroom.section("world")
    bad, good = (newsroom.draft(world, slug, at=on(2026, 3)) for slug in ("bad", "good"))
    press_all(processes=1)
    schedule(bad)
    schedule(good)
    is_due(bad, minutes=9)
    is_due(good)
    taken = newsroom.article(world, "taken", at=on(2026, 3))
    revision = Revision.objects.get(approved_go_live_at__isnull=False, object_id=str(bad.pk))
    revision.content["slug"] = taken.slug  # Wagtail refuses two pages of one section with one slug
    revision.save(update_fields=["content"])
    with caplog.at_level(logging.ERROR):
        assert not worker.work_once()
    assert "could not be published" in caplog.text or "failed" in caplog.text
    assert answers("/2026/03/good/", "/2026/03/taken/") == [200, 200]
    assert not fresh(bad).live


def test_what_another_worker_has_published_is_not_published_again(newsroom: Newsroom) -> None:
    draft = newsroom.draft(newsroom.section("world"), "comes", at=on(2026, 3))
    schedule(draft)
    is_due(draft)
    assert worker.publish_due() == 1
    published_at = fresh(draft).last_published_at
    assert worker.publish_due() == 0
    assert fresh(draft).last_published_at == published_at


def test_many_pages_are_left_to_the_worker_with_a_message(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, elsewhere: Any
) -> None:
    world = newsroom.section("world")
    newsroom.article(world, "bridge", at=on(2026, 3))
    press_all(processes=1)
    monkeypatch.setattr("coffeepress.edition.press.IN_REQUEST_PAGES", 5)
    publish(world, title="Planet")
    with pytest.raises(TooMuchForNow):
        press(most_pages=5)
    trouble = press_or_leave()
    assert trouble is not None
    assert "in a few minutes" in trouble
    assert b"Planet" not in files()["2026/03/bridge/index.html"]
    told: list[int] = []
    press(progress=told.append)
    assert sum(told) > 5
    assert b"Planet" in files()["2026/03/bridge/index.html"]
    assert differences(elsewhere) == []


def test_the_worker_makes_the_edition_where_there_is_none_and_anew_when_the_program_changed(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.article(newsroom.section("world"), "bridge", at=on(2026, 3))
    with pytest.raises(NoEdition):
        press()
    worker.press_waiting()
    assert answers("/2026/03/bridge/") == [200]
    first = (edition_dir() / "current").readlink()
    worker.press_waiting()
    assert (edition_dir() / "current").readlink() == first
    monkeypatch.setattr("coffeepress.edition.worker.signature", lambda: "another")
    worker.press_waiting()
    assert (edition_dir() / "current").readlink() != first


def test_a_damaged_index_is_made_anew_by_the_worker(newsroom: Newsroom, elsewhere: Any) -> None:
    newsroom.article(newsroom.section("world"), "bridge", at=on(2026, 3))
    press_all(processes=1)
    index = (edition_dir() / "current").resolve().with_suffix(".index")
    for left in index.parent.glob(f"{index.name}-*"):
        left.unlink()
    index.write_bytes(b"not an index" * 1000)
    worker.press_waiting()
    assert differences(elsewhere) == []


def test_while_another_press_is_at_work_the_editor_is_told_and_the_work_is_kept(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    press_all(processes=1)
    article: Article = newsroom.article(newsroom.section("world"), "bridge", at=on(2026, 3))
    monkeypatch.setattr("coffeepress.edition.press.IN_REQUEST_WAIT_SECONDS", 0.05)
    with locked(edition_dir()):
        with pytest.raises(PressBusy):
            press(wait_seconds=0.05)
        assert press_or_leave() is not None
    assert Change.objects.filter(key=f"article:{article.pk}").exists()
    press()
    assert answers("/2026/03/bridge/") == [200]
