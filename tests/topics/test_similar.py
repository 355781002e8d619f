"""What there is already, beside a proposal."""

from __future__ import annotations

import pytest

from coffeepress.topics import decide
from coffeepress.topics.models import Topic
from coffeepress.topics.similar import similar
from tests.edition.newsroom import Newsroom
from tests.topics.votes import make_reader, make_topic


def questions(text: str, language: str = "en") -> list[str]:
    return [each.question for each in similar(text, language).topics]


@pytest.mark.django_db
def test_topics_with_most_words_in_common_are_found_whatever_their_order() -> None:
    make_topic("Who owns the island ferry?")
    make_topic("Why does the library close at noon?")
    assert questions("the ferry to the island: who owns it?") == ["Who owns the island ferry?"]


@pytest.mark.django_db
def test_only_topics_of_the_language_that_readers_can_see_and_that_were_not_declined_are_found() -> None:
    make_topic("Who owns the ferry?", language="uk")
    make_topic("Who owns the ferry?", state=Topic.State.PROPOSED)
    make_topic("Who owns the ferry?", state=Topic.State.DECLINED)
    assert questions("Who owns the ferry?") == []


@pytest.mark.django_db
def test_merged_topic_is_found_as_what_it_was_merged_into() -> None:
    into, topic = make_topic("Whose is the boat?"), make_topic("Who owns the ferry?")
    decide.merge(topic, into, make_reader())
    assert questions("Who owns the ferry?") == ["Whose is the boat?"]


@pytest.mark.django_db
def test_topic_that_cannot_be_voted_for_any_more_says_so() -> None:
    make_topic("Who owns the ferry?", state=Topic.State.CHOSEN)
    assert [each.can_be_voted_for for each in similar("Who owns the ferry?", "en").topics] == [False]


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "a", "   ", "?!…"])
def test_too_little_finds_nothing(text: str) -> None:
    make_topic("Who owns the ferry?")
    assert questions(text) == []


def test_published_articles_that_may_answer_are_found(newsroom: Newsroom) -> None:
    from coffeepress.related.relate import relate_waiting

    section = newsroom.section("city")
    ferry = newsroom.article(
        section,
        "ferry",
        title="The ferry company changes hands",
        body=[("text", "<p>The island ferry has an owner.</p>")],
    )
    newsroom.article(
        section, "library", title="Library closes", body=[("text", "<p>Books are counted at noon.</p>")]
    )
    draft = newsroom.draft(section, "secret", title="The ferry company owner, embargoed")
    while relate_waiting():
        pass
    found = similar("Who is the owner of the ferry company?", "en").articles
    assert [(each.headline, each.url) for each in found] == [(ferry.title, ferry.permalink)]
    assert draft.pk not in {each.number for each in found}
