"""The pages of topics: what stands on them, when they come and go, what closing a round and a vote cost."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

import pytest
from lxml import html

from coffeepress.edition.full import press_all
from coffeepress.edition.press import press
from coffeepress.topics import assign, decide
from coffeepress.topics.close import close_due
from coffeepress.topics.count import count_open
from coffeepress.topics.models import Assignment, Topic
from tests.edition.folder import answers, differences, files, texts
from tests.edition.newsroom import Newsroom, delete, publish, unpublish
from tests.newsroom.characters import EDITOR, make_account
from tests.topics.votes import end, make_round, make_supporter, make_topic, vote

SIGN = "<script>alert('“x”')</script>\u202eevil & co"


def page(path: str) -> Any:
    """The page at a path, parsed."""
    return html.document_fromstring(texts()[f"{path.lstrip('/')}index.html"])


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def headings(path: str) -> list[str]:
    return [words(each) for each in page(path).xpath("//main//h2")]


@pytest.fixture
def editor(newsroom: Newsroom) -> Any:
    return make_account(EDITOR)


def test_a_language_has_its_page_of_topics_before_there_is_one(newsroom: Newsroom) -> None:
    press_all(processes=1)
    assert answers("/topics/", "/uk/topics/") == [200, 200]
    assert "There are no topics on the ballot yet." in words(page("/topics/"))


def test_proposal_is_on_no_page_until_it_is_accepted(newsroom: Newsroom, editor: Any) -> None:
    topic = make_topic("Who owns the ferry?", state=Topic.State.PROPOSED)
    press_all(processes=1)
    assert not [name for name, text in texts().items() if "Who owns the ferry?" in text]
    assert answers(f"/topics/{topic.pk}/") == [404]
    decide.accept(topic, editor)
    press()
    assert sorted(name for name, text in texts().items() if "Who owns the ferry?" in text) == [
        f"topics/{topic.pk}/index.html",
        "topics/index.html",
    ]


def test_declined_topic_shows_its_public_reason(newsroom: Newsroom, editor: Any) -> None:
    topic = make_topic("Who owns the ferry?")
    press_all(processes=1)
    decide.decline(topic, editor, "We told it in May.")
    press()
    assert "We told it in May." in words(page(f"/topics/{topic.pk}/"))
    assert headings("/topics/") == ["On the ballot", "Declined"]


def test_merged_topic_leads_to_the_last_it_was_merged_into_and_back_when_taken_apart(
    newsroom: Newsroom, editor: Any
) -> None:
    a, b, c = make_topic(), make_topic(), make_topic()
    press_all(processes=1)
    decide.merge(a, b, editor)
    decide.merge(b, c, editor)
    press()
    there = (302, f"http://testserver/topics/{c.pk}/")
    assert answers(f"/topics/{a.pk}/", f"/topics/{b.pk}/") == [there, there]
    decide.unmerge(b, editor)
    press()
    there = (302, f"http://testserver/topics/{b.pk}/")
    assert answers(f"/topics/{a.pk}/", f"/topics/{b.pk}/") == [there, 200]


@pytest.mark.parametrize("shows", [True, False])
def test_votes_of_an_open_round_are_shown_by_its_setting_and_turnout_always(
    newsroom: Newsroom, shows: bool
) -> None:
    topic, round_ = make_topic(), make_round(shows_results=shows)
    press_all(processes=1)
    vote(round_, make_supporter(), topic)
    count_open()
    press()
    assert ("1 vote" in words(page("/topics/"))) is shows
    assert "1 of 1 supporters voted (100 %)" in words(page("/topics/"))
    assert ("1 vote" in words(page(f"/topics/rounds/{round_.pk}/"))) is shows
    assert f"topics/rounds/{round_.pk}/ballots.txt" not in files()


def test_vote_presses_nothing(newsroom: Newsroom) -> None:
    topic, round_ = make_topic(), make_round()
    press_all(processes=1)
    vote(round_, make_supporter(), topic)
    report = press()
    assert (report.written, report.removed) == ([], [])


def test_closed_round_shows_results_and_its_file_with_what_commits_to_it(newsroom: Newsroom) -> None:
    topics, round_ = [make_topic(), make_topic(SIGN)], make_round()
    press_all(processes=1)
    for topic in (topics[0], topics[1], topics[1]):
        vote(round_, make_supporter(), topic)
    end(round_)
    close_due()
    press()
    address = f"topics/rounds/{round_.pk}/"
    results = page(f"/{address}").xpath("//ol[@class='results']/li/h3")
    assert [each.text_content() for each in results] == [SIGN, topics[0].question]
    body = files()[f"{address}ballots.txt"]
    digest = sha256(body).hexdigest()
    assert files()[f"{address}ballots.txt.sha256"].decode() == f"{digest}  ballots.txt\n"
    assert digest in words(page(f"/{address}"))
    assert headings("/topics/") == ["On the ballot", "Chosen, and on the way", "Past votes"]


def test_round_for_all_languages_has_a_page_in_each_and_one_file(newsroom: Newsroom) -> None:
    round_ = make_round(language="")
    make_topic(), make_topic(language="uk")
    end(round_)
    close_due()
    press_all(processes=1)
    rounds = f"/topics/rounds/{round_.pk}/"
    assert answers(rounds, f"/uk{rounds}") == [200, 200]
    assert [name for name in files() if name.endswith("ballots.txt")] == [f"{rounds[1:]}ballots.txt"]


def test_round_of_one_language_has_no_page_in_another(newsroom: Newsroom) -> None:
    round_ = make_round(language="uk")
    press_all(processes=1)
    rounds = f"/topics/rounds/{round_.pk}/"
    assert answers(rounds, f"/uk{rounds}") == [404, 200]


@pytest.fixture
def assignment(newsroom: Newsroom) -> Assignment:
    round_ = make_round()
    vote(round_, make_supporter(), make_topic("Who owns the ferry?"))
    end(round_)
    close_due()
    return Assignment.objects.get()


def test_article_says_that_it_was_voted_for_and_its_topic_leads_to_it(
    newsroom: Newsroom, assignment: Assignment, editor: Any
) -> None:
    draft = newsroom.draft(newsroom.section("city"), "ferry")
    assign.add_article(assignment, draft, editor)
    press_all(processes=1)
    topic = page(f"/topics/{assignment.topic_id}/")
    assert (topic.xpath("//ul[@class='stories']"), "in the works" in words(topic)) == ([], True)
    article = publish(draft)
    press()
    (link,) = page(article.permalink).xpath("//p[@class='voted']/a")
    assert (link.get("href"), words(link)) == (f"/topics/{assignment.topic_id}/", "Who owns the ferry?")
    topic = page(f"/topics/{assignment.topic_id}/")
    assert topic.xpath("//ul[@class='stories']//a/@href") == [article.permalink]


def test_withdrawn_article_is_gone_from_its_topic(
    newsroom: Newsroom, assignment: Assignment, editor: Any
) -> None:
    article = newsroom.article(newsroom.section("city"), "ferry", title="Embargoed")
    assign.add_article(assignment, article, editor)
    press_all(processes=1)
    unpublish(article)
    press()
    assert not [name for name, text in texts().items() if "Embargoed" in text]
    assert "in the works" in words(page(f"/topics/{assignment.topic_id}/"))
    publish(article)
    press()
    assert "Embargoed" in words(page(f"/topics/{assignment.topic_id}/"))
    delete(article)
    press()
    assert not [name for name, text in texts().items() if "Embargoed" in text]


def test_dropped_topic_shows_its_public_reason(
    newsroom: Newsroom, assignment: Assignment, editor: Any
) -> None:
    press_all(processes=1)
    assign.drop(assignment, editor, "The owner opened the books.")
    press()
    assert "The owner opened the books." in words(page(f"/topics/{assignment.topic_id}/"))
    assert "Chosen, and given up" in headings("/topics/")


def test_incremental_press_equals_a_full_one_after_a_round(
    newsroom: Newsroom, editor: Any, elsewhere: Any
) -> None:
    press_all(processes=1)
    round_, a, b = make_round(shows_results=True, places=2), make_topic(), make_topic()
    decide.reword(a, editor, question="Better?", lines="Because.", links="https://example.org/")
    vote(round_, make_supporter(), a, b)
    count_open()
    press()
    end(round_)
    close_due()
    decide.reword(b, editor, question="Even better?", lines="", links="")
    press()
    assert differences(elsewhere) == []


def test_page_of_topics_takes_the_same_queries_with_many_topics(newsroom: Newsroom) -> None:
    from coffeepress.edition.kinds import kind_named
    from coffeepress.edition.render import render_idents

    kind = kind_named("topics_front")
    assert kind is not None

    def queries() -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        with CaptureQueriesContext(connection) as found:
            render_idents(kind, ["en"])
        return len(found)

    round_ = make_round(shows_results=True)
    vote(round_, make_supporter(), make_topic())
    count_open()
    make_topic(state=Topic.State.DECLINED, reason="No.")
    few = queries()
    for _ in range(20):
        make_topic()
        make_topic(state=Topic.State.DECLINED, reason="No.")
    assert queries() == few
