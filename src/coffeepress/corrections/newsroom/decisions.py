"""The decisions that a report's page offers: in which order, to whom, with which form, and what each does."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from coffeepress.corrections import decide
from coffeepress.corrections.apply import apply
from coffeepress.corrections.models import Report
from coffeepress.corrections.newsroom import forms


@dataclass(frozen=True)
class Decision:
    """One of the decisions.

    Attributes:
        name: what the form sends.
        label: what the editor chooses.
        button: what is written on the button.
        meaning: what it does, in a sentence.
        do: does it, by the function of `decide.py` or `apply.py`.
        needs: what the report must have: "passage" or "article"; "" for nothing.
    """

    name: str
    label: Any
    button: Any
    meaning: Any
    form: type[forms.DecisionForm]
    do: Callable[[Report, Any, Any], Any]
    needs: str = ""


def _apply(report: Report, user: Any, form: forms.ApplyForm) -> Any:
    return apply(
        report,
        user,
        **_said(form, "replacement", "note", "seen_revision", "keep_draft"),
        is_fact=form.is_fact,
        at=form.place,
        **form.followers_too,
    )


def _said(form: forms.DecisionForm, *names: str) -> dict[str, Any]:
    return {name: form.cleaned_data[name] for name in names}


DECISIONS = {
    each.name: each
    for each in (
        Decision(
            "apply",
            _("Correct the passage"),
            _("Correct"),
            _("Puts these words in the passage’s place and publishes the article, or sends it to review."),
            forms.ApplyForm,
            _apply,
            needs="passage",
        ),
        Decision(
            "note",
            _("Correct with a public note"),
            _("Publish the correction"),
            _("Publishes a correction in your words; the text itself is left as it is."),
            forms.NoteForm,
            lambda report, user, form: decide.correct_with_note(
                report, user, **_said(form, "note", "said", "says"), **form.followers_too
            ),
            needs="article",
        ),
        Decision(
            "clarify",
            _("Clarify"),
            _("Publish the clarification"),
            _("Publishes a clarification: nothing was wrong, but something was missing."),
            forms.ClarifyForm,
            lambda report, user, form: decide.clarify(
                report, user, **_said(form, "note"), **form.followers_too
            ),
            needs="article",
        ),
        Decision(
            "answer",
            _("Answer"),
            _("Send the answer"),
            _("Tells the reader something; nothing is published."),
            forms.AnswerForm,
            lambda report, user, form: decide.answer(
                report, user, **_said(form, "text"), **form.followers_too
            ),
        ),
        Decision(
            "decline",
            _("Decline"),
            _("Decline"),
            _("Nothing changes, and the reader is told why."),
            forms.DeclineForm,
            lambda report, user, form: decide.decline(
                report, user, **_said(form, "reason"), **form.followers_too
            ),
        ),
        Decision(
            "fixed",
            _("Already fixed"),
            _("Mark as fixed"),
            _("The article already says it right."),
            forms.FixedForm,
            lambda report, user, form: decide.mark_fixed(report, user, **form.followers_too),
            needs="article",
        ),
        Decision(
            "duplicate",
            _("Duplicate"),
            _("Mark as duplicate"),
            _("Another report says the same; what is decided there is decided for this one."),
            forms.DuplicateForm,
            lambda report, user, form: decide.duplicate(report, form.cleaned_data["of"], user),
        ),
        Decision(
            "spam",
            _("Spam"),
            _("Mark as spam"),
            _("Nobody is told anything."),
            forms.SpamForm,
            lambda report, user, form: decide.spam(report, user),
        ),
    )
}


def offered(report: Report) -> list[Decision]:
    """The decisions that make sense for a report, in the page's order; a letter is answered first."""
    has = {"": True, "passage": bool(report.article_id and report.exact), "article": bool(report.article_id)}
    return [decision for decision in DECISIONS.values() if has[decision.needs]]
