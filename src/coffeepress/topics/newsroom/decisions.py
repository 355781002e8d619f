"""The decisions that a topic's page offers: in which states, with which form, and what each does."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coffeepress.topics import assign, decide
from coffeepress.topics.models import Assignment, Topic
from coffeepress.topics.newsroom import forms

State = Topic.State
Stage = Assignment.State


@dataclass(frozen=True)
class Decision:
    """One of the decisions.

    Attributes:
        name: what the form sends.
        label: what the editor chooses.
        button: what is written on the button.
        meaning: what it does, in a sentence.
        states: of the topic, or of its assignment if it was chosen, in which it is offered.
        do: does it, by the function of `decide.py` or `assign.py`.
    """

    name: str
    label: Any
    button: Any
    meaning: Any
    states: Collection[str]
    form: type[forms.DecisionForm]
    do: Callable[[Topic, Any, Any], Any]


def _reword(topic: Topic, user: Any, form: Any) -> Any:
    return decide.reword(topic, user, **form.cleaned_data)


_ALL = (
    Decision(
        "accept",
        _("Accept"),
        _("Put it on the ballot"),
        _("Readers see it, and supporters can vote for it: at once in an open round, and in those to come."),
        {*decide.OPEN, State.DECLINED},
        forms.AcceptForm,
        lambda topic, user, form: decide.accept(topic, user, form.cleaned_data["note"]),
    ),
    Decision(
        "ask",
        _("Ask back"),
        _("Ask"),
        _("The proposer is asked by mail, and can put the topic in other words."),
        decide.OPEN,
        forms.AskForm,
        lambda topic, user, form: decide.ask_back(topic, user, form.cleaned_data["question"]),
    ),
    Decision(
        "merge",
        _("Merge"),
        _("Merge"),
        _(
            "Votes for it count for the other topic, and once where a ballot names both. It can be taken back."
        ),
        decide.MERGEABLE,
        forms.MergeForm,
        lambda topic, user, form: decide.merge(topic, form.cleaned_data["into"], user),
    ),
    Decision(
        "decline",
        _("Decline"),
        _("Decline"),
        _("Everyone can read why. In an open round its votes count for nothing from now on."),
        decide.MERGEABLE,
        forms.ReasonForm,
        lambda topic, user, form: decide.decline(topic, user, form.cleaned_data["reason"]),
    ),
    Decision(
        "unmerge",
        _("Take apart again"),
        _("Take apart"),
        _("It is again what it was, and its votes are its own."),
        {State.MERGED},
        forms.SureForm,
        lambda topic, user, form: decide.unmerge(topic, user),
    ),
    Decision(
        "start",
        _("Take it up"),
        _("It is in the works"),
        _("Readers see that somebody works on it."),
        {Stage.CHOSEN, Stage.DROPPED},
        forms.SureForm,
        lambda topic, user, form: assign.start(topic.assignment, user),
    ),
    Decision(
        "article",
        _("Add an article"),
        _("Add it"),
        _("Once it is published, so is the topic, and its voters are told."),
        {Stage.CHOSEN, Stage.IN_THE_WORKS, Stage.PUBLISHED},
        forms.ArticleForm,
        lambda topic, user, form: assign.add_article(topic.assignment, form.cleaned_data["article"], user),
    ),
    Decision(
        "drop",
        _("Drop"),
        _("Drop it"),
        _("Supporters chose it: everyone can read why it will not be covered."),
        assign.UNDER_WAY,
        forms.ReasonForm,
        lambda topic, user, form: assign.drop(topic.assignment, user, form.cleaned_data["reason"]),
    ),
    Decision(
        "reword",
        _("Reword"),
        _("Save"),
        _(
            "Put it in better words. It has to mean what was voted for; the old words are kept in the history."
        ),
        frozenset(State.values) | frozenset(Stage.values),
        forms.RewordForm,
        _reword,
    ),
    Decision(
        "remove",
        _("Delete"),
        _("Delete it for good"),
        _("For what nobody should read, such as spam. The proposer is not told."),
        decide.OPEN,
        forms.SureForm,
        lambda topic, user, form: decide.remove(topic),
    ),
)

DECISIONS = {each.name: each for each in _ALL}


def stage(topic: Topic) -> str:
    """The state that decides what is offered: a chosen topic's is that of its assignment."""
    return topic.assignment.state if topic.state == State.CHOSEN else topic.state


def offered(topic: Topic) -> list[Decision]:
    """The decisions that can be taken about a topic, in the page's order."""
    found = stage(topic)
    return [
        each for each in _ALL if found in each.states and (each.name != "remove" or not topic.accepted_at)
    ]
