"""What is refused of an article's address, a section's and a page's, and in which words."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.test import Client

from tests.newsroom.forms import article_form

if TYPE_CHECKING:
    from tests.edition.newsroom import Newsroom

SignedIn = Callable[[str], Client]
pytestmark = pytest.mark.postgres


def errors(response: Any, field: str = "slug") -> list[str]:
    """What the form says beside a field."""
    return list(response.context["form"].errors.get(field, []))


def test_an_address_that_another_section_has_taken_this_month_is_refused(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    taken = newsroom.article(newsroom.section("water"), "night-ferry", title="Night ferry sold")
    path = f"/newsroom/pages/add/articles/article/{newsroom.section('city').pk}/"
    response = signed_in("Writer").post(path, article_form(slug="night-ferry"))
    assert errors(response) == [
        f"Readers find another page at {taken.permalink} already: “Night ferry sold”. Choose another slug."
    ]


def test_the_same_slug_in_another_month_is_taken(newsroom: Newsroom, signed_in: SignedIn) -> None:
    from coffeepress.articles.models import Article
    from tests.edition.newsroom import on

    newsroom.article(newsroom.section("water"), "night-ferry", at=on(2020, 1))
    city = newsroom.section("city")
    signed_in("Writer").post(
        f"/newsroom/pages/add/articles/article/{city.pk}/", article_form(slug="night-ferry")
    )
    assert Article.objects.child_of(city).filter(slug="night-ferry").count() == 1


def test_an_article_keeps_its_numbered_address_when_something_else_is_changed(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    newsroom.article(newsroom.section("water"), "night-ferry")
    second = newsroom.article(newsroom.section("city"), "night-ferry")
    assert second.permalink.endswith("/night-ferry-2/")
    form = article_form(
        title="Better headline",
        slug="night-ferry",
        first_published_at=f"{second.first_published_at:%Y-%m-%d %H:%M}",
        **{"action-publish": "1"},
    )
    response = signed_in("Editor").post(f"/newsroom/pages/{second.pk}/edit/", form)
    second.refresh_from_db()
    assert (response.status_code, second.title) == (302, "Better headline")
    assert second.permalink.endswith("/night-ferry-2/")


def test_a_changed_date_moves_the_article_and_leaves_a_redirect(
    newsroom: Newsroom, signed_in: SignedIn
) -> None:
    from coffeepress.edition.full import press_all
    from coffeepress.edition.press import press
    from tests.edition.newsroom import on

    article = newsroom.article(newsroom.section("city"), "night-ferry", at=on(2026, 3))
    press_all(processes=1)
    form = article_form(
        title=article.title,
        slug="night-ferry",
        first_published_at="2026-05-02 10:00",
        **{"action-publish": "1"},
    )
    signed_in("Editor").post(f"/newsroom/pages/{article.pk}/edit/", form)
    press()
    root = settings.EDITION_DIR / "current"
    assert (root / "2026/05/night-ferry/index.html").is_file()
    assert "/2026/05/night-ferry/" in (root / "2026/03/night-ferry/moved.html").read_text()


@pytest.mark.parametrize("slug", ["archive", "people", "2026", "uk", "newsroom"])
@pytest.mark.parametrize("kind", ["section", "freepage"])
def test_a_reserved_slug_is_refused_beside_its_field(
    newsroom: Newsroom, signed_in: SignedIn, kind: str, slug: str
) -> None:
    path = f"/newsroom/pages/add/articles/{kind}/{newsroom.homes['en'].pk}/"
    response = signed_in("Editor").post(path, {**article_form(slug=slug), "intro": ""})
    assert errors(response) == [f"“{slug}” is an address that the site itself uses. Choose another one."]


@pytest.mark.parametrize("kind", ["section", "freepage"])
def test_a_slug_too_long_for_a_files_name_is_refused_beside_its_field(
    newsroom: Newsroom, signed_in: SignedIn, kind: str
) -> None:
    path = f"/newsroom/pages/add/articles/{kind}/{newsroom.homes['en'].pk}/"
    response = signed_in("Editor").post(path, {**article_form(slug="міст" * 30), "intro": ""})
    assert errors(response) == ["This address is too long for a file’s name. Shorten it."]


def test_a_second_home_front_of_a_language_is_refused(newsroom: Newsroom) -> None:
    from django.core.exceptions import ValidationError
    from wagtail.models import Page

    from coffeepress.articles.models import Home

    second = Home(title="Second", slug="second", locale=newsroom.locale())
    with pytest.raises(ValidationError, match="a home front already"):
        Page.get_first_root_node().add_child(instance=second)


def test_a_copy_and_a_translation_get_addresses_of_their_own(newsroom: Newsroom) -> None:
    from tests.edition.newsroom import publish

    city = newsroom.section("city")
    article = newsroom.article(city, "night-ferry", title="Night ferry")
    copied = article.copy(update_attrs={"slug": "night-ferry-again", "title": "Again"}, keep_live=False)
    publish(city.copy_for_translation(newsroom.locale("uk")))
    translated = article.copy_for_translation(newsroom.locale("uk"))
    assert (copied.permalink, translated.permalink) == ("", "")
    month = article.permalink.removesuffix("night-ferry/")
    assert publish(copied).permalink == f"{month}night-ferry-again/"
    assert publish(translated).permalink == f"/uk{month}night-ferry/"


def test_an_original_address_without_what_it_is_is_refused(newsroom: Newsroom, signed_in: SignedIn) -> None:
    path = f"/newsroom/pages/add/articles/article/{newsroom.section('city').pk}/"
    response = signed_in("Writer").post(path, article_form(original_url="https://example.org/story"))
    assert errors(response, "original_kind") == ["Say whether the article reports on it or republishes it."]


def test_an_article_is_previewed_before_it_is_saved(newsroom: Newsroom, signed_in: SignedIn) -> None:
    path = f"/newsroom/pages/add/articles/article/{newsroom.section('city').pk}/preview/"
    writer = signed_in("Writer")
    assert writer.post(path, article_form(title="Not saved yet")).json() == {
        "is_valid": True,
        "is_available": True,
    }
    assert "Not saved yet" in writer.get(f"{path}?in_preview_panel=true").content.decode()


@pytest.mark.parametrize("kind", ["section", "freepage"])
def test_a_page_above_articles_is_previewed_before_it_is_saved(
    newsroom: Newsroom, signed_in: SignedIn, kind: str
) -> None:
    path = f"/newsroom/pages/add/articles/{kind}/{newsroom.homes['en'].pk}/preview/"
    editor = signed_in("Editor")
    form = {**article_form(title="Not saved yet", slug="not-saved"), "intro": ""}
    assert editor.post(path, form).json() == {"is_valid": True, "is_available": True}
    assert "Not saved yet" in editor.get(f"{path}?in_preview_panel=true").content.decode()
