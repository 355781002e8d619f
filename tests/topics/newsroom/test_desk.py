"""The ballot desk: what stands in which tab, how it is narrowed and searched, what a page of it costs, its file."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from coffeepress.topics import count
from coffeepress.topics.models import Topic
from tests.newsroom.characters import client_of, make_account
from tests.topics.forms.sending import text_of
from tests.topics.votes import make_reader, make_round, make_supporter, make_topic, vote

State = Topic.State
DESK = "/newsroom/topics/"


def numbers(client: Any, **asked: Any) -> list[int]:
    """The numbers of the topics that the desk shows, in its order."""
    answer = client.get(DESK, asked)
    assert answer.status_code == 200
    return [each.pk for each in answer.context["object_list"]]


def ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def test_each_tab_holds_its_states_oldest_first(editor: Any) -> None:
    newer = make_topic(state=State.PROPOSED, proposed_at=ago(1))
    asked = make_topic(state=State.ASKED_BACK, proposed_at=ago(3))
    on_ballot, declined = make_topic(), make_topic(state=State.DECLINED)
    merged = make_topic(state=State.MERGED, merged_into=on_ballot)
    chosen = make_topic(state=State.CHOSEN)
    assert numbers(editor) == [asked.pk, newer.pk]
    assert numbers(editor, state="on_ballot") == [on_ballot.pk]
    assert numbers(editor, state="merged") == [merged.pk]
    assert numbers(editor, state="declined") == [declined.pk]
    assert numbers(editor, state="chosen") == [chosen.pk]
    tabs = editor.get(DESK).context["tabs"]
    assert [(each["number"], each["is_current"]) for each in tabs] == [
        (2, True),
        (1, False),
        (1, False),
        (1, False),
        (1, False),
    ]


def test_nonsense_in_the_address_shows_what_waits(editor: Any) -> None:
    waits, _other = make_topic(state=State.PROPOSED), make_topic()
    assert numbers(editor, state="nonsense") == [waits.pk]


def test_filters_narrow_the_desk(editor: Any) -> None:
    mine = make_topic(state=State.PROPOSED, by_new_account=True)
    asked = make_topic(state=State.ASKED_BACK)
    foreign = make_topic(state=State.PROPOSED, language="uk")
    assert numbers(editor, language="uk") == [foreign.pk]
    assert numbers(editor, by="new") == [mine.pk]
    assert numbers(editor, asked="yes") == [asked.pk]
    assert numbers(editor, asked="no") == [mine.pk, foreign.pk]


@pytest.mark.parametrize("words", ["ЧИЙ", "пором", "FERRY", "№ {}", "{}"])
def test_search_finds_words_in_any_case_and_numbers(editor: Any, words: str) -> None:
    found = make_topic("Чий пором?", lines="The ferry is late.", state=State.PROPOSED)
    make_topic("Swans?", state=State.PROPOSED)
    assert numbers(editor, q=words.format(found.pk)) == [found.pk]


@pytest.mark.parametrize("words", ["9" * 30, "'; drop table", "%", "\x00"])
def test_hostile_search_finds_nothing_and_is_no_error(editor: Any, words: str) -> None:
    make_topic("Swans?", state=State.PROPOSED)
    if words.strip("\x00"):
        assert numbers(editor, q=words) == []
    else:
        assert editor.get(DESK, {"q": words}).status_code == 200


def test_proposer_is_not_named(editor: Any) -> None:
    topic = make_topic(state=State.PROPOSED, proposer=make_reader("somebody", first_name="Olena"))
    for path in (DESK, f"{DESK}{topic.pk}/", f"{DESK}export/"):
        answer = editor.get(path)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Olena" not in body
        assert b"somebody@example.org" not in body


def test_votes_now_are_for_those_who_see_results(editor: Any) -> None:
    from django.contrib.auth.models import Permission

    topic, round_ = make_topic(), make_round()
    vote(round_, make_supporter(), topic)
    count.count_open()
    assert [each.votes_now for each in editor.get(DESK, {"state": "on_ballot"}).context["object_list"]] == [1]
    make_account("Writer").user_permissions.add(Permission.objects.get(codename="decide_topic"))
    shown = client_of("Writer").get(DESK, {"state": "on_ballot"})
    assert shown.status_code == 200
    assert "Votes now" not in text_of(shown)


def test_page_of_the_desk_takes_the_same_queries_among_many(editor: Any) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            assert editor.get(DESK).status_code == 200
        return len(taken)

    make_topic(state=State.PROPOSED)
    queries()
    few = queries()
    for _each in range(30):
        make_topic(state=State.PROPOSED)
    assert queries() == few


def test_page_reads_its_own_rows_alone(editor: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("coffeepress.topics.newsroom.desk.DeskView.paginate_by", 2)
    made = [make_topic(state=State.PROPOSED).pk for _each in range(5)]
    assert numbers(editor, p=2) == made[2:4]
    assert numbers(editor, p=3, q="Question") == made[4:]


def test_file_holds_what_the_desk_holds_and_no_formula(editor: Any) -> None:
    topic = make_topic("=1+1?", lines="@x", state=State.PROPOSED, links="https://paper.example/")
    make_topic(state=State.DECLINED)
    answer = editor.get(f"{DESK}export/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text, newline=""))
    assert (row["number"], row["question"], row["lines"]) == (str(topic.pk), "'=1+1?", "'@x")
    (row,) = csv.DictReader(
        io.StringIO(
            b"".join(editor.get(f"{DESK}export/", {"state": "declined"}).streaming_content).decode(
                "utf-8-sig"
            )
        )
    )
    assert row["state"] == "declined"


@pytest.mark.parametrize("character", ["Writer", "Photographer", "Moderator"])
def test_who_may_not_decide_is_refused_everywhere(editor: Any, character: str) -> None:
    topic = make_topic(state=State.PROPOSED)
    client = client_of(character)
    for path in ("", f"{topic.pk}/", "export/", "assignments/", "flags/", "rounds/", "rounds/add/"):
        assert client.get(f"{DESK}{path}").status_code == 302, path
    assert client.post(f"{DESK}{topic.pk}/", {"decision": "accept"}).status_code == 302
    topic.refresh_from_db()
    assert topic.state == State.PROPOSED
    assert "/newsroom/topics/" not in client.get("/newsroom/").content.decode()


def test_home_panel_says_what_waits(editor: Any) -> None:
    make_topic("Who owns the ferry?", state=State.PROPOSED)
    shown = text_of(editor.get("/newsroom/"))
    assert "1 proposal waits" in shown
    assert "Who owns the ferry?" in shown
