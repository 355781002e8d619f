"""What readers had is kept when it is replaced, and not otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coffeepress.articles.models import Article
from coffeepress.articles.passages import said
from coffeepress.corrections.models import PastText
from coffeepress.corrections.past_texts import keep_replaced, text_by_digest, typing_error_mended
from coffeepress.edition.models import Change
from tests.edition.newsroom import (
    Newsroom,
    delete,
    fresh,
    new_picture,
    publish,
    save_draft,
    schedule,
    unpublish,
)

pytestmark = pytest.mark.postgres


@pytest.fixture
def article(newsroom: Newsroom) -> Article:
    return newsroom.article(newsroom.section("city"), title="One")


def kept(article: Article) -> list[str]:
    return [
        text.split("\n")[0]
        for text in PastText.objects.filter(article=article).values_list("text", flat=True)
    ]


def test_a_text_is_kept_when_another_is_published(article: Article) -> None:
    before, revision = said(article), article.live_revision_id
    Change.objects.all().delete()
    now = publish(article, title="Two")
    past = PastText.objects.get()
    assert (past.text, past.digest, past.revision_id) == (before.text, before.digest, revision)
    assert (past.published_at, past.typing_error) == (article.last_published_at, False)
    assert past.replaced_at == now.last_published_at
    assert Change.objects.filter(key=f"changes-of:{article.pk}").count() == 1


def test_a_draft_replaces_nothing(article: Article) -> None:
    save_draft(article, title="Two")
    schedule(article, title="Three")
    assert kept(article) == []


def test_what_was_never_published_is_not_kept(newsroom: Newsroom) -> None:
    draft = newsroom.draft(newsroom.section("city"), title="One")
    save_draft(draft, title="Two")
    publish(draft, title="Three")
    assert kept(draft) == []


def test_the_same_text_published_again_is_not_kept(article: Article) -> None:
    publish(article, tags=["rivers"])
    publish(article, body=[("text", article.body.get_prep_value()[0]["value"].replace("<p>", "<p><b></b>"))])
    assert kept(article) == []


def test_every_text_is_kept_in_order(article: Article) -> None:
    for title in ("Two", "Three", "Two", "Four"):
        publish(article, title=title)
    assert kept(article) == ["One", "Two", "Three", "Two"]


def test_a_withdrawn_text_is_kept_once(article: Article) -> None:
    unpublish(article)
    assert kept(article) == ["One"]
    first = PastText.objects.get().replaced_at
    publish(article)
    publish(article, title="Two")
    assert kept(article) == ["One"]
    assert PastText.objects.get().replaced_at > first


def test_an_article_that_is_deleted_takes_its_past_with_it(article: Article) -> None:
    publish(article, title="Two")
    delete(article)
    assert not PastText.objects.exists()


def test_a_section_that_is_deleted_takes_its_articles_past_with_it(article: Article) -> None:
    publish(article, title="Two")
    delete(article.get_parent().specific)
    assert not PastText.objects.exists()


def test_what_mends_a_typing_error_is_marked_so(article: Article) -> None:
    with typing_error_mended():
        publish(article, title="Two")
    publish(article, title="Three")
    assert list(PastText.objects.values_list("typing_error", flat=True)) == [True, False]


def test_a_caption_is_part_of_the_text(newsroom: Newsroom) -> None:
    article = newsroom.article(
        newsroom.section("city"), title="One", lead_picture=new_picture(caption="A boat")
    )
    publish(article, lead_caption="Two boats")
    assert PastText.objects.get().text.split("\n")[2] == "A boat"


def test_a_pictures_own_caption_is_part_of_the_text_where_no_other_stands(newsroom: Newsroom) -> None:
    picture = new_picture(caption="The old bridge")
    city = newsroom.section("city")
    shows = newsroom.article(city, lead_picture=picture)
    overrides = newsroom.article(city, lead_picture=picture, lead_caption="Own words")
    draft = newsroom.draft(city, lead_picture=picture)
    Change.objects.all().delete()
    picture.caption = "The older bridge"
    picture.save()
    assert [past.article_id for past in PastText.objects.all()] == [shows.pk]
    assert "The old bridge" in PastText.objects.get().text
    assert Change.objects.filter(key__startswith="changes-of:").values_list("key", flat=True)[0] == (
        f"changes-of:{shows.pk}"
    )
    assert said(fresh(shows)).text != said(fresh(overrides)).text != said(draft).text


def test_a_picture_saved_with_the_same_caption_keeps_nothing(newsroom: Newsroom) -> None:
    picture = new_picture(caption="The old bridge")
    newsroom.article(newsroom.section("city"), lead_picture=picture)
    picture.credit = "Ilse Hahn"
    picture.save()
    assert PastText.objects.count() == 0


@pytest.mark.parametrize(
    ("update_fields", "queries"), [(["slug"], 0), (["first_published_at"], 0), (["title"], 1), (None, 1)]
)
def test_an_unchanged_text_costs_one_query_at_most(
    article: Article, update_fields: Any, queries: int
) -> None:
    article = fresh(article)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        keep_replaced(article, None if update_fields is None else frozenset(update_fields))
    assert len(asked) == queries


def test_a_text_is_found_by_its_digest(article: Article) -> None:
    first, revision = said(article), article.live_revision
    now = publish(article, title="Two")
    assert text_by_digest(now, said(now).digest) == said(now).text
    assert text_by_digest(now, first.digest) == first.text
    assert text_by_digest(now, "0" * 64) is None
    assert text_by_digest(now, "") is None
    PastText.objects.all().delete()
    assert text_by_digest(now, first.digest) is None
    assert text_by_digest(now, first.digest, revision=revision) == first.text


def test_another_articles_revision_is_not_taken(article: Article, newsroom: Newsroom) -> None:
    other = newsroom.article(newsroom.section("town"))
    assert text_by_digest(article, said(other).digest, revision=other.live_revision) is None
