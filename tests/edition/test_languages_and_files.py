"""Translations lead to each other, and what pages bring along comes and goes with them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from coffeepress.articles.models import Article, Section
from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from tests.edition.folder import answers, differences, files, texts
from tests.edition.newsroom import (
    Newsroom,
    delete,
    new_document,
    new_picture,
    on,
    publish,
    replace_picture,
    unpublish,
)


@pytest.fixture
def world(newsroom: Newsroom, elsewhere: Path) -> Iterator[Section]:
    section = newsroom.section("world")
    press_all(processes=1)
    yield section
    press()
    assert differences(elsewhere) == []


@pytest.fixture
def svit(newsroom: Newsroom) -> Section:
    return newsroom.section("svit", language="uk")


def brought(sort: str) -> set[str]:
    return {name for name in files() if name.startswith(f"{sort}/") and name.count("/") > 1}


def text(path: str) -> str:
    return texts()[f"{path[1:]}index.html"]


def test_translations_lead_to_each_other_while_both_are_published(
    newsroom: Newsroom, world: Section, svit: Section
) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    other = newsroom.translation(article, svit, at=on(2026, 3))
    press()
    assert 'rel="alternate" hreflang="uk"' not in text("/2026/03/bridge/")
    publish(other)
    press()
    assert 'hreflang="uk" href="http://testserver/uk/2026/03/bridge/"' in text("/2026/03/bridge/")
    assert 'hreflang="en" href="http://testserver/2026/03/bridge/"' in text("/uk/2026/03/bridge/")
    unpublish(other)
    press()
    assert 'rel="alternate" hreflang="uk"' not in text("/2026/03/bridge/")
    assert answers("/uk/2026/03/bridge/") == [410]
    publish(other)
    unpublish(article)
    press()
    assert 'rel="alternate" hreflang="en"' not in text("/uk/2026/03/bridge/")


def test_a_translations_new_address_and_headline_reach_the_other(
    newsroom: Newsroom, world: Section, svit: Section
) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    other = publish(newsroom.translation(article, svit, at=on(2026, 3)))
    press()
    publish(other, slug="mist", title="Міст")
    press()
    assert 'href="http://testserver/uk/2026/03/mist/"' in text("/2026/03/bridge/")


def test_a_language_whose_home_front_is_withdrawn_has_no_pages_and_none_leads_there(
    newsroom: Newsroom, world: Section, svit: Section
) -> None:
    article = newsroom.article(world, "bridge", at=on(2026, 3))
    publish(newsroom.translation(article, svit, at=on(2026, 3)))
    press()
    unpublish(newsroom.homes["uk"])
    press()
    assert answers("/uk/", "/uk/svit/", "/uk/2026/03/bridge/") == [404, 404, 404]
    assert [name for name, body in texts().items() if "/uk/" in body] == []
    publish(newsroom.homes["uk"])
    press()
    assert answers("/uk/", "/uk/svit/", "/uk/2026/03/bridge/") == [200, 200, 200]


def test_a_byline_leads_to_the_persons_page_in_the_persons_language(
    newsroom: Newsroom, world: Section, svit: Section
) -> None:
    newsroom.article(svit, "bridge", at=on(2026, 3), authors=[newsroom.person("Ada Novak")])
    press()
    assert 'href="/people/ada-novak/"' in text("/uk/2026/03/bridge/")
    assert answers("/people/ada-novak/") == [200]


def test_an_article_of_a_withdrawn_section_stays_and_gets_its_section_back(
    newsroom: Newsroom, world: Section
) -> None:
    newsroom.article(world, "bridge", at=on(2026, 3))
    press()
    unpublish(world)
    press()
    assert answers("/2026/03/bridge/", "/world/", "/world/2026/03/") == [200, 410, 404]
    assert 'href="/world/"' not in text("/2026/03/bridge/")
    publish(world)
    press()
    assert 'href="/world/"' in text("/2026/03/bridge/")
    assert answers("/world/", "/world/2026/03/") == [200, 200]


def test_a_deleted_section_leaves_the_navigation(newsroom: Newsroom, world: Section) -> None:
    town = newsroom.section("town")
    press()
    assert 'href="/town/"' in text("/")
    delete(town)
    press()
    assert 'href="/town/"' not in text("/")


def test_a_pictures_files_are_there_as_long_as_a_page_shows_it(newsroom: Newsroom, world: Section) -> None:
    picture = new_picture(alt="The bridge")
    one, two = (
        newsroom.article(world, slug, at=on(2026, 3), lead_picture=picture) for slug in ("one", "two")
    )
    press()
    assert {Path(name).suffix for name in brought("pictures")} == {".webp", ".jpg"}
    unpublish(one)
    press()
    assert brought("pictures") != set()
    publish(two, lead_picture=None)
    press()
    assert brought("pictures") == set()


def test_a_pictures_texts_and_file_reach_the_pages_that_show_it(newsroom: Newsroom, world: Section) -> None:
    picture = new_picture(alt="The bridge at dusk")
    block = {"picture": picture, "alt": "", "caption": "", "credit": "", "source_url": ""}
    newsroom.article(world, "bridge", at=on(2026, 3), lead_picture=picture, body=[("picture", block)])
    press()
    before = brought("pictures")
    picture.alt = "The bridge at dawn"
    picture.save()
    press()
    assert "The bridge at dawn" in text("/2026/03/bridge/")
    assert "The bridge at dusk" not in text("/2026/03/bridge/")
    replace_picture(picture, "teal")
    press()
    assert brought("pictures") & before == set()


def test_a_deleted_picture_leaves_its_pages_and_the_edition(newsroom: Newsroom, world: Section) -> None:
    picture = new_picture(alt="The bridge at dusk")
    block = {"picture": picture, "alt": "", "caption": "", "credit": "", "source_url": ""}
    lead = newsroom.article(world, "lead", at=on(2026, 3), lead_picture=picture, social_picture=picture)
    newsroom.article(world, "body", at=on(2026, 3), body=[("text", "<p>Words</p>"), ("picture", block)])
    ada = newsroom.person("Ada Novak", portrait=picture)
    newsroom.article(world, "hers", at=on(2026, 3), authors=[ada])
    press()
    assert "The bridge at dusk" in text("/2026/03/lead/")
    picture.delete()
    press()
    assert [name for name, body in texts().items() if "The bridge at dusk" in body] == []
    assert brought("pictures") == set()
    assert Article.objects.get(pk=lead.pk).lead_picture is None


def test_a_file_for_download_comes_and_goes_with_its_article(newsroom: Newsroom, world: Section) -> None:
    document = new_document()
    block = {"document": document, "title": "The figures", "description": ""}
    article = newsroom.article(
        world, "bridge", at=on(2026, 3), body=[("text", "<p>Words</p>"), ("download", block)]
    )
    press()
    assert [files()[name] for name in brought("files")] == [b"a,b\n1,2\n"]
    unpublish(article)
    press()
    assert brought("files") == set()
    publish(article)
    press()
    assert len(brought("files")) == 1
    document.delete()
    press()
    assert brought("files") == set()
    assert "The figures" not in text("/2026/03/bridge/")


def test_a_page_that_links_to_an_article_follows_it(newsroom: Newsroom, world: Section) -> None:
    target = newsroom.article(world, "bridge", at=on(2026, 3))
    link = f'<p><a linktype="page" id="{target.pk}">the bridge</a></p>'
    newsroom.article(world, "other", at=on(2026, 3), body=[("text", link)])
    publish(newsroom.homes["en"], footer_text=link)
    press()
    publish(target, slug="bridges")
    press()
    assert text("/2026/03/other/").count('href="/2026/03/bridges/"') >= 2
    unpublish(target)
    press()
    assert "/2026/03/bridges/" not in text("/2026/03/other/")


def test_a_person_who_is_named_in_an_article_is_not_deleted(newsroom: Newsroom, world: Section) -> None:
    from django.db.models import ProtectedError

    ada: Any = newsroom.person("Ada Novak")
    newsroom.article(world, "bridge", at=on(2026, 3), authors=[ada])
    with pytest.raises(ProtectedError):
        ada.delete()
