"""Registers the kinds of reader pages that topics bring, and what they add to articles' pages."""

from coffeepress.articles import slots
from coffeepress.edition.kinds import register
from coffeepress.topics.fillers import VotedFiller
from coffeepress.topics.pressed.front import TopicsFrontKind
from coffeepress.topics.pressed.rounds import BallotsKind, CommitmentKind, RoundKind
from coffeepress.topics.pressed.topic import TopicKind

for kind in (TopicsFrontKind, TopicKind, RoundKind, BallotsKind, CommitmentKind):
    register(kind)
slots.register(VotedFiller)
