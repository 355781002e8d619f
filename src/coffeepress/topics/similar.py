"""What there is already: topics like the one that somebody is typing, and articles that may answer it.

Topics are compared by their words with rapidfuzz, whatever their order, so that a vote for one that is there replaces a
duplicate. Articles are found by whoever has registered with `articles.alike`.
"""

from dataclasses import dataclass

from rapidfuzz import fuzz, process
from rapidfuzz.utils import default_process

from coffeepress.articles.alike import Alike, articles_alike
from coffeepress.topics.models import Topic
from coffeepress.topics.paths import topic_path

LEAST_LETTERS = 4
LIKENESS = 60.0
"""Of 100. Two questions that have most of their words in common reach it, two about different things do not."""

COMPARED = 3000
"""So many topics, the newest; no round has as many."""

MOST = 5

State = Topic.State


@dataclass(frozen=True)
class SimilarTopic:
    """A topic that readers can see. `can_be_voted_for`: it is on the ballot."""

    number: int
    question: str
    url: str
    state: str
    can_be_voted_for: bool


@dataclass(frozen=True)
class Similar:
    """What is offered beside a proposal."""

    topics: tuple[SimilarTopic, ...] = ()
    articles: tuple[Alike, ...] = ()


def similar(question: str, language: str, *, most: int = MOST) -> Similar:
    """What is like a question, the most alike first."""
    text = " ".join(question[:400].split())
    if len(text) < LEAST_LETTERS:
        return Similar()
    return Similar(
        tuple(similar_topics(text, language, most=most)), tuple(articles_alike(text, language, most=most))
    )


def similar_topics(question: str, language: str, *, most: int = MOST, without: int = 0) -> list[SimilarTopic]:
    """Topics like a question that readers can see. One that was merged shows as what it was merged into."""
    rows = (
        Topic.objects.filter(language=language, is_public=True)
        .exclude(state=State.DECLINED)
        .exclude(pk=without)  # the editor's own topic, when duplicates of one are looked for
    )
    known = {
        each.pk: each
        for each in rows.order_by("-pk").only("question", "language", "state", "merged_into")[:COMPARED]
    }
    alike = process.extract(
        question,
        {pk: each.question for pk, each in known.items()},
        scorer=fuzz.token_set_ratio,
        processor=default_process,
        score_cutoff=LIKENESS,
        limit=most * 2,
    )
    found: dict[int, SimilarTopic] = {}
    for _question, _score, pk in alike:
        topic = known[pk]
        while topic.merged_into_id is not None and topic.merged_into_id in known:
            topic = known[topic.merged_into_id]
        if topic.state != State.MERGED and topic.pk != without:
            found.setdefault(topic.pk, _shown(topic))
    return list(found.values())[:most]


def _shown(topic: Topic) -> SimilarTopic:
    return SimilarTopic(
        topic.pk,
        topic.question,
        topic_path(topic.language, topic.pk),
        topic.get_state_display(),
        topic.state == State.ON_BALLOT,
    )
