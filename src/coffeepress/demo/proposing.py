"""Read what the demo's readers proposed and what its supporters chose.

Owns: the rules of ``topics.LANGUAGE.toml``: of a finished round the topics with the most votes have a ``stage``, and
its ballots are enough for all votes.
"""

from collections.abc import Callable
from datetime import datetime
from typing import get_args

from coffeepress.demo.fields import Fields
from coffeepress.demo.values import RoundContent, TopicContent, TopicsContent, TopicStage, TopicState

VOTES = 3
"""Of each supporter in each round."""

Moment = Callable[[Fields, str], datetime | None]


def read_topics(fields: Fields, language: str, moment: Moment) -> TopicsContent:
    """One language's file. Raises ContentError at its first fault."""
    content = TopicsContent(
        language=language,
        finished=_round(fields, "finished", moment),
        open=_round(fields, "open", moment),
        topics=tuple(_topic(each, moment) for each in fields.tables("topics")),
    )
    _check(fields, content)
    fields.finish()
    return content


def _round(fields: Fields, name: str, moment: Moment) -> RoundContent:
    table = fields.table(name)
    if table is None:
        raise fields.error(f"the table [{name}] is missing")
    content = RoundContent(
        title=table.text("title"),
        opens_at=_moment(table, "opens", moment),
        closes_at=_moment(table, "closes", moment),
        ballots=table.take("ballots", int),
        places=table.take("places", int, 1),
    )
    table.finish()
    return content


def _topic(fields: Fields, moment: Moment) -> TopicContent:
    votes, votes_now = fields.take("votes", int, 0), fields.take("votes_now", int, 0)
    articles = (each.partition("/") for each in fields.texts("articles"))
    content = TopicContent(
        key=fields.text("key"),
        question=fields.text("question"),
        lines=fields.text("lines", ""),
        links=fields.texts("links"),
        proposed_at=_moment(fields, "proposed", moment),
        votes=votes,
        votes_now=votes_now,
        state=fields.one_of("state", get_args(TopicState), "on_ballot" if votes or votes_now else "proposed"),
        stage=fields.one_of("stage", ("", *get_args(TopicStage)), ""),
        reason=fields.text("reason", ""),
        asked=fields.text("asked", ""),
        into=fields.text("into", ""),
        articles=tuple((language, slug) for language, _slash, slug in articles),
    )
    fields.finish()
    return content


def _moment(fields: Fields, name: str, moment: Moment) -> datetime:
    found = moment(fields, name)
    if found is None:
        raise fields.error(f"the field {name} is missing")
    return found


def _check(fields: Fields, content: TopicsContent) -> None:
    ranked = sorted((each for each in content.topics if each.votes), key=lambda each: -each.votes)
    winners = {each.key for each in ranked[: content.finished.places]}
    if winners != {each.key for each in content.topics if each.stage}:
        raise fields.error(f"these were chosen, and need a stage: {', '.join(sorted(winners))}")
    for votes, ballots in (
        (sum(each.votes for each in content.topics), content.finished.ballots),
        (sum(each.votes_now for each in content.topics), content.open.ballots),
    ):
        if not ballots <= votes <= VOTES * ballots:
            raise fields.error(f"{votes} votes are not on {ballots} ballots")
    keys = {each.key for each in content.topics}
    for each in content.topics:
        if each.into and each.into not in keys:
            raise fields.error(f"{each.key} is merged into what is not there")
