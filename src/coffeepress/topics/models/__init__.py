"""Topics, rounds, ballots and assignments.

Owns what is stored and the database's own guards: one ballot for each person and round, one open round for each
language, one assignment for each topic, one mail of a published topic for each person. Every change goes through the
function named for it (`propose.py`, `decide.py`, `cast.py`, `close.py`, `assign.py`).
"""

from coffeepress.topics.models.assignments import Assignment, AssignmentArticle
from coffeepress.topics.models.ballots import Ballot, BallotFile
from coffeepress.topics.models.flags import Flag
from coffeepress.topics.models.mails import TopicMail
from coffeepress.topics.models.rounds import Round, Seat
from coffeepress.topics.models.topics import Topic, TopicEvent

__all__ = [
    "Assignment",
    "AssignmentArticle",
    "Ballot",
    "BallotFile",
    "Flag",
    "Round",
    "Seat",
    "Topic",
    "TopicEvent",
    "TopicMail",
]
