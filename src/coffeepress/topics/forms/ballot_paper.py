"""What a voting form shows: the topics of a round, and which of them a voter has chosen. It changes nothing.

The topics stand in another order for each voter, so that none has the advantage of standing first; it is the same
order whenever this voter looks.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from coffeepress.people.models import User
from coffeepress.topics.models import Round, Topic
from coffeepress.topics.paths import topic_path

State = Topic.State


@dataclass(frozen=True)
class Line:
    """A topic as it stands in the form. `language` is "" where it is the page's own."""

    number: int
    question: str
    lines: str
    url: str
    language: str
    is_chosen: bool


@dataclass(frozen=True)
class Named:
    """What has become of the topics that a ballot, a form or an address names.

    Attributes:
        standing: numbers on the ballot, merges followed, in order.
        out: the questions of those that cannot be voted for.
        joined: pairs of questions: what was named, and what it was merged into.
    """

    standing: tuple[int, ...] = ()
    out: tuple[str, ...] = ()
    joined: tuple[tuple[str, str], ...] = ()


def ballot_paper(round_: Round, voter: User, chosen: Collection[int], language: str) -> list[Line]:
    """The topics that can be voted for in a round, those in the reader's language first."""
    rows = Topic.objects.filter(state=State.ON_BALLOT, language__in=round_.languages)
    topics = list(rows.only("question", "lines", "language"))
    topics.sort(key=lambda each: (each.language != language, _place(round_, voter, each.pk)))
    return [_line(each, each.pk in chosen, language) for each in topics]


def chosen_lines(topics: Collection[int], language: str) -> list[Line]:
    """The topics that a ballot names and that can be voted for, those in the reader's language first."""
    rows = Topic.objects.filter(pk__in=topics, state=State.ON_BALLOT).only("question", "lines", "language")
    return [_line(each, True, language) for each in sorted(rows, key=lambda each: each.language != language)]


def named(numbers: Iterable[int], round_: Round) -> Named:
    """Follow the merges of topics that were named. What is no topic at all is left out."""
    wanted = sorted(set(numbers))
    known: dict[int, Topic] = {}
    missing = set(wanted)
    while missing:  # a query for each step of the longest way of merges
        rows = Topic.objects.filter(pk__in=missing).only("question", "state", "language", "merged_into")
        known.update({each.pk: each for each in rows})
        missing = {each.merged_into_id for each in known.values() if each.merged_into_id} - set(known)
    standing, out, joined = [], [], []
    for each in (known[number] for number in wanted if number in known):
        last = _last(each, known)
        if last.state != State.ON_BALLOT or last.language not in round_.languages:
            out.append(last.question)
            continue
        standing.append(last.pk)
        if last.pk != each.pk:
            joined.append((each.question, last.question))
    return Named(tuple(dict.fromkeys(standing)), tuple(dict.fromkeys(out)), tuple(joined))


def numbers_of(texts: Iterable[str], *, most: int = 100) -> list[int]:
    """The numbers among what a form or an address gives; what is none is nothing that was chosen."""
    found = [text for text in list(texts)[:most] if text.isascii() and text.isdecimal() and len(text) < 19]
    return [int(text) for text in found]


def _last(topic: Topic, known: dict[int, Topic]) -> Topic:
    while topic.merged_into_id is not None:
        topic = known[topic.merged_into_id]
    return topic


def _line(topic: Topic, is_chosen: bool, language: str) -> Line:
    other = topic.language if topic.language != language else ""
    url = topic_path(topic.language, topic.pk)
    return Line(topic.pk, topic.question, topic.lines, url, other, is_chosen)


def _place(round_: Round, voter: User, topic: int) -> bytes:
    return sha256(f"{round_.pk} {voter.pk} {topic}".encode()).digest()
