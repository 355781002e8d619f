"""Who decides about topics, and who plans rounds and sees their results."""

from typing import Any

from coffeepress.people.newsroom.rights import ForHolders
from coffeepress.topics.propose import DECIDE

PLAN = "topics.plan_round"


def may_decide(user: Any) -> bool:
    return bool(user.has_perm(DECIDE))


def may_plan(user: Any) -> bool:
    return bool(user.has_perm(PLAN))


class ForDeciders(ForHolders):
    """A view for those who decide about topics."""

    rights = (DECIDE,)


class ForPlanners(ForHolders):
    """A view for those who plan rounds."""

    rights = (PLAN,)
