"""Tells the voters of a published topic: each once, however often the topic or its articles are published, however
many ballots name it or what was merged into it, and wherever a worker is killed.

The worker walks through all ballots in order of their numbers, some at a time. In one transaction a mail is written for
each voter (one a person and topic, by the database) and the place is noted up to which it came.
"""

from django.db import transaction
from django.db.models import F

from coffeepress.topics.models import Assignment, Ballot, Topic, TopicMail

AT_ONCE = 2000


def tell_voters(*, at_once: int = AT_ONCE) -> int:
    """Note some of the mails that are due.

    Returns:
        How many ballots were looked at.
    """
    due = Assignment.objects.filter(state=Assignment.State.PUBLISHED, is_told=False)
    return sum(_tell(pk, at_once) for pk in list(due.order_by("pk").values_list("pk", flat=True)))


@transaction.atomic
def _tell(assignment_id: int, at_once: int) -> int:
    found = Assignment.objects.select_for_update().get(pk=assignment_id)
    if found.is_told or found.state != Assignment.State.PUBLISHED:
        return 0
    ballots = list(
        Ballot.objects.filter(pk__gt=found.told_up_to)
        .order_by("pk")
        .values_list("pk", "voter_id", "choices")[:at_once]
    )
    members = merged_with(found.topic_id)
    voters = {voter for _pk, voter, choices in ballots if voter is not None and members.intersection(choices)}
    if ballots:
        _note(found.topic_id, voters, TopicMail.What.PUBLISHED)
        found.told_up_to = ballots[-1][0]
    else:
        _note(found.topic_id, _proposers(members), TopicMail.What.ANSWERED)
        found.is_told = True
    found.save(update_fields=["told_up_to", "is_told"])
    return len(ballots)


def merged_with(topic: int) -> set[int]:
    """A topic and all that was merged into it."""
    into = dict(Topic.objects.filter(state=Topic.State.MERGED).values_list("pk", "merged_into"))
    members, is_growing = {topic}, True
    while is_growing:
        more = {pk for pk, target in into.items() if target in members} - members
        members |= more
        is_growing = bool(more)
    return members


def _proposers(topics: set[int]) -> set[int]:
    rows = Topic.objects.filter(pk__in=topics).exclude(proposer=None)
    return set(rows.annotate(who=F("proposer_id")).values_list("who", flat=True))


def _note(topic: int, persons: set[int], what: str) -> None:
    """Note a mail for each of them; none for whoever has one about this topic already."""
    TopicMail.objects.bulk_create(
        [TopicMail(topic_id=topic, person_id=person, what=what) for person in sorted(persons)],
        ignore_conflicts=True,
    )
