"""Lists of related articles follow what is published, within bounds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from coffeepress.articles.models import Article, Section
from coffeepress.edition.full import press_all
from coffeepress.edition.models import Change
from coffeepress.edition.press import press
from coffeepress.related import lists, relate, shelves
from coffeepress.related.keys import RELATED
from coffeepress.related.models import Related, Waiting
from coffeepress.related.relate import relate_waiting
from tests.edition.folder import differences
from tests.edition.newsroom import Newsroom, delete, move, on, publish, schedule, unpublish
from tests.related.stories import BREAD, RIVER, RIVER_UK, SCHOOL_UK, SUBJECTS, page_of, story, under
from tests.related.stories import relate as relate_now


@pytest.fixture
def city(newsroom: Newsroom) -> Section:
    return newsroom.section("city")


@pytest.fixture
def three(newsroom: Newsroom, city: Section) -> list[Article]:
    """Two articles about the river and one about bread, related."""
    found = [story(newsroom, city, "flood"), story(newsroom, city, "gauge", f"{RIVER} It fell again.")]
    found.append(story(newsroom, city, "bread", BREAD))
    relate_now()
    return found


def test_articles_about_the_same_stand_under_each_other(three: list[Article]) -> None:
    assert [under(article)[:1] for article in three[:2]] == [["gauge"], ["flood"]]
    assert under(three[2]) == []


def test_publishing_does_not_wait_for_it(newsroom: Newsroom, city: Section) -> None:
    story(newsroom, city, "flood")
    second = story(newsroom, city, "gauge")
    assert under(second) == []
    assert not shelves.root().exists()
    relate_now()
    assert under(second) == ["flood"]


def test_nothing_is_done_while_another_process_is_at_it(newsroom: Newsroom, city: Section) -> None:
    story(newsroom, city, "flood")
    with shelves.locked():
        assert relate_waiting() == 0
    assert relate_waiting() > 0


def test_a_new_article_comes_into_the_lists_of_its_nearest(
    newsroom: Newsroom, city: Section, three: list[Article]
) -> None:
    Change.objects.all().delete()
    story(newsroom, city, "third-flood", f"{RIVER} It fell again, slowly.")
    relate_now()
    assert set(under(three[0])) == {"gauge", "third-flood"}
    assert under(three[2]) == []
    keys = set(Change.objects.values_list("key", flat=True))
    assert {RELATED(three[0].pk), RELATED(three[1].pk)} <= keys
    assert RELATED(three[2].pk) not in keys


def test_a_withdrawn_article_leaves_at_once_and_its_gap_is_filled(
    newsroom: Newsroom, city: Section, three: list[Article], change_site: Any
) -> None:
    change_site(related_length=1)
    story(newsroom, city, "third-flood", f"{RIVER} Boats were taken from the water in time.")
    relate_now()
    assert under(three[0]) == ["gauge"]
    unpublish(three[1])
    assert under(three[0]) == ["third-flood"]
    relate_now()
    assert len(shelves.shelf("en")) == 3


def test_a_deleted_article_is_taken_out_of_the_index(three: list[Article]) -> None:
    delete(three[1])
    relate_now()
    assert len(shelves.shelf("en")) == 2
    assert under(three[0]) == []


def test_one_published_again_comes_back(three: list[Article]) -> None:
    unpublish(three[1])
    relate_now()
    publish(three[1])
    relate_now()
    assert under(three[0]) == ["gauge"]


def test_one_that_is_only_scheduled_is_in_no_list(
    newsroom: Newsroom, city: Section, three: list[Article]
) -> None:
    schedule(newsroom.draft(city, "later", title=RIVER, body=[("text", f"<p>{RIVER}</p>")]))
    assert not Waiting.objects.exists()


def test_an_article_that_is_about_something_else_now_changes_its_lists(three: list[Article]) -> None:
    publish(three[1], title="Rye bread", body=[("text", f"<p>{BREAD}</p>")])
    relate_now()
    assert [under(article) for article in three] == [[], ["bread"], ["gauge"]]


def test_another_date_is_another_distance(newsroom: Newsroom, city: Section) -> None:
    flood = story(newsroom, city, "flood", at=on(2026, 6))
    near, far = (
        story(newsroom, city, slug, f"{RIVER} Again.", title="Water", at=at)
        for slug, at in (("near", on(2026, 5)), ("far", on(2016, 5)))
    )
    relate_now()
    assert under(flood) == ["near", "far"]
    publish(near, first_published_at=on(2006, 5))
    relate_now()
    assert under(flood) == ["far", "near"]
    assert far.pk


def test_a_language_has_its_own_lists(newsroom: Newsroom, three: list[Article]) -> None:
    svit = newsroom.section("svit", language="uk")
    rika = story(newsroom, svit, "rika", RIVER_UK)
    story(newsroom, svit, "povin", f"{RIVER_UK} Мости зачинено.")
    story(newsroom, svit, "shkola", SCHOOL_UK)
    relate_now()
    assert under(rika)[:1] == ["povin"]
    assert under(three[0]) == ["gauge"]


def test_what_the_language_lacks_is_shown_in_another(newsroom: Newsroom, three: list[Article]) -> None:
    svit = newsroom.section("svit", language="uk")
    rika = publish(newsroom.translation(three[0], svit, title=RIVER_UK))
    relate_now()
    assert under(rika) == ["gauge"]
    gauge = publish(newsroom.translation(three[1], svit, title="Рівень води", standfirst="Інший текст"))
    assert under(rika) == ["gauge"]
    assert gauge.permalink.startswith("/uk/")
    assert page_of(rika)[0].xpath("//section[h2[@id='related']]//h3/a/@href") == [gauge.permalink]
    relate_now()
    assert page_of(rika)[0].xpath("//section[h2[@id='related']]//h3/a/@href") == [gauge.permalink]


def test_an_articles_own_translation_never_stands_under_it(newsroom: Newsroom, three: list[Article]) -> None:
    svit = newsroom.section("svit", language="uk")
    publish(newsroom.translation(three[0], svit, title=three[0].title, body=[("text", f"<p>{RIVER}</p>")]))
    relate_now()
    assert under(three[0]) == ["gauge"]


def test_an_article_stands_in_a_bounded_number_of_lists(
    newsroom: Newsroom, city: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST_LISTS", 3)
    for number in range(8):
        story(newsroom, city, f"flood-{number}", f"{RIVER} Day {number}.")
        relate_now()
    standing = [lists.holders(pk) for pk in Article.objects.values_list("pk", flat=True)]
    assert max(map(len, standing)) == 3


def test_a_list_is_bounded(newsroom: Newsroom, city: Section, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relate, "KEPT", 4)
    flood = story(newsroom, city, "flood")
    for number in range(7):
        story(newsroom, city, f"flood-{number}", f"{RIVER} Day {number}.")
        relate_now()
    assert max(lists.counts([flood.pk]).values()) == 4


def test_an_article_that_cannot_be_related_keeps_no_other_waiting(
    newsroom: Newsroom, city: Section, monkeypatch: pytest.MonkeyPatch
) -> None:
    flood, gauge = story(newsroom, city, "flood"), story(newsroom, city, "gauge")
    find = relate.relate

    def refuse(article_id: int, text: Any, *, is_new: bool) -> None:
        if article_id == flood.pk:
            raise ValueError("a fault")
        find(article_id, text, is_new=is_new)

    monkeypatch.setattr(relate, "relate", refuse)
    relate_now()
    assert under(gauge) == ["flood"]


def test_what_is_pressed_equals_a_full_press(newsroom: Newsroom, city: Section, tmp_path: Path) -> None:
    """A fixed walk through everything that changes lists; after each step nothing differs from a full press."""
    svit = newsroom.section("svit", language="uk")
    found = {
        f"{name}-{n}": story(newsroom, city, f"{name}-{n}", f"{text} Part {n}.")
        for name, text in SUBJECTS.items()
        for n in range(4)
    }
    press_all(processes=1)
    translated = newsroom.translation(found["river-0"], svit, title=RIVER_UK)
    steps = [
        lambda: None,
        lambda: publish(translated),
        lambda: unpublish(found["river-1"]),
        lambda: publish(found["river-2"], title="Bread", body=[("text", f"<p>{BREAD}</p>")]),
        lambda: publish(found["river-1"]),
        lambda: publish(found["school-0"], title="A school by the river", slug="by-the-river"),
        lambda: move(found["bread-1"], newsroom.section("table")),
        lambda: unpublish(translated),
        lambda: delete(found["school-3"]),
    ]
    for number, step in enumerate(steps):
        step()
        press()
        assert differences(tmp_path / f"before-{number}") == []
        relate_now()
        press()
        assert differences(tmp_path / f"after-{number}") == []
    assert Related.objects.count() > 20


def test_a_worker_that_is_killed_between_index_and_lists_does_it_again(
    newsroom: Newsroom, three: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    third = story(newsroom, newsroom.section("table"), "third-flood", RIVER)

    def killed(*_given: Any, **_named: Any) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(relate, "relate", killed)
        with pytest.raises(KeyboardInterrupt):
            relate_waiting()
    assert Waiting.objects.exists()
    relate_now()
    assert set(under(third)) == {"flood", "gauge"}
    assert len(shelves.shelf("en")) == 4


@pytest.mark.postgres
def test_lists_are_kept_on_either_database(three: list[Article]) -> None:
    assert [under(article)[:1] for article in three[:2]] == [["gauge"], ["flood"]]
    publish(three[1], title="Rye bread", body=[("text", f"<p>{BREAD}</p>")])
    relate_now()
    unpublish(three[0])
    relate_now()
    assert under(three[1]) == ["bread"]
