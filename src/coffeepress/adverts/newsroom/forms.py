"""The forms of adverts and of their places: what cannot be shown is not saved as switched on."""

import re
from typing import Any

from django import forms
from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from coffeepress.adverts.models import Creative
from coffeepress.adverts.newsroom.times import OutletTimeField
from coffeepress.adverts.places import CHOICES
from coffeepress.articles.models import Section

_IN_THE_OUTLETS_ZONE = gettext_lazy("In the outlet’s time zone")


def languages() -> list[tuple[str, str]]:
    """The outlet's languages."""
    return list(settings.LANGUAGES)


def sections() -> list[tuple[int, str]]:
    """The sections of all languages, by their numbers."""
    rows = Section.objects.order_by("path").values_list("pk", "title", "locale__language_code")
    return [(pk, f"{title} ({code})") for pk, title, code in rows]


class TickedField(forms.TypedMultipleChoiceField):
    """Boxes to tick, kept as a list."""

    widget = forms.CheckboxSelectMultiple

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(map(str, initial or [])) != list(map(str, data or []))


class CreativeForm(WagtailAdminModelForm):
    """Asks for what its kind needs."""

    places = TickedField(label=gettext_lazy("Places"), choices=CHOICES)
    languages = TickedField(label=gettext_lazy("Languages"), choices=languages)
    sections = TickedField(
        label=gettext_lazy("Sections"),
        choices=sections,
        coerce=int,
        required=False,
        help_text=Creative._meta.get_field("sections").help_text,
    )
    starts_at = OutletTimeField(label=gettext_lazy("From"), required=False)
    ends_at = OutletTimeField(label=gettext_lazy("Until"), required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        zone = format_lazy("{} ({}).", _IN_THE_OUTLETS_ZONE, settings.COFFEEPRESS.time_zone)
        for name in ("starts_at", "ends_at"):
            self.fields[name].help_text = zone
        known = {pk for pk, _title in self.fields["sections"].choices}
        self._lost = [pk for pk in self.instance.sections if pk not in known]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean()
        for name, error in self._missing(found):
            if name not in self.errors:
                self.add_error(name, error)
        return found

    def _missing(self, found: dict[str, Any]) -> list[tuple[str, str]]:
        faults = []
        if found.get("kind") == Creative.Kind.PICTURE:
            picture = found.get("picture")
            if not picture:
                faults.append(("picture", _("Choose a picture.")))
            if not found.get("alt") and not (picture and picture.alt):
                faults.append(("alt", _("Say what the picture shows: it is the link’s name.")))
        elif not found.get("heading") and not found.get("text"):
            faults.append(("heading", _("Write a heading, a text, or both.")))
        if found.get("label") == Creative.Label.PAID_BY and not found.get("payer"):
            faults.append(("payer", _("Say who pays.")))
        starts_at, ends_at = found.get("starts_at"), found.get("ends_at")
        if starts_at and ends_at and ends_at <= starts_at:
            faults.append(("ends_at", _("It would end before it begins.")))
        if self._lost and not found.get("sections"):
            # Blank would mean: in all of them.
            faults.append(("sections", _("Its section is gone. Choose another one, or make a new advert.")))
        return faults


class PlacesForm(WagtailAdminModelForm):
    """Takes only a language that the outlet has, and an address as a link."""

    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=languages)
    places = TickedField(
        label=gettext_lazy("Places"),
        choices=CHOICES,
        required=False,
        help_text=gettext_lazy(
            "All articles of the language are made anew when this changes: minutes, if there are very many."
        ),
    )

    def clean_house_link(self) -> str:
        link: str = self.cleaned_data["house_link"].strip()
        if link and not re.fullmatch(r"(https?:/)?/[^/\s\\][^\s\\]*", link):
            raise forms.ValidationError(
                _("This is neither an address here, such as /about/, nor one elsewhere.")
            )
        return link
