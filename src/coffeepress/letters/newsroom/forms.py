"""The newsroom's forms for letters and subscribers."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateTimeInput

from coffeepress.letters.models import Kind


class NewForm(forms.Form):
    """Which letter to begin, and with what in it."""

    kind = forms.ChoiceField(label=gettext_lazy("Letter"), choices=Kind.choices)
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    filled = forms.ChoiceField(
        label=gettext_lazy("Begin with"),
        choices=(
            ("composed", gettext_lazy("what was published since the last one")),
            ("blank", gettext_lazy("an empty letter")),
        ),
        initial="composed",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]


class LetterForm(WagtailAdminModelForm):
    """A draft's words."""

    def clean_subject(self) -> str:
        return " ".join(self.cleaned_data["subject"].split())


class ScheduleForm(forms.Form):
    """When a letter goes; blank: at once."""

    send_at = forms.DateTimeField(label=gettext_lazy("Send at"), required=False, widget=AdminDateTimeInput)

    def clean_send_at(self) -> Any:
        moment = self.cleaned_data["send_at"]
        if moment is not None and moment < timezone.now():
            raise forms.ValidationError(_("This moment has passed."))
        return moment


class FindForm(forms.Form):
    """Whose data."""

    email = forms.EmailField(label=gettext_lazy("The reader’s e-mail address"))


class ImportForm(forms.Form):
    """Addresses of people who have said yes elsewhere."""

    file = forms.FileField(
        label=gettext_lazy("CSV file"),
        help_text=gettext_lazy("With a column “email”; others are not looked at. At most 10 MB, in UTF-8."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Letters"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"))
    have_said_yes = forms.BooleanField(
        label=gettext_lazy("All of them have asked for these letters, and confirmed it; we can show it.")
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["language"].choices = list(settings.LANGUAGES)  # type: ignore[attr-defined]
