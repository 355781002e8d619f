"""The forms in which an editor decides. Each says what has to be written; none changes anything."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from coffeepress.articles.models import Article
from coffeepress.corrections.models import Correction, PreparedReason, Report
from coffeepress.corrections.newsroom import gravity
from coffeepress.corrections.newsroom.narrowing import NUMBER_SIGN
from coffeepress.corrections.newsroom.surroundings import Place

TYPING, FACT = "typing", "fact"


def _text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class DecisionForm(forms.Form):
    """A form on a report's page. Its fields' ids begin with the decision's name, since all stand on one page."""

    for_followers = True
    """Whether the same can be decided for the reports that follow this one."""

    def __init__(self, *args: Any, report: Report, name: str, followers: int = 0, **kwargs: Any) -> None:
        self.report = report
        kwargs["auto_id"] = f"{name}_%s"
        super().__init__(*args, **kwargs)
        if followers and self.for_followers:
            self.fields["with_followers"] = forms.BooleanField(
                label=ngettext(
                    "Also for the report that follows this one",
                    "Also for the %(count)d reports that follow this one",
                    followers,
                )
                % {"count": followers},
                required=False,
                initial=True,
            )

    @property
    def followers_too(self) -> dict[str, Any]:
        """What a decision is told about the reports that follow; nothing where none do."""
        name = "with_followers"
        return {name: self.cleaned_data[name]} if name in self.cleaned_data else {}


class ApplyForm(DecisionForm):
    """Put other words in the passage's place."""

    replacement = forms.CharField(
        label=_("What the passage is to say"), widget=_text(4), strip=True, max_length=6000
    )
    matter = forms.ChoiceField(
        label=_("This is"),
        choices=((TYPING, _("a typing error")), (FACT, _("a matter of fact"))),
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label=_("Note for readers"),
        required=False,
        widget=_text(),
        max_length=2000,
        help_text=_("In your words; left blank, readers see what the passage said and what it says now."),
    )
    seen_revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    keep_draft = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        passage: str = "",
        places: Sequence[Place] = (),
        revision: int | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        proposal = self.report.proposal
        if places:
            passage = self.report.exact
            self.fields["place"] = forms.TypedChoiceField(
                label=_("Which place is meant"),
                choices=[(place.start, place.label) for place in places],
                coerce=int,
                widget=forms.RadioSelect,
            )
            self.order_fields(["place"])
        self.fields["matter"].help_text = _matter_help()
        self.initial = {
            "replacement": proposal or passage,
            "matter": FACT if not proposal or gravity.is_fact(passage, proposal) else TYPING,
            "seen_revision": revision,
        }

    @property
    def place(self) -> int | None:
        """Where the chosen place begins; None where there was none to choose."""
        return self.cleaned_data.get("place")

    @property
    def is_fact(self) -> bool:
        return bool(self.cleaned_data["matter"] == FACT)


def _matter_help() -> Any:
    if settings.COFFEEPRESS.typing_errors == "silent":
        return _("A matter of fact is corrected with a public correction; a typing error without one.")
    return _("Both are corrected with a public correction; typing errors are folded in the list of changes.")


class NoteForm(DecisionForm):
    """Correct publicly without touching the text here."""

    note = forms.CharField(label=_("Correction for readers"), widget=_text(), max_length=2000)
    said = forms.CharField(label=_("What it said"), required=False, widget=_text(2), max_length=6000)
    says = forms.CharField(label=_("What it says now"), required=False, widget=_text(2), max_length=6000)


class ClarifyForm(DecisionForm):
    """Add what was missing, without saying that something was wrong."""

    note = forms.CharField(label=_("Clarification for readers"), widget=_text(), max_length=2000)


class DeclineForm(DecisionForm):
    """Change nothing, and say why: in own words, in prepared ones, or in both."""

    prepared = forms.ModelChoiceField(
        label=_("Prepared reason"),
        queryset=PreparedReason.objects.none(),
        required=False,
        empty_label=_("None"),
        widget=forms.Select(attrs={"data-newsroom-decision-target": "prepared"}),
    )
    reason = forms.CharField(
        label=_("Reason, as the reader will read it"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-newsroom-decision-target": "reason"}),
        max_length=2000,
        help_text=_("Left blank, the prepared reason is used."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["prepared"]
        choice.queryset = PreparedReason.objects.filter(language=self.report.language)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        prepared: PreparedReason | None = cleaned.get("prepared")
        if not cleaned.get("reason"):
            if prepared is None:
                self.add_error(
                    "reason", _("The reader is told why: write a reason, or choose a prepared one.")
                )
            else:
                cleaned["reason"] = prepared.text
        return cleaned

    @property
    def prepared_texts(self) -> dict[str, str]:
        """The prepared reasons' texts by their keys, for the script that fills them in."""
        choice: Any = self.fields["prepared"]
        return {str(reason.pk): reason.text for reason in choice.queryset}


class AnswerForm(DecisionForm):
    """Answer the reader; nothing is published."""

    text = forms.CharField(label=_("Answer to the reader"), widget=_text(4), max_length=6000)


class DuplicateForm(DecisionForm):
    """Say which report said the same."""

    for_followers = False
    of = forms.CharField(
        label=_("Number of the other report"), max_length=22, widget=forms.TextInput(attrs={"dir": "auto"})
    )

    def clean_of(self) -> Report:
        number = self.cleaned_data["of"].strip().lstrip(NUMBER_SIGN).strip()
        other = Report.objects.filter(pk=int(number)).first() if _is_key(number) else None
        if other is None:
            raise forms.ValidationError(_("There is no report with this number."))
        if other.pk == self.report.pk or other.leader_id == self.report.pk:
            raise forms.ValidationError(_("That is this very report."))
        return other


class FixedForm(DecisionForm):
    """A decision that needs no words."""


class SpamForm(DecisionForm):
    """One that is never taken for others as well."""

    for_followers = False


class UnaskedForm(forms.Form):
    """A correction of an article that nobody reported."""

    article = forms.CharField(
        label=_("Article"),
        max_length=900,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
        help_text=_("Its address, as readers see it; or just the path."),
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=Correction.Kind.choices, widget=forms.RadioSelect)
    note = forms.CharField(label=_("Words for readers"), required=False, widget=_text(), max_length=2000)
    said = forms.CharField(label=_("What it said"), required=False, widget=_text(2), max_length=6000)
    says = forms.CharField(label=_("What it says now"), required=False, widget=_text(2), max_length=6000)

    def clean_article(self) -> Article:
        try:
            path = unquote(urlsplit(self.cleaned_data["article"]).path)
        except ValueError:
            path = ""
        article = (
            Article.objects.live().filter(permalink=path).select_related("locale").first() if path else None
        )
        if article is None:
            raise forms.ValidationError(_("No published article has this address."))
        return article


class AmendForm(forms.ModelForm):
    """Other words for a published correction; the present ones stay in its history."""

    class Meta:
        model = Correction
        fields = ["kind", "note", "said", "says", "credit"]
        widgets = {"note": _text(), "said": _text(2), "says": _text(2)}


def _is_key(number: str) -> bool:
    return number.isascii() and number.isdecimal() and len(number) < 19
