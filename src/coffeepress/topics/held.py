"""What is held about somebody who proposes and votes: shown, taken along, and cut off from the person at deletion.

A vote stays counted when its account goes, and is nobody's then. A proposal that readers never saw goes with its
proposer; one that they have seen stays, and is nobody's.
"""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from coffeepress.people.holdings import Holding, Shown, register, register_staff_work
from coffeepress.people.models import User
from coffeepress.topics.decide import OPEN
from coffeepress.topics.models import Ballot, Topic, TopicMail
from coffeepress.topics.paths import propose_path, receipt_path, topic_path, vote_path

MOST_SHOWN = 50


def register_held() -> None:
    """Tell the reader's own page of it. Called when the app is ready."""
    register_staff_work("topics.TopicEvent.by", "topics.Flag.seen_by")
    register(
        Holding(
            name="topics",
            title=_("Your topics and votes"),
            covers=("topics.Topic.proposer", "topics.Ballot.voter", "topics.TopicMail.person"),
            export=_export,
            forget=_forget,
            show=_show,
            order=150,
        )
    )


def _show(user: User) -> Shown | None:
    language = get_language() or ""
    proposed = [
        {
            "question": each.question,
            "state": each.get_state_display(),
            "reason": each.reason,
            "asked": each.asked if each.state == Topic.State.ASKED_BACK else "",
            "url": topic_path(each.language, each.pk) if each.is_public else "",
            "answer_url": propose_path(language, each.pk) if each.state == Topic.State.ASKED_BACK else "",
        }
        for each in Topic.objects.filter(proposer=user).order_by("-pk")[:MOST_SHOWN]
    ]
    ballots = [
        {"round": str(each.round), "changed_at": each.changed_at, "is_open": each.round.state == "open"}
        for each in Ballot.objects.filter(voter=user).select_related("round").order_by("-pk")[:MOST_SHOWN]
    ]
    if not proposed and not ballots:
        return None
    paths = {"vote_url": vote_path(language), "receipt_url": receipt_path(language)}
    return Shown("topics/held.html", {"proposed": proposed, "ballots": ballots, **paths})


def _export(user: User) -> dict[str, Any]:
    return {
        "proposed": [
            {
                "at": each.proposed_at.isoformat(),
                "language": each.language,
                "question": each.question,
                "lines": each.lines,
                "links": each.links,
                "state": each.state,
                "reason": each.reason,
                "asked": each.asked,
            }
            for each in Topic.objects.filter(proposer=user).order_by("pk")
        ],
        "ballots": [_taken_along(each) for each in _ballots(user)],
        "mails": [
            {
                "what": each.what,
                "topic": each.topic_id,
                "sent_at": each.sent_at.isoformat() if each.sent_at else None,
            }
            for each in TopicMail.objects.filter(person=user).order_by("pk")
        ],
    }


def _ballots(user: User) -> list[Ballot]:
    return list(Ballot.objects.filter(voter=user).select_related("round").order_by("pk"))


def _taken_along(ballot: Ballot) -> dict[str, Any]:
    return {
        "round": ballot.round.title,
        "topics": ballot.choices,
        "cast_at": ballot.cast_at.isoformat(),
        "changed_at": ballot.changed_at.isoformat(),
        "supported_until": ballot.supported_until.isoformat(),
        "receipt_sha256": ballot.receipt_hash,
    }


def _forget(user: User) -> None:
    Ballot.objects.filter(voter=user).update(voter=None)
    unseen = Topic.objects.filter(proposer=user, state__in=OPEN, is_public=False)
    unseen.delete()
    Topic.objects.filter(proposer=user).update(proposer=None)
    TopicMail.objects.filter(person=user).delete()
