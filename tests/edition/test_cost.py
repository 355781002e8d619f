"""Publishing costs what it changes: it does not grow with the archive, nor with what is on a page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from taggit.models import Tag

from coffeepress.articles.models import Article, Section
from coffeepress.edition.full import press_all
from coffeepress.edition.kinds import kind_named
from coffeepress.edition.memory import remembering
from coffeepress.edition.press import press
from coffeepress.edition.render import render_idents, render_one
from tests.edition.newsroom import Newsroom, fill, new_picture, on, publish


@pytest.fixture
def world(newsroom: Newsroom, change_site: Any) -> Section:
    change_site(list_length=10)
    return newsroom.section("world")


def cost_of_one(newsroom: Newsroom, world: Section, *, archive: int, at: Any) -> tuple[int, int]:
    """How many pages one more article costs, and how many queries, with an archive of this size."""
    fill(world, archive, authors=[newsroom.person(f"Ada {archive}")], tags=["rivers"])
    press_all(processes=1)
    ada = newsroom.person("Ada Novak")
    newsroom.article(world, "new", at=at, authors=[ada], tags=["rivers"])
    with CaptureQueriesContext(connection) as queries:
        report = press()
    return report.rendered, len(queries)


@pytest.mark.parametrize("archive", [30, 300])
def test_publishing_into_a_month_that_there_is_costs_the_same_with_any_archive(
    newsroom: Newsroom, world: Section, archive: int
) -> None:
    pages, queries = cost_of_one(newsroom, world, archive=archive, at=on(2026, 1, 20))
    # Of these, three feeds each of the language, the section, the author and the tag.
    assert pages <= 28
    assert queries <= 220


@pytest.mark.parametrize("archive", [30, 300])
def test_publishing_the_first_article_of_a_month_costs_the_same_with_any_archive(
    newsroom: Newsroom, world: Section, archive: int
) -> None:
    pages, queries = cost_of_one(newsroom, world, archive=archive, at=on(2026, 2, 1))
    assert pages <= 36
    assert queries <= 260


def test_a_correction_costs_only_the_pages_that_show_the_article(newsroom: Newsroom, world: Section) -> None:
    fill(world, 40)
    press_all(processes=1)
    old = Article.objects.order_by("first_published_at").first()
    assert old is not None
    publish(old, title="Corrected")
    report = press()
    month = f"/{old.first_published_at:%Y/%m}/"
    sitemap = f"/sitemap-{old.first_published_at:%Y-%m}.xml"
    assert sorted(report.written) == sorted(
        [old.permalink, f"{old.permalink}changes/", month, f"/world{month}", sitemap]
    )


def test_three_articles_ask_as_often_as_one(newsroom: Newsroom, world: Section) -> None:
    author, picture = newsroom.person("Ada Novak"), new_picture()
    articles = [
        newsroom.article(world, authors=[author], tags=["rivers"], lead_picture=picture) for _ in range(3)
    ]
    press_all(processes=1)
    kind = kind_named("article")
    assert kind is not None
    asked = []
    for some in (articles[:1], articles):
        with remembering(), CaptureQueriesContext(connection) as queries:
            outcome = render_idents(kind, [str(article.pk) for article in some])
        assert len(outcome.rendered) == len(some)
        asked.append(len(queries))
    assert asked[0] == asked[1]


def test_a_list_asks_as_often_for_one_entry_as_for_three(newsroom: Newsroom, world: Section) -> None:
    persons = [newsroom.person(f"Ada {number}") for number in range(3)]
    asked = []
    for number, person in enumerate(persons):
        at = on(2026, 1, 1) + timedelta(days=number)
        newsroom.article(world, at=at, authors=[person], tags=["rivers"], lead_picture=new_picture())
        press_all(processes=1)
        with CaptureQueriesContext(connection) as queries:
            outcomes = [
                render_one(name)
                for name in (
                    ("section", f"section:{world.pk}"),
                    ("tag", f"tag:{Tag.objects.get().pk}:en"),
                    ("month", "all:en/2026-01"),
                    ("home", str(newsroom.homes["en"].pk)),
                    ("feed", "all:en/atom.xml"),
                    ("sitemap_month", "2026-01"),
                )
            ]
        assert [len(outcome.rendered) for outcome in outcomes] == [1] * 6
        asked.append(len(queries))
    assert asked[0] == asked[2]
