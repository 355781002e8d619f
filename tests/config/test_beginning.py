"""A new site's first contents."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import Page, Site

from coffeepress.articles.models import Home
from coffeepress.config.beginning import begin, make_superuser

pytestmark = [pytest.mark.django_db, pytest.mark.postgres]


def test_home_front_in_each_language_each_a_translation_of_the_first() -> None:
    first = begin("The Paper")
    homes = Home.objects.order_by("pk")
    assert [(home.title, home.locale.language_code, home.live) for home in homes] == [
        ("The Paper", "en", True),
        ("The Paper", "uk", True),
    ]
    assert len({home.translation_key for home in homes}) == 1
    assert Site.objects.get().root_page_id == first.pk


def test_wagtails_welcome_page_is_gone() -> None:
    begin("The Paper")
    assert not Page.objects.filter(title__icontains="welcome").exists()


def test_second_time_changes_nothing() -> None:
    first = begin("The Paper")
    assert begin("Another Name").pk == first.pk
    assert set(Home.objects.values_list("title", flat=True)) == {"The Paper"}


def test_superuser_may_do_everything() -> None:
    make_superuser("Editor@Paper.example", "correct horse battery")
    user = get_user_model().objects.get()
    assert (user.email, user.is_superuser) == ("editor@paper.example", True)
    assert user.check_password("correct horse battery")
