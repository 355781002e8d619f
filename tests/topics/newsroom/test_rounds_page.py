"""Rounds in the newsroom: planning, results, turnout, flags, files."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from coffeepress.topics.close import close_due
from coffeepress.topics.count import count_open
from coffeepress.topics.models import Flag, Round
from coffeepress.topics.newsroom.chart import chart
from tests.topics.forms.sending import text_of
from tests.topics.votes import HOUR, end, make_round, make_supporter, make_topic, vote

ROUNDS = "/newsroom/topics/rounds/"


def plan(**changes: Any) -> dict[str, Any]:
    """A round's form as it is sent."""
    now = timezone.localtime(timezone.now())
    form = {
        "title": "Winter",
        "language": "en",
        "opens_at": f"{now + timedelta(days=1):%Y-%m-%d %H:%M}",
        "closes_at": f"{now + timedelta(days=15):%Y-%m-%d %H:%M}",
        "votes": 3,
        "places": 2,
    }
    return {**form, **changes}


def test_round_is_planned_changed_and_called_off(editor: Any) -> None:
    assert editor.post(f"{ROUNDS}add/", plan()).status_code == 302
    round_ = Round.objects.get()
    assert (round_.title, round_.language, round_.votes, round_.places) == ("Winter", "en", 3, 2)
    assert editor.post(f"{ROUNDS}{round_.pk}/edit/", plan(title="Spring", votes=5)).status_code == 302
    round_.refresh_from_db()
    assert (round_.title, round_.votes) == ("Spring", 5)
    assert editor.post(f"{ROUNDS}{round_.pk}/").status_code == 302
    assert not Round.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"closes_at": "2020-01-01 10:00"}, "It has to close after it opens, and in the future."),
        ({"votes": 0}, "greater than or equal to 1"),
        ({"places": 51}, "less than or equal to 50"),
        ({"language": "xx"}, "xx is not one of the available choices"),
        ({"title": ""}, "This field is required."),
    ],
)
def test_wrong_plan_is_refused(editor: Any, changes: dict[str, Any], said: str) -> None:
    answer = editor.post(f"{ROUNDS}add/", plan(**changes))
    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not Round.objects.exists()


def test_two_rounds_of_a_language_at_one_time_are_refused(editor: Any) -> None:
    editor.post(f"{ROUNDS}add/", plan())
    answer = editor.post(f"{ROUNDS}add/", plan(language="", title="All"))
    assert answer.status_code == 422
    assert "“Winter” is open at that time" in text_of(answer)
    assert editor.post(f"{ROUNDS}add/", plan(language="uk")).status_code == 302


def test_open_round_keeps_what_was_promised(editor: Any) -> None:
    round_ = make_round(votes=3)
    closes_at = timezone.localtime(timezone.now() + 48 * HOUR)
    changed = plan(title="Longer", votes=9, closes_at=f"{closes_at:%Y-%m-%d %H:%M}")
    assert editor.post(f"{ROUNDS}{round_.pk}/edit/", changed).status_code == 302
    after = Round.objects.get()
    assert (after.title, after.votes, after.opens_at) == ("Longer", 3, round_.opens_at)
    assert after.closes_at > round_.closes_at
    assert editor.post(f"{ROUNDS}{round_.pk}/").status_code == 302
    assert Round.objects.exists()


def test_closed_round_cannot_be_changed(editor: Any) -> None:
    round_ = make_round()
    end(round_)
    close_due()
    answer = editor.post(f"{ROUNDS}{round_.pk}/edit/", plan(title="Else"))
    assert answer.status_code == 422
    assert Round.objects.get().title == "Autumn"


def test_results_are_drawn_and_listed_with_the_chosen_marked(editor: Any) -> None:
    a, b, round_ = make_topic("Who owns it?"), make_topic("Swans?"), make_round()
    for chosen in ((a,), (a, b), (a,)):
        vote(round_, make_supporter(), *chosen)
    end(round_)
    close_due()
    shown = editor.get(f"{ROUNDS}{round_.pk}/")
    assert [(each.question, each.votes, each.is_chosen) for each in shown.context["results"]] == [
        ("Who owns it?", 3, True),
        ("Swans?", 1, False),
    ]
    assert [(each.ballots, each.so_far) for each in shown.context["weeks"]] == [(3, 3)]
    assert shown.content.decode().count('class="desk-chart"') == 2
    assert "3 of 3 supporters voted (100 %)" in text_of(shown)
    assert Round.objects.get().commitment in text_of(shown)


def test_nobody_who_voted_is_named_anywhere(editor: Any) -> None:
    topic, round_ = make_topic(), make_round()
    vote(round_, make_supporter("olena", first_name="Olena"), topic)
    count_open()
    paths = ("", f"{round_.pk}/", f"{round_.pk}/export/", f"../{topic.pk}/", "../assignments/", "../flags/")
    for path in paths:
        answer = editor.get(f"{ROUNDS}{path}".replace("rounds/../", ""))
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert answer.status_code == 200
        assert b"Olena" not in body, path
        assert b"olena@example.org" not in body, path


def test_file_of_results_runs_no_formula(editor: Any) -> None:
    topic, round_ = make_topic("=SUM(A1)?"), make_round()
    vote(round_, make_supporter(), topic)
    count_open()
    answer = editor.get(f"{ROUNDS}{round_.pk}/export/")
    (row,) = csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig")))
    assert row == {
        "place": "1",
        "number": str(topic.pk),
        "language": "en",
        "question": "'=SUM(A1)?",
        "votes": "1",
        "chosen": "False",
    }


def test_flag_is_looked_at_with_a_note(editor: Any) -> None:
    round_ = make_round()
    flag = Flag.objects.create(kind="accounts", hour=timezone.now(), number=44, round=round_)
    assert "many new accounts" in text_of(editor.get("/newsroom/topics/flags/"))
    assert "many new accounts" in text_of(editor.get(f"{ROUNDS}{round_.pk}/"))
    assert (
        editor.post("/newsroom/topics/flags/", {"flag": flag.pk, "note": "A school class."}).status_code
        == 302
    )
    flag.refresh_from_db()
    assert (flag.note, str(flag.seen_by)) == ("A school class.", "Editor Novak")
    assert "A school class." in text_of(editor.get("/newsroom/topics/flags/"))
    assert editor.post("/newsroom/topics/flags/", {"flag": 999}).status_code == 404


def test_chart_gives_the_longest_bar_to_the_most_and_none_to_nothing() -> None:
    drawn = chart("Votes", [("a", 4, True), ("b", 1, False), ("c", 0, False)])
    assert [each.width for each in drawn.bars] == ["88.00%", "22.00%", "0.00%"]
    assert drawn.height == 3 * 48
    assert chart("Votes", []).bars == ()
