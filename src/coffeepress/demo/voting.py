"""Bring into the demo what readers proposed and what supporters chose: written as it would stand after the fact.

The finished round is opened, voted in and closed by the functions that do it in earnest, at the moments at which they
would have. Its ballots are nobody's, like those of accounts that were deleted.
"""

import random
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from hashlib import sha256

from coffeepress.articles.models import Article
from coffeepress.demo.proposing import VOTES
from coffeepress.demo.values import RoundContent, TopicContent, TopicsContent
from coffeepress.people.models import User
from coffeepress.support.book import book, new_pledge
from coffeepress.support.events import Event, Interval, Kind
from coffeepress.support.offers import coffee_price, main_currency
from coffeepress.support.supporters import supporter_of
from coffeepress.topics import assign, decide
from coffeepress.topics.close import close_due, open_due
from coffeepress.topics.count import count_open
from coffeepress.topics.models import Assignment, Ballot, Round, Topic, TopicEvent

Pages = Mapping[tuple[str, str], int]

AT_ONCE = timedelta(minutes=1)
PAID_BEFORE = timedelta(days=2)


def bring_supporters(users: Iterable[User], *, today: datetime) -> None:
    """Make these accounts supporters, so that whoever looks at the demo can vote."""
    for user in users:
        pledge = new_pledge(provider="manual", supporter=supporter_of(user, "en"), language="en")
        paid = Event(
            provider="manual",
            id=f"demo-{user.pk}",
            kind=Kind.CHARGED,
            reference=pledge.reference,
            occurred_at=today - PAID_BEFORE,
            amount=coffee_price(main_currency()),
            interval=Interval.ONCE,
            payment_id=f"demo-{user.pk}",
        )
        book([paid])


def bring_topics(contents: Iterable[TopicsContent], pages: Pages, *, editor: User, proposer: User) -> None:
    """Write the topics, the finished round with what came of it, and the open round.

    Args:
        pages: the articles' ids by language and slug.
        editor: who decided.
        proposer: who proposed what waits for a decision.
    """
    for content in contents:
        _Voting(content, pages, editor, proposer).write()
    count_open()


class _Voting:
    """One language's topics and rounds."""

    def __init__(self, content: TopicsContent, pages: Pages, editor: User, proposer: User) -> None:
        self.content, self.pages = content, pages
        self.editor, self.proposer = editor, proposer
        self.chance = random.Random(f"ballots {content.language}")  # noqa: S311  (a demo that is always the same)

    def write(self) -> None:
        finished, now_open = self.content.finished, self.content.open
        self.topics: dict[str, Topic] = {}
        self._propose(lambda each: each.proposed_at < finished.closes_at)
        round_ = self._round(finished)
        self._cast(round_, finished, {each.key: each.votes for each in self.content.topics})
        for each in self.content.topics:
            if each.into:
                decide.merge(self.topics[each.key], self.topics[each.into], self.editor)
        close_due(now=finished.closes_at + AT_ONCE)
        self._propose(lambda each: each.proposed_at >= finished.closes_at)
        for each in self.content.topics:
            self._go_on(each)
        round_ = self._round(now_open)
        self._cast(round_, now_open, {each.key: each.votes_now for each in self.content.topics})

    def _propose(self, is_due: Callable[[TopicContent], bool]) -> None:
        self.topics |= {each.key: self._topic(each) for each in self.content.topics if is_due(each)}

    def _topic(self, content: TopicContent) -> Topic:
        is_waiting = content.state in ("proposed", "asked_back")
        stands = bool(content.votes or content.votes_now)
        accepted_at = content.proposed_at + timedelta(days=1) if stands else None
        topic = Topic.objects.create(
            language=self.content.language,
            question=content.question,
            lines=content.lines,
            links="\n".join(content.links),
            proposer=self.proposer if is_waiting else None,
            proposed_at=content.proposed_at,
            state=Topic.State.ON_BALLOT if stands else Topic.State.PROPOSED,
            is_public=stands,
            accepted_at=accepted_at,
        )
        TopicEvent.objects.create(topic=topic, what=TopicEvent.What.PROPOSED, at=content.proposed_at)
        if accepted_at:
            TopicEvent.objects.create(
                topic=topic, what=TopicEvent.What.ACCEPTED, at=accepted_at, by=self.editor
            )
        return topic

    def _round(self, content: RoundContent) -> Round:
        round_ = Round.objects.create(
            title=content.title,
            language=self.content.language,
            opens_at=content.opens_at,
            closes_at=content.closes_at,
            votes=VOTES,
            places=content.places,
        )
        open_due(now=content.opens_at)
        return round_

    def _cast(self, round_: Round, content: RoundContent, votes: Mapping[str, int]) -> None:
        """Write ballots that come to these votes. Each topic goes to those that name the fewest so far."""
        choices: list[list[int]] = [[] for _each in range(content.ballots)]
        for key, number in sorted(votes.items(), key=lambda pair: (-pair[1], pair[0])):
            if not number:
                continue
            self.chance.shuffle(choices)
            for ballot in sorted(choices, key=len)[:number]:
                ballot.append(self.topics[key].pk)
        assert all(len(ballot) <= VOTES for ballot in choices)
        end = min(content.closes_at, content.opens_at + timedelta(days=5))
        for number, ballot in enumerate(choices):
            # Most come in the first days, as they do everywhere.
            at = content.opens_at + (end - content.opens_at) * self.chance.betavariate(1, 2)
            Ballot.objects.create(
                round=round_,
                receipt_hash=sha256(f"{self.content.language} {round_.pk} {number}".encode()).hexdigest(),
                choices=sorted(ballot),
                cast_at=at,
                changed_at=at,
                supported_until=content.closes_at,
            )

    def _go_on(self, content: TopicContent) -> None:
        topic = self.topics[content.key]
        if content.state == "declined":
            decide.decline(topic, self.editor, content.reason)
        if content.state == "asked_back":
            decide.ask_back(topic, self.editor, content.asked)
        if not content.stage:
            return
        assignment = Assignment.objects.get(topic=topic)
        if content.stage == "dropped":
            assign.drop(assignment, self.editor, content.reason)
            return
        assign.start(assignment, self.editor)
        for name in content.articles:
            assign.add_article(assignment, Article.objects.get(pk=self.pages[name]), self.editor)
