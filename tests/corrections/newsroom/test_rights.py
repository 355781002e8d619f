"""The rights over reports: whom the migration gives them, and that going back takes them."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.auth.models import Group

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom


def groups_with(codename: str) -> list[str]:
    found = Group.objects.filter(
        permissions__codename=codename, permissions__content_type__app_label="corrections"
    )
    return sorted(found.values_list("name", flat=True))


def test_editors_and_moderators_decide_and_see_reporters_and_going_back_takes_it(newsroom: Newsroom) -> None:
    migration: Any = importlib.import_module("coffeepress.corrections.migrations.0003_who_decides")
    for codename in ("decide_report", "see_reporter", "add_preparedreason"):
        assert groups_with(codename) == ["Editor", "Moderator"]
    migration.take_rights(apps, None)
    assert [
        groups_with(codename) for codename in ("decide_report", "see_reporter", "add_preparedreason")
    ] == [[]] * 3
    migration.give_rights(apps, None)
    assert groups_with("decide_report") == ["Editor", "Moderator"]


def test_the_rights_are_offered_where_groups_are_edited(newsroom: Newsroom) -> None:
    from tests.newsroom.characters import client_of

    group = Group.objects.get(name="Moderator")
    page = client_of("administrator").get(f"/newsroom/groups/edit/{group.pk}/").content.decode()
    assert "Can see readers’ reports and decide on them" in page
    assert "Can see readers’ names and addresses" in page
