"""Reports as files: what is in them, for whom, and that no spreadsheet runs what a reader wrote."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from coffeepress.articles.models import Article

pytestmark = pytest.mark.postgres

EXPORT, READER = "/newsroom/readers-reports/export/", "/newsroom/readers-reports/reader/"


def lines(answer: Any) -> list[dict[str, str]]:
    assert answer.streaming
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_file_holds_what_the_queue_holds_and_those_that_follow(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    first = about(article, name="Olena", email="olena@example.org")
    follower = about(article, leader=first)
    declined = about(article, state="declined", reason="No.")
    found = lines(editor.get(EXPORT))
    assert [(row["number"], row["follows"]) for row in found] == [
        (str(first.pk), ""),
        (str(follower.pk), str(first.pk)),
    ]
    assert (found[0]["passage"], found[0]["article"]) == ("The bridge is forty metres long.", "The bridge")
    assert [row["answer"] for row in lines(editor.get(EXPORT, {"state": "declined"}))] == ["No."]
    assert [row["number"] for row in lines(editor.get(EXPORT, {"q": f"№{follower.pk}"}))] == [
        str(follower.pk)
    ]
    assert declined.pk not in {int(row["number"]) for row in found}


def test_names_and_addresses_are_for_those_alone_who_may_see_them(article: Article, signed_in: Any) -> None:
    from django.contrib.auth.models import Permission

    from tests.corrections.newsroom.reports import about
    from tests.newsroom.characters import make_account

    about(article, name="Olena", email="olena@example.org")
    assert lines(signed_in("Moderator").get(EXPORT))[0]["email"] == "olena@example.org"
    make_account("Writer").user_permissions.add(Permission.objects.get(codename="decide_report"))
    writer = signed_in("Writer")
    assert "email" not in lines(writer.get(EXPORT))[0]
    assert writer.get(READER).status_code == 302
    assert writer.post(READER, {"email": "olena@example.org", "format": "json"}).status_code == 302


def test_hostile_strings_come_back_as_the_text_they_are(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import HOSTILE, about

    for text in HOSTILE:
        about(article, wrong=text, proposal=text)
    found = lines(editor.get(EXPORT))
    assert [row["wrong"].removeprefix("'") for row in found] == list(HOSTILE)
    assert [row["proposal"] for row in found if row["proposal"].startswith("'")] == ["'=HYPERLINK(1)"]


def test_all_that_one_reader_sent_is_given_as_json_and_as_csv(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    sent = about(article, email="Olena@example.org", name="Olena", state="declined")
    about(article, email="other@example.org")
    told = editor.post(READER, {"email": "olena@EXAMPLE.org", "format": "json"})
    assert [(each["number"], each["name"]) for each in told.json()["reports"]] == [(sent.pk, "Olena")]
    assert told["Content-Disposition"] == 'attachment; filename="reader.json"'
    assert "no-store" in told["Cache-Control"]
    assert len(lines(editor.post(READER, {"email": "olena@example.org", "format": "csv"}))) == 1
    none = editor.post(READER, {"email": "nobody@example.org", "format": "csv"})
    assert "No report came from this address." in none.content.decode()


def test_the_export_takes_as_many_queries_for_thirty_reports_as_for_one(
    article: Article, editor: Any
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from tests.corrections.newsroom.reports import about
    from tests.newsroom.characters import make_account

    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            lines(editor.get(EXPORT))
        return len(queries)

    about(article, assignee=make_account("Editor"))
    count()
    with_one = count()
    for _ in range(29):
        about(article, assignee=make_account("Editor"))
    assert count() == with_one
