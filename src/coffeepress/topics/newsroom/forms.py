"""The forms of the ballot desk. Each says what has to be written; none changes anything."""

from typing import Any
from urllib.parse import unquote, urlsplit

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateTimeInput, AdminPageChooser

from coffeepress.articles.models import Article
from coffeepress.topics.decide import MERGE_INTO
from coffeepress.topics.models import Round, Topic
from coffeepress.topics.models.topics import LINES_LETTERS, LINKS_LETTERS, QUESTION_LETTERS
from coffeepress.topics.newsroom.narrowing import languages

MOST_REASON = 2000
MOST_VOTES = 50


def _text(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, "dir": "auto"})


class DecisionForm(forms.Form):
    """A form on a topic's page. Its fields' ids begin with the decision's name, since all stand on one page."""

    def __init__(self, *args: Any, topic: Topic, name: str, **kwargs: Any) -> None:
        self.topic = topic
        kwargs["auto_id"] = f"{name}_%s"
        super().__init__(*args, **kwargs)


class AcceptForm(DecisionForm):
    """Onto the ballot."""

    note = forms.CharField(
        label=_("Words for the proposer"), required=False, widget=_text(2), max_length=MOST_REASON
    )


class AskForm(DecisionForm):
    """A question to the proposer."""

    question = forms.CharField(label=_("Your question"), widget=_text(), max_length=MOST_REASON)


class ReasonForm(DecisionForm):
    """A reason that everyone can read."""

    reason = forms.CharField(
        label=_("Reason, as everyone will read it"), widget=_text(), max_length=MOST_REASON
    )


class MergeForm(DecisionForm):
    """The topic with which this one becomes one."""

    into = forms.ModelChoiceField(
        label=_("Becomes one with"),
        queryset=Topic.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={
            "required": _("Please choose a topic."),
            "invalid_choice": _("Please choose a topic."),
        },
    )

    def __init__(self, *args: Any, candidates: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen = self.data.get("into", "")
        numbers = [*candidates, *([int(chosen)] if chosen.isascii() and chosen.isdecimal() else [])]
        field: Any = self.fields["into"]
        field.queryset = Topic.objects.filter(
            pk__in=numbers, language=self.topic.language, state__in=MERGE_INTO
        ).exclude(pk=self.topic.pk)
        field.label_from_instance = lambda each: f"№ {each.pk}: {each.question} ({each.get_state_display()})"


class RewordForm(DecisionForm):
    """Better words for a topic."""

    question = forms.CharField(
        label=_("Question"), max_length=QUESTION_LETTERS, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    lines = forms.CharField(
        label=_("Why it matters"), required=False, widget=_text(), max_length=LINES_LETTERS
    )
    links = forms.CharField(
        label=_("Links"),
        required=False,
        widget=_text(2),
        max_length=LINKS_LETTERS,
        help_text=_("One a line."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {name: getattr(self.topic, name) for name in ("question", "lines", "links")}


class SureForm(DecisionForm):
    """A decision that needs no words."""


class ArticleForm(DecisionForm):
    """The article that answers the topic, published or not yet."""

    article = forms.ModelChoiceField(
        label=_("Article"),
        queryset=Article.objects.all(),
        widget=AdminPageChooser(target_models=[Article]),
        required=False,
    )
    address = forms.CharField(
        label=_("Or its address, as readers see it"),
        required=False,
        max_length=900,
        widget=forms.TextInput(attrs={"inputmode": "url"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("article") is None:
            cleaned["article"] = self._at(cleaned.get("address", ""))
        return cleaned

    def _at(self, address: str) -> Article | None:
        try:
            path = unquote(urlsplit(address.strip()).path)
        except ValueError:
            path = ""
        found = Article.objects.filter(permalink=path).first() if path else None
        if found is None:
            self.add_error("address", _("No article has this address. Please choose one."))
        return found


class PlanForm(forms.ModelForm):
    """A round as an editor plans it."""

    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = Round
        fields = ["title", "language", "opens_at", "closes_at", "votes", "places", "shows_results"]
        widgets = {"opens_at": AdminDateTimeInput, "closes_at": AdminDateTimeInput}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["language"]
        choice.choices = [("", _("All languages")), *languages()]
        for name in ("votes", "places"):
            number: Any = self.fields[name]
            number.validators += [MinValueValidator(1), MaxValueValidator(MOST_VOTES)]
            number.widget.attrs |= {"min": 1, "max": MOST_VOTES}
        if self.instance.state == Round.State.OPEN:
            for name in ("language", "opens_at", "votes", "places", "shows_results"):
                self.fields[name].disabled = True

    def _post_clean(self) -> None:
        """The round itself is written by `plan.plan` alone."""


class SeenForm(forms.Form):
    """What an editor says of a flag."""

    flag = forms.IntegerField(widget=forms.HiddenInput)
    note = forms.CharField(label=_("What was it?"), required=False, max_length=500)
