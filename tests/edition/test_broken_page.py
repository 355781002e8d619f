"""One page that cannot be made stops no other: it keeps its old version, is named, and is tried again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

from coffeepress.articles.pressed.articles import ArticleKind
from coffeepress.articles.showing import pictures
from coffeepress.edition.full import press_all
from coffeepress.edition.models import Change
from coffeepress.edition.press import PagesFailed, press, press_or_leave
from tests.edition.folder import answers, differences, files
from tests.edition.newsroom import Newsroom, new_picture, on, publish, unpublish

Breaking = Callable[[str], AbstractContextManager[None]]


@pytest.fixture
def breaking(monkeypatch: pytest.MonkeyPatch) -> Breaking:
    """Within the block the template of the article with this headline raises."""
    render = ArticleKind.render

    @contextmanager
    def broken(headline: str) -> Iterator[None]:
        def raising(self: ArticleKind, thing: Any) -> Any:
            if thing.thing.article.title == headline:
                raise ZeroDivisionError("a template's mistake")
            return render(self, thing)

        with monkeypatch.context() as patched:
            patched.setattr(ArticleKind, "render", raising)
            yield

    return broken


def test_all_other_pages_are_pressed_and_the_broken_one_is_named(
    newsroom: Newsroom, elsewhere: Path, breaking: Breaking
) -> None:
    world = newsroom.section("world")
    first, second = (newsroom.article(world, slug, at=on(2026, 3)) for slug in ("first", "second"))
    press_all(processes=1)
    old = files()["2026/03/first/index.html"]
    publish(first, title="Broken")
    publish(second, title="Whole")
    with (
        breaking("Broken"),
        pytest.raises(PagesFailed, match=f"article {first.pk} .ZeroDivisionError: a template's mistake"),
    ):
        press()
    assert files()["2026/03/first/index.html"] == old
    assert b"Whole" in files()["2026/03/second/index.html"]
    assert list(Change.objects.values_list("key", flat=True)) == [f"page:article:{first.pk}"]
    press()
    assert not Change.objects.exists()
    assert differences(elsewhere) == []


def test_a_full_press_takes_a_broken_page_over_from_the_edition_before(
    newsroom: Newsroom, elsewhere: Path, breaking: Breaking
) -> None:
    world = newsroom.section("world")
    article = newsroom.article(world, "first", at=on(2026, 3), lead_picture=new_picture())
    press_all(processes=1)
    before = files()
    publish(article, title="Broken")
    with breaking("Broken"), pytest.raises(PagesFailed, match=f"article {article.pk} "):
        press_all(processes=1)
    there = files()
    assert there["2026/03/first/index.html"] == before["2026/03/first/index.html"]
    assert there["2026/03/first/index.html.br"] == before["2026/03/first/index.html.br"]
    assert {name for name in before if name.startswith("pictures/")} <= there.keys()
    assert b"Broken" in there["index.html"]
    press()
    assert differences(elsewhere) == []


def test_a_broken_page_that_is_withdrawn_is_gone(
    newsroom: Newsroom, elsewhere: Path, breaking: Breaking
) -> None:
    article = newsroom.article(newsroom.section("world"), "first", at=on(2026, 3))
    press_all(processes=1)
    publish(article, title="Broken")
    with breaking("Broken"), pytest.raises(PagesFailed):
        press()
    unpublish(article)
    press()
    assert answers("/2026/03/first/") == [410]
    assert differences(elsewhere) == []


def test_of_a_chunk_that_cannot_be_loaded_only_the_page_at_fault_fails(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = newsroom.section("world")
    articles = [newsroom.article(world, f"story-{number}", at=on(2026, 3)) for number in range(3)]
    press_all(processes=1)
    load = ArticleKind.load

    def raising(self: ArticleKind, idents: Any) -> Any:
        if str(articles[1].pk) in idents:
            raise KeyError("a broken row")
        return load(self, idents)

    for article in articles:
        publish(article, title=f"Corrected {article.slug}")
    with monkeypatch.context() as patched:
        patched.setattr(ArticleKind, "load", raising)
        with pytest.raises(PagesFailed) as error:
            press()
    assert [failure.name for failure in error.value.failures] == [("article", str(articles[1].pk))]
    assert b"Corrected story-2" in files()["2026/03/story-2/index.html"]


def test_a_picture_whose_file_is_lost_breaks_only_its_pages(newsroom: Newsroom, elsewhere: Path) -> None:
    world = newsroom.section("world")
    picture = new_picture()
    lost = newsroom.article(world, "lost", at=on(2026, 3), lead_picture=picture)
    press_all(processes=1)
    pictures.make_renditions(picture)
    for rendition in picture.renditions.all():
        Path(rendition.file.path).unlink()
    newsroom.article(world, "new", at=on(2026, 3))
    publish(lost, title="Corrected")
    with pytest.raises(PagesFailed, match="which is not there"):
        press()
    assert answers("/2026/03/new/", "/2026/03/lost/") == [200, 200]


def test_the_editor_is_told_which_page_is_broken(newsroom: Newsroom, breaking: Breaking) -> None:
    world = newsroom.section("world")
    press_all(processes=1)
    article = newsroom.article(world, title="Broken")
    with breaking("Broken"):
        trouble = press_or_leave()
    assert trouble is not None
    assert f"article {article.pk}" in trouble
