"""What a voter is told: in which words. Pure but for the settings."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coffeepress.topics.days import said_moment
from coffeepress.topics.forms.ballot_paper import Named
from coffeepress.topics.models import Ballot, Round


def kept_or_dropped() -> str:
    """What becomes of the ballot of somebody whose support has ended."""
    if settings.COFFEEPRESS.topics_lapsed == "kept":
        return _("The ballot that you have cast stays counted; you cannot change it.")
    return _("The ballot that you have cast is not counted unless you support us again before the close.")


def notes(found: Named) -> list[str]:
    """What a voter should know of the topics that were chosen."""
    gone = [_("Not on the ballot (any more): “%(question)s”.") % {"question": each} for each in found.out]
    joined = [
        _("“%(question)s” has become one with “%(other)s”: a vote for it counts there, once.")
        % {"question": question, "other": other}
        for question, other in found.joined
    ]
    return [*gone, *joined]


def too_many(number: int, votes: int) -> str:
    """How many were chosen, and how many can be."""
    allowed = ngettext("You have %(votes)s vote", "You have %(votes)s votes", votes) % {"votes": votes}
    chosen = ngettext("and chose %(number)s topic.", "and chose %(number)s topics.", number) % {
        "number": number
    }
    return f"{allowed}, {chosen} " + _("Nothing was counted yet: please take some ticks away.")


def too_late(round_: Round, ballot: Ballot | None) -> str:
    """The round is over, and what of the voter's counts."""
    words = _("The round “%(title)s” closed on %(closed)s: this was not counted.") % {
        "title": round_,
        "closed": said_moment(round_.closes_at),
    }
    if ballot:
        words += " " + _("The ballot that you cast before is.")
    return words


def counter_words() -> dict[str, str]:
    """What the counter says, for its script: "%s" is a number."""
    return {"left": _("Votes left: %s"), "over": _("Too many: please take %s away")}
