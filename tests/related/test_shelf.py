"""A shelf that is lost or damaged in any way is told as lost, and filled anew by the worker."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from coffeepress.articles.models import Section
from coffeepress.related import shelf as shelving
from coffeepress.related import shelves
from coffeepress.related.models import Related, Waiting
from coffeepress.related.nearest import nearest
from coffeepress.related.relate import relate_waiting
from coffeepress.related.shelf import Shelf, ShelfLost, Text, make_shelf
from coffeepress.related.shelves import check_shelves
from tests.edition.newsroom import Newsroom
from tests.related.stories import BREAD, RIVER, story, under
from tests.related.stories import relate as relate_now


def text(words: str, *, day: int = 740_000) -> Text:
    return Text(" ".join(words.split()[:4]), words, "en", day)


def numbers(shelf: Shelf, words: str) -> list[int]:
    return [each.number for each in nearest(shelf, text(words), most=9, half_life_days=0)]


def test_what_is_put_on_it_is_found(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path / "en")
    shelf.put({1: text(RIVER), 2: text(BREAD)})
    assert (len(shelf), numbers(shelf, RIVER), numbers(Shelf(tmp_path / "en"), BREAD)) == (2, [1], [2])


def test_putting_again_replaces_and_taking_out_removes(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path / "en")
    shelf.put({1: text(RIVER), 2: text(BREAD)})
    shelf.put({1: text(BREAD)}, gone=[2, 3])
    assert (len(shelf), numbers(shelf, RIVER), numbers(shelf, BREAD)) == (1, [], [1])


def test_an_article_without_words_is_related_to_nothing(tmp_path: Path) -> None:
    shelf = make_shelf(tmp_path / "en")
    shelf.put({1: text(""), 2: text("— !"), 3: text(RIVER)})
    assert (len(shelf), numbers(shelf, ""), numbers(shelf, RIVER)) == (3, [], [3])


def empty(file: Path) -> None:
    file.write_bytes(b"")


def garbage(file: Path) -> None:
    file.write_bytes(Random(1).randbytes(file.stat().st_size))


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-7])


@pytest.mark.parametrize("damage", [empty, garbage, cut, Path.unlink])
@pytest.mark.parametrize("name", ["mark", "index/meta.json", "index/*.store", "index/*.term", "index/*.pos"])
def test_a_damaged_shelf_is_told_as_lost(tmp_path: Path, name: str, damage: Callable[[Path], None]) -> None:
    make_shelf(tmp_path / "en").put({1: text(RIVER), 2: text(BREAD)})
    for file in list((tmp_path / "en").glob(name)):
        damage(file)
    if name == "mark" and damage is cut:
        assert len(Shelf(tmp_path / "en")) == 2
        return
    with pytest.raises(ShelfLost):
        numbers(Shelf(tmp_path / "en"), RIVER)


def test_a_fault_of_the_library_that_is_no_exception_is_told_as_lost(tmp_path: Path) -> None:
    class PanicException(BaseException):
        """Named as the library's."""

    with pytest.raises(ShelfLost), shelving.faults_told(tmp_path):
        raise PanicException
    with pytest.raises(KeyboardInterrupt), shelving.faults_told(tmp_path):
        raise KeyboardInterrupt


def test_a_full_disk_is_no_reason_to_throw_a_shelf_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shelving, "WRITER_BYTES", 10**18)
    with pytest.raises(OSError, match="No space left"), shelving.faults_told(tmp_path):
        raise ValueError("An IO error occurred")


@pytest.fixture
def two(newsroom: Newsroom) -> Section:
    section = newsroom.section("city")
    for slug in ("flood", "gauge"):
        story(newsroom, section, slug)
    relate_now()
    return section


@pytest.mark.parametrize("version", [None, "0 of-another-version"])
def test_a_lost_shelf_is_filled_by_the_worker_and_lists_stay(
    newsroom: Newsroom, two: Section, version: str | None
) -> None:
    if version:
        (shelves.root() / "en" / "mark").write_text(version)
    else:
        shelving.remove_shelf(shelves.root() / "en")
    kept = list(Related.objects.values_list("pk", "score"))
    third = story(newsroom, two, "third")
    relate_waiting()
    assert not Waiting.objects.filter(step=Waiting.Step.INDEX).exists()
    relate_now()
    assert len(shelves.shelf("en")) == 3
    assert set(under(third)) == {"flood", "gauge"}
    assert {pk for pk, _score in kept} <= set(Related.objects.values_list("pk", flat=True))


def test_a_shelf_damaged_while_it_is_open_is_made_anew(newsroom: Newsroom, two: Section) -> None:
    for file in (shelves.root() / "en" / "index").glob("*.pos"):
        file.unlink()
    third = story(newsroom, two, "third")
    relate_now()
    assert len(shelves.shelf("en")) == 3
    assert set(under(third)) == {"flood", "gauge"}


def test_a_shelf_that_lacks_articles_is_filled_anew(newsroom: Newsroom, two: Section) -> None:
    shelves.shelf("en").put({}, gone=[each.pk for each in two.get_children()][:1])
    check_shelves()
    relate_now()
    assert len(shelves.shelf("en")) == 2


def test_checking_a_whole_shelf_changes_nothing(two: Section) -> None:
    mark = shelving.mark_of(shelves.root() / "en")
    check_shelves()
    assert (shelving.mark_of(shelves.root() / "en"), Waiting.objects.count()) == (mark, 0)


def test_articles_from_before_there_was_any_list_get_theirs(newsroom: Newsroom) -> None:
    section = newsroom.section("city")
    flood = story(newsroom, section, "flood")
    story(newsroom, section, "gauge")
    Waiting.objects.all().delete()
    check_shelves()
    relate_now()
    assert under(flood) == ["gauge"]
