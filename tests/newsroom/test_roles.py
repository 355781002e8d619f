"""Who may do what, beyond opening a page: what is refused even when its form is sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from wagtail.models import GroupApprovalTask, Page, Workflow, WorkflowPage

from tests.newsroom.forms import article_form

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

SignedIn = Callable[[str], Client]
pytestmark = pytest.mark.postgres


def test_the_groups_are_ours_alone(newsroom: Newsroom) -> None:
    names = set(Group.objects.values_list("name", flat=True))
    assert names == {"Editor", "Writer", "Photographer", "Moderator", "Treasurer", "Advertising"}


def test_one_review_by_editors_stands_at_the_root(newsroom: Newsroom) -> None:
    assert [workflow.name for workflow in Workflow.objects.all()] == ["Review"]
    assert [(link.page.depth, link.workflow.name) for link in WorkflowPage.objects.all()] == [(1, "Review")]
    task = GroupApprovalTask.objects.get()
    assert [group.name for group in task.groups.all()] == ["Editor"]


def test_making_the_roles_again_changes_nothing(newsroom: Newsroom) -> None:
    from tests.newsroom.characters import make_roles

    def rights() -> list[tuple[object, ...]]:
        return sorted(
            (
                group.name,
                *sorted(group.permissions.values_list("codename", flat=True)),
                group.page_permissions.count(),
            )
            for group in Group.objects.all()
        )

    before = rights()
    make_roles()
    assert rights() == before
    assert Permission.objects.filter(codename="submit_translation").count() == 1


def test_whoever_was_in_wagtails_groups_keeps_rights_of_the_same_kind(newsroom: Newsroom) -> None:
    from tests.newsroom.characters import make_account, make_roles

    account = make_account("Reader")
    account.groups.add(Group.objects.create(name="Moderators"))
    make_roles()
    assert [group.name for group in account.groups.all()] == ["Editor"]
    assert not Group.objects.filter(name="Moderators").exists()


def test_a_writer_who_sends_publish_with_a_new_article_gets_a_draft(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    from coffeepress.articles.models import Article

    section = newsroom.section("city")
    path = f"/newsroom/pages/add/articles/article/{section.pk}/"
    signed_in("Writer").post(path, article_form(**{"action-publish": "1"}))
    assert Article.objects.get(slug="night-ferry").live is False


def test_a_writer_who_sends_publish_with_her_own_draft_publishes_nothing(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    from tests.newsroom.characters import make_account

    draft = newsroom.draft(newsroom.section("city"), owner=make_account("Writer"))
    form = article_form(title="Changed", slug=draft.slug, **{"action-publish": "1"})
    signed_in("Writer").post(f"/newsroom/pages/{draft.pk}/edit/", form)
    draft.refresh_from_db()
    assert (draft.live, draft.get_latest_revision_as_object().title) == (False, "Changed")


def test_an_editor_who_sends_publish_publishes(newsroom: Newsroom, signed_in: SignedIn) -> None:
    draft = newsroom.draft(newsroom.section("city"))
    form = article_form(title=draft.title, slug=draft.slug, **{"action-publish": "1"})
    signed_in("Editor").post(f"/newsroom/pages/{draft.pk}/edit/", form)
    draft.refresh_from_db()
    assert draft.live is True


@pytest.mark.parametrize("character", ["Writer", "Photographer", "Moderator", "Reader", "Stranger"])
def test_nobody_but_an_editor_changes_anothers_article(
    newsroom: Newsroom, signed_in: SignedIn, character: str
) -> None:
    article = newsroom.article(newsroom.section("city"), title="As it was")
    form = article_form(title="Changed", slug=article.slug, **{"action-publish": "1"})
    signed_in(character).post(f"/newsroom/pages/{article.pk}/edit/", form)
    article.refresh_from_db()
    assert article.get_latest_revision_as_object().title == "As it was"


@pytest.mark.parametrize("character", ["Writer", "Photographer", "Moderator", "Reader"])
def test_nobody_but_an_editor_unpublishes(newsroom: Newsroom, signed_in: SignedIn, character: str) -> None:
    from tests.newsroom.characters import make_account

    article = newsroom.article(newsroom.section("city"), owner=make_account(character))
    signed_in(character).post(f"/newsroom/pages/{article.pk}/unpublish/")
    article.refresh_from_db()
    assert article.live is True


def test_a_writer_cannot_approve_her_own_article(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from tests.newsroom.characters import make_account

    writer = make_account("Writer")
    draft = newsroom.draft(newsroom.section("city"), owner=writer)
    state = draft.get_workflow().start(draft, writer)
    path = f"/newsroom/pages/workflow/action/{draft.pk}/approve/{state.current_task_state.pk}/"
    signed_in("Writer").post(path, {"comment": ""})
    draft.refresh_from_db()
    assert draft.live is False
    signed_in("Editor").post(path, {"comment": ""})
    draft.refresh_from_db()
    assert draft.live is True


@pytest.mark.parametrize(("character", "is_made"), [("Writer", False), ("Editor", True)])
def test_sections_are_made_by_editors_only(
    newsroom: Newsroom, signed_in: SignedIn, character: str, is_made: bool
) -> None:
    from coffeepress.articles.models import Section

    home = newsroom.homes["en"]
    form = {**article_form(title="World", slug="world"), "intro": ""}
    signed_in(character).post(f"/newsroom/pages/add/articles/section/{home.pk}/", form)
    assert Section.objects.filter(slug="world").exists() is is_made


def test_a_writer_cannot_copy_a_section(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from tests.newsroom.characters import make_account

    section = newsroom.section("city", owner=make_account("Writer"))
    form = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": newsroom.homes["en"].pk}
    signed_in("Writer").post(f"/newsroom/pages/{section.pk}/copy/", form)
    assert not Page.objects.filter(slug="copy").exists()
