"""The queue: what stands in it, in which order, how it is narrowed and searched, and what a page of it costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

if TYPE_CHECKING:
    from django.test import Client

    from coffeepress.articles.models import Article
    from tests.edition.newsroom import Newsroom

pytestmark = pytest.mark.postgres

QUEUE = "/newsroom/readers-reports/"


def numbers(client: Any, **asked: Any) -> list[int]:
    """The numbers of the reports that the queue shows, in its order."""
    answer = client.get(QUEUE, asked)
    assert answer.status_code == 200
    return [report.pk for report in answer.context["object_list"]]


def ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def test_open_reports_stand_oldest_first_and_followers_not_at_all(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about, letter

    newer, older = about(article, created_at=ago(1)), about(article, created_at=ago(3))
    about(article, leader=older)
    about(article, state="declined")
    sent = letter(created_at=ago(2))
    assert numbers(editor) == [older.pk, sent.pk, newer.pk]
    assert numbers(editor, ordering="-created_at") == [newer.pk, sent.pk, older.pk]


def test_a_row_shows_passage_article_section_readers_and_that_the_passage_is_gone(
    article: Article, editor: Any
) -> None:
    from tests.corrections.newsroom.reports import about

    about(article, readers=7, standing="gone")
    shown = editor.get(QUEUE).content.decode()
    for words in ("The bridge is forty metres long.", "The bridge", "City", "Gone", "fourteen"):
        assert words in shown, words
    assert '7 <span class="reports-readers">readers</span>' in shown


def test_the_filters_narrow_the_queue(article: Article, editor: Any, newsroom: Newsroom) -> None:
    from tests.corrections.newsroom.reports import about, letter
    from tests.newsroom.characters import make_account

    elsewhere = newsroom.article(newsroom.section("water"), body=[("text", "<p>The sea is flat.</p>")])
    mine = about(article, assignee=make_account("Editor"), created_at=ago(40))
    others = about(article, assignee=make_account("Moderator"), created_at=ago(8))
    gone = about(article, standing="gone", created_at=ago(5))
    wet = about(elsewhere, "The sea is flat.", created_at=ago(4))
    ukrainian = letter(created_at=ago(3))
    type(ukrainian).objects.filter(pk=ukrainian.pk).update(language="uk")
    declined = about(article, state="declined")
    assert numbers(editor, assigned="mine") == [mine.pk]
    assert numbers(editor, assigned="others") == [others.pk]
    assert numbers(editor, assigned="nobody") == [gone.pk, wet.pk, ukrainian.pk]
    assert numbers(editor, standing="gone") == [gone.pk]
    assert numbers(editor, kind="letter") == [ukrainian.pk]
    assert numbers(editor, section=elsewhere.get_parent().pk) == [wet.pk]
    assert numbers(editor, language="uk") == [ukrainian.pk]
    assert numbers(editor, state="declined") == [declined.pk]
    assert len(numbers(editor, state="all")) == 6
    assert numbers(editor, age="7") == [gone.pk, wet.pk, ukrainian.pk]
    assert numbers(editor, age="-30") == [mine.pk]
    assert len(numbers(editor, state="nonsense")) == 5


def test_the_search_finds_words_headlines_and_numbers_in_any_case(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about, letter

    first = about(article, wrong="Виправте МІСТ", proposal="")
    second = letter(wrong="About the tram", proposal="Write 100 % of it")
    assert numbers(editor, q="FORTY metres") == [first.pk]
    assert numbers(editor, q="міст") == [first.pk]
    assert numbers(editor, q="the BRIDGE") == [first.pk]
    assert numbers(editor, q="100 %") == [second.pk]
    assert numbers(editor, q=f"№{second.pk}") == [second.pk]
    assert numbers(editor, q=f"№ {second.pk}") == [second.pk]
    assert numbers(editor, q=f"{second.pk}") == [second.pk]
    assert numbers(editor, q="№" + "9" * 30) == []
    assert numbers(editor, q="tram\x00") == [first.pk, second.pk], (
        "what cannot be searched for narrows nothing"
    )


def test_a_page_of_thirty_takes_as_many_queries_as_a_page_of_one(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.newsroom.characters import make_account

    about(article, assignee=make_account("Editor"))
    editor.get(QUEUE)
    with CaptureQueriesContext(connection) as with_one:
        editor.get(QUEUE)
    for _ in range(29):
        about(article, assignee=make_account("Editor"))
    with CaptureQueriesContext(connection) as with_thirty:
        assert len(numbers(editor)) == 30
    assert len(with_thirty) == len(with_one)


def test_pages_follow_each_other_without_gap_or_repetition(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    moment = ago(1)
    made = [about(article, created_at=moment).pk for _ in range(53)]
    assert numbers(editor) + numbers(editor, p=2) == made


def test_taking_a_report_from_the_queue_leads_back_and_others_see_who_has_it(
    article: Article, editor: Any, signed_in: Callable[[str], Client]
) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    address = f"{QUEUE}{report.pk}/"
    shown = editor.get(f"{QUEUE}results/", {"state": "all", "_w_filter_fragment": "1"}).content.decode()
    assert f'name="next" value="{QUEUE}?state=all"' in shown
    assert 'name="csrfmiddlewaretoken" value=""' not in shown
    answer = editor.post(address, {"decision": "assign", "next": f"{QUEUE}?state=all"})
    assert answer["Location"] == f"{QUEUE}?state=all"
    assert "Editor Novak" in signed_in("Moderator").get(QUEUE).content.decode()
    assert "Assigned to Editor Novak." in signed_in("Moderator").get(address).content.decode()
    editor.post(address, {"decision": "release"})
    report.refresh_from_db()
    assert (report.assignee, report.state) == (None, "received")


def test_next_never_leads_to_another_site(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    answer = editor.post(f"{QUEUE}{report.pk}/", {"decision": "assign", "next": "https://evil.example/"})
    assert answer["Location"] == f"{QUEUE}{report.pk}/"


@pytest.mark.parametrize("character", ["Writer", "Photographer"])
def test_who_may_not_decide_sees_no_queue_no_menu_item_and_no_panel(
    article: Article, signed_in: Callable[[str], Client], character: str
) -> None:
    from tests.corrections.newsroom.reports import about

    report = about(article)
    client = signed_in(character)
    for path in (
        QUEUE,
        f"{QUEUE}{report.pk}/",
        f"{QUEUE}export/",
        f"{QUEUE}reader/",
        "/newsroom/corrections/",
    ):
        assert client.get(path).status_code == 302, path
    home = client.get("/newsroom/").content.decode()
    assert "Readers’ reports" not in home.replace("\\u2019", "’")


@pytest.mark.parametrize("character", ["Editor", "Moderator"])
def test_the_home_page_says_what_waits_and_the_menu_how_many(
    article: Article, signed_in: Callable[[str], Client], character: str
) -> None:
    from tests.corrections.newsroom.reports import about

    about(article)
    home = signed_in(character).get("/newsroom/").content.decode()
    assert "1 report waits" in home
    assert "The bridge is forty metres long." in home
    assert "Readers\\u2019 reports (1)" in home or "Readers’ reports (1)" in home


def test_the_panel_gives_the_numbers_as_the_public_page_does(article: Article, editor: Any) -> None:
    from coffeepress.corrections.models import Numbers

    Numbers.objects.create(
        language="en", received=12, decided=8, accepted=6, median_seconds=5 * 3600, counted_at=timezone.now()
    )
    assert (
        "English: 12 reports received, 75% accepted, 5 hours median"
        in editor.get("/newsroom/").content.decode()
    )


def test_working_through_a_narrowed_queue_stays_among_its_reports(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about

    first = about(article, standing="gone", created_at=ago(4))
    about(article, created_at=ago(3))
    second = about(article, standing="gone", created_at=ago(2))
    narrowed = "?standing=gone&q=forty"
    shown = editor.get(f"{QUEUE}{narrowed}").content.decode()
    assert f'href="{QUEUE}{first.pk}/{narrowed.replace("&", "&amp;")}"' in shown
    answer = editor.post(f"{QUEUE}{first.pk}/{narrowed}", {"decision": "spam"})
    assert answer["Location"] == f"{QUEUE}{second.pk}/{narrowed}"
    assert (
        f'action="{QUEUE}{second.pk}/{narrowed.replace("&", "&amp;")}"'
        in editor.get(answer["Location"]).content.decode()
    )
    answer = editor.post(f"{QUEUE}{second.pk}/{narrowed}", {"decision": "spam"})
    assert answer["Location"] == f"{QUEUE}{narrowed}"


def test_the_next_report_is_not_one_that_somebody_else_looks_after(article: Article, editor: Any) -> None:
    from tests.corrections.newsroom.reports import about
    from tests.newsroom.characters import make_account

    first = about(article, created_at=ago(4))
    about(article, assignee=make_account("Moderator"), created_at=ago(3))
    mine = about(article, assignee=make_account("Editor"), created_at=ago(2))
    answer = editor.post(f"{QUEUE}{first.pk}/", {"decision": "spam"})
    assert answer["Location"] == f"{QUEUE}{mine.pk}/"
