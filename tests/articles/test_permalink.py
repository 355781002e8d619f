"""An address that readers were given once is answered for ever: with the page, with where it is now, or with "gone"."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from wagtail.contrib.redirects.models import Redirect

from coffeepress.articles.models import Article, Section
from coffeepress.edition.full import press_all
from coffeepress.edition.models import Address
from coffeepress.edition.press import press
from tests.edition.folder import answers, differences
from tests.edition.newsroom import Newsroom, delete, fresh, move, on, publish, save_draft, schedule, unpublish


@pytest.fixture
def world(newsroom: Newsroom) -> Section:
    section = newsroom.section("world")
    press_all(processes=1)
    return section


@pytest.fixture(autouse=True)
def _equals_a_full_press(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    """Whatever a test does, the edition is in the end what a full press makes."""
    request.getfixturevalue("world")
    yield
    press()
    assert differences(tmp_path / "full") == []


def test_an_article_has_the_address_of_its_date_and_slug(newsroom: Newsroom, world: Section) -> None:
    assert newsroom.article(world, "bridge", at=on(2026, 3)).permalink == "/2026/03/bridge/"


def test_the_address_is_by_the_outlets_time_zone(
    newsroom: Newsroom, world: Section, change_site: Any
) -> None:
    change_site(time_zone="Europe/Kyiv")
    assert newsroom.article(world, "bridge", at=on(2026, 3, 31, 23)).permalink == "/2026/04/bridge/"


def test_after_a_change_of_the_slug_the_old_address_leads_to_the_new_one(
    newsroom: Newsroom, world: Section
) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    publish(article, slug="bridges")
    press()
    assert answers("/2026/03/bridges/", "/2026/03/bridge/") == [200, (301, "/2026/03/bridges/")]


def test_after_a_change_of_the_date_the_old_address_leads_to_the_new_one(
    newsroom: Newsroom, world: Section
) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    publish(article, first_published_at=on(2025, 12))
    press()
    assert answers("/2025/12/bridge/", "/2026/03/bridge/") == [200, (301, "/2025/12/bridge/")]


def test_after_many_changes_each_old_address_leads_to_the_newest_in_one_step(
    newsroom: Newsroom, world: Section
) -> None:
    article = newsroom.article(world, "one", at=on(2026, 3))
    for slug in ("two", "three", "four"):
        publish(article, slug=slug)
        press()
    assert answers(*(f"/2026/03/{slug}/" for slug in ("one", "two", "three", "four"))) == [
        (301, "/2026/03/four/"),
        (301, "/2026/03/four/"),
        (301, "/2026/03/four/"),
        200,
    ]


def test_a_slug_changed_back_leaves_no_loop(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "one", at=on(2026, 3))
    for slug in ("two", "one"):
        publish(article, slug=slug)
        press()
    assert answers("/2026/03/one/", "/2026/03/two/") == [200, (301, "/2026/03/one/")]


def test_of_two_articles_with_one_address_the_later_gets_a_number(newsroom: Newsroom, world: Section) -> None:
    town = newsroom.section("town")
    first = newsroom.article(world, "bridge", at=on(2026, 3))
    second = newsroom.article(town, "bridge", at=on(2026, 3))
    third = newsroom.article(newsroom.section("sport"), "bridge", at=on(2026, 3))
    assert [article.permalink for article in (first, second, third)] == [
        "/2026/03/bridge/",
        "/2026/03/bridge-2/",
        "/2026/03/bridge-3/",
    ]


def test_a_number_stays_when_the_other_article_is_withdrawn_and_returns(
    newsroom: Newsroom, world: Section
) -> None:
    first = newsroom.article(world, "bridge", at=on(2026, 3))
    second = newsroom.article(newsroom.section("town"), "bridge", at=on(2026, 3))
    unpublish(first)
    second = publish(second, title="Corrected")
    first = publish(first)
    assert (first.permalink, second.permalink) == ("/2026/03/bridge/", "/2026/03/bridge-2/")


def test_a_number_that_an_editor_takes_away_goes(newsroom: Newsroom, world: Section) -> None:
    article = publish(newsroom.article(world, "bridge-2", at=on(2026, 3)), slug="bridge")
    press()
    assert answers("/2026/03/bridge/", "/2026/03/bridge-2/") == [200, (301, "/2026/03/bridge/")]
    assert article.permalink == "/2026/03/bridge/"


def test_two_articles_can_swap_their_slugs(newsroom: Newsroom, world: Section) -> None:
    one = newsroom.article(world, "one", at=on(2026, 3))
    two = newsroom.article(newsroom.section("town"), "two", at=on(2026, 3))
    press()
    publish(one, slug="between")
    publish(two, slug="one")
    publish(one, slug="two")
    press()
    assert (fresh(one).permalink, fresh(two).permalink) == ("/2026/03/two/", "/2026/03/one/")
    assert answers("/2026/03/one/", "/2026/03/two/", "/2026/03/between/") == [
        200,
        200,
        (301, "/2026/03/two/"),
    ]


def test_a_new_article_may_have_the_former_address_of_another(newsroom: Newsroom, world: Section) -> None:
    old = newsroom.article(world, "bridge", at=on(2026, 3))
    publish(old, slug="old-bridge")
    new = newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    assert (new.permalink, fresh(old).permalink) == ("/2026/03/bridge/", "/2026/03/old-bridge/")
    assert answers("/2026/03/bridge/", "/2026/03/old-bridge/") == [200, 200]
    unpublish(new)
    press()
    assert answers("/2026/03/bridge/") == [410]


def test_a_withdrawn_article_is_gone_at_all_its_addresses_and_back_when_it_is_published_again(
    newsroom: Newsroom, world: Section
) -> None:
    article = newsroom.article(world, "one", at=on(2026, 3))
    publish(article, slug="two")
    unpublish(article)
    press()
    assert answers("/2026/03/one/", "/2026/03/two/") == [410, 410]
    publish(article)
    press()
    assert answers("/2026/03/one/", "/2026/03/two/") == [(301, "/2026/03/two/"), 200]


def test_a_withdrawn_articles_address_may_be_given_to_another(newsroom: Newsroom, world: Section) -> None:
    first = newsroom.article(world, "bridge", at=on(2026, 3))
    unpublish(first)
    second = newsroom.article(newsroom.section("town"), "bridge", at=on(2026, 3))
    first = publish(first)
    assert (second.permalink, first.permalink) == ("/2026/03/bridge/", "/2026/03/bridge-2/")


def test_a_deleted_article_is_gone(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    delete(article)
    press()
    assert answers("/2026/03/bridge/") == [410]


def test_a_deleted_section_takes_its_articles_with_it(newsroom: Newsroom, world: Section) -> None:
    newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    delete(world)
    press()
    assert answers("/2026/03/bridge/", "/world/") == [410, 410]


def test_a_draft_has_no_address(newsroom: Newsroom, world: Section) -> None:
    draft = newsroom.draft(world, "bridge", at=on(2026, 3))
    save_draft(draft, slug="other")
    press()
    assert fresh(draft).permalink == ""
    assert answers("/2026/03/bridge/", "/2026/03/other/") == [404, 404]


def test_a_scheduled_article_has_no_address_yet(newsroom: Newsroom, world: Section) -> None:
    draft = newsroom.draft(world, "bridge")
    schedule(draft)
    assert fresh(draft).permalink == ""
    assert not Address.objects.filter(kind="article").exists()


def test_a_withdrawn_article_that_is_scheduled_stays_gone(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    unpublish(article)
    schedule(article)
    press()
    assert answers("/2026/03/bridge/") == [410]


def test_a_new_shape_of_addresses_moves_no_old_article(
    newsroom: Newsroom, world: Section, change_site: Any
) -> None:
    old = newsroom.article(world, "old", at=on(2026, 3))
    begun = newsroom.article(world, "begun", at=on(2026, 3))
    save_draft(begun, title="A draft begun before")
    change_site(permalink="/{section}/{slug}/")
    assert publish(old, title="Corrected").permalink == "/2026/03/old/"
    assert publish(begun).permalink == "/2026/03/begun/"
    assert newsroom.article(world, "new").permalink == "/world/new/"


def test_a_copy_gets_an_address_of_its_own(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    draft = article.copy(update_attrs={"slug": "copy"}, keep_live=False)
    assert Article.objects.get(pk=draft.pk).permalink == ""
    live = article.copy(update_attrs={"slug": "other"}, keep_live=True)
    assert Article.objects.get(pk=live.pk).permalink.endswith("/other/")
    press()
    assert answers("/2026/03/bridge/") == [200]


def test_a_long_slug_is_shortened_in_the_address(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "м" * 200, at=on(2026, 3))
    assert article.permalink == f"/2026/03/{'м' * 100}/"
    press()
    assert answers(article.permalink) == [200]


# Sections


def test_a_renamed_sections_front_archive_and_months_move(newsroom: Newsroom, world: Section) -> None:
    newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    publish(world, slug="planet")
    press()
    assert answers("/planet/", "/planet/archive/", "/planet/2026/03/") == [200, 200, 200]
    assert answers("/world/", "/world/archive/", "/world/2026/03/") == [
        (301, "/planet/"),
        (301, "/planet/archive/"),
        (301, "/planet/2026/03/"),
    ]


def test_articles_move_with_a_section_that_is_part_of_their_address(
    newsroom: Newsroom, world: Section, change_site: Any
) -> None:
    change_site(permalink="/{section}/{slug}/")
    newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    publish(world, slug="planet")
    press()
    assert answers("/world/bridge/", "/planet/bridge/") == [(301, "/planet/bridge/"), 200]


def test_an_article_moved_to_another_section_moves_where_that_is_part_of_its_address(
    newsroom: Newsroom, world: Section, change_site: Any
) -> None:
    change_site(permalink="/{section}/{slug}/")
    town = newsroom.section("town")
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    move(article, town)
    press()
    assert answers("/world/bridge/", "/town/bridge/") == [(301, "/town/bridge/"), 200]


def test_a_new_section_may_have_the_former_address_of_another(newsroom: Newsroom, world: Section) -> None:
    newsroom.article(world, "bridge", at=on(2026, 3))
    publish(world, slug="planet")
    press()
    newsroom.article(newsroom.section("world"), "harbour", at=on(2026, 3))
    press()
    assert answers("/world/", "/world/2026/03/", "/planet/2026/03/") == [200, 200, 200]


def test_an_article_gives_way_to_a_sections_archive_and_to_the_sites_own_pages(
    newsroom: Newsroom, world: Section, change_site: Any
) -> None:
    change_site(permalink="/{section}/{slug}/")
    assert newsroom.article(world, "archive").permalink == "/world/archive-2/"
    change_site(permalink="/{slug}/")
    assert newsroom.article(world, "people").permalink == "/people-2/"
    assert newsroom.article(world, "uk").permalink == "/uk-2/"


def test_an_article_gives_way_to_a_section_that_gets_its_address(
    newsroom: Newsroom, world: Section, change_site: Any
) -> None:
    change_site(permalink="/{slug}/")
    article = newsroom.article(world, "town")
    press()
    newsroom.section("town")
    press()
    assert fresh(article).permalink == "/town-2/"
    assert answers("/town/", "/town-2/") == [200, 200]


# Persons and tags


def test_a_renamed_persons_pages_move(newsroom: Newsroom, world: Section) -> None:
    ada = newsroom.person("Ada Novak")
    newsroom.article(world, "bridge", at=on(2026, 3), authors=[ada])
    press()
    ada.slug = "ada-bond"
    ada.save()
    press()
    assert answers("/people/ada-bond/", "/people/ada-novak/", "/people/ada-novak/2026/03/") == [
        200,
        (301, "/people/ada-bond/"),
        (301, "/people/ada-bond/2026/03/"),
    ]


def test_nobody_hears_of_a_person_who_is_in_drafts_only(newsroom: Newsroom, world: Section) -> None:
    ada = newsroom.person("Ada Novak")
    newsroom.draft(world, authors=[ada])
    ada.slug = "somebody"
    ada.save()
    press()
    assert answers("/people/ada-novak/", "/people/somebody/") == [404, 404]


def test_a_renamed_tags_pages_move(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3), tags=["rivers"])
    press()
    tag = article.tags.get()
    tag.slug = "streams"
    tag.save()
    press()
    assert answers("/tags/streams/", "/tags/rivers/") == [200, (301, "/tags/streams/")]


# Redirects that an editor wrote


def test_a_redirect_leads_to_where_its_page_is_now(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    Redirect.objects.create(old_path="/b", redirect_page=article)
    press()
    publish(article, slug="bridges")
    press()
    assert answers("/b/") == [(301, "/2026/03/bridges/")]
    unpublish(article)
    press()
    assert answers("/b/") == [404]


def test_a_redirect_may_lead_to_a_home_front(newsroom: Newsroom, world: Section) -> None:
    Redirect.objects.create(old_path="/start", redirect_page=newsroom.homes["uk"], is_permanent=False)
    press()
    assert answers("/start/") == [(302, "/uk/")]


def test_a_redirect_to_an_address_that_has_moved_leads_to_the_newest_in_one_step(
    newsroom: Newsroom, world: Section
) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    Redirect.objects.create(old_path="/b", redirect_link="/2026/03/bridge/")
    press()
    publish(article, slug="bridges")
    press()
    assert answers("/b/") == [(301, "/2026/03/bridges/")]


def test_a_redirect_to_itself_is_no_page(newsroom: Newsroom, world: Section) -> None:
    Redirect.objects.create(old_path="/b", redirect_link="/b/")
    press()
    assert answers("/b/") == [404]


def test_a_page_goes_before_a_redirect_at_its_address(newsroom: Newsroom, world: Section) -> None:
    Redirect.objects.create(old_path="/world", redirect_link="/")
    press()
    assert answers("/world/") == [200]


def test_a_redirect_goes_before_a_withdrawn_page_at_its_address(newsroom: Newsroom, world: Section) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    unpublish(article)
    Redirect.objects.create(old_path="/2026/03/bridge", redirect_page=world)
    press()
    assert answers("/2026/03/bridge/") == [(301, "/world/")]
