"""Times are typed and shown in the outlet's time zone, whatever an editor's account is set to."""

from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput


class OutletTimeField(forms.DateTimeField):
    """A moment, in the outlet's time zone."""

    widget = AdminDateTimeInput

    def prepare_value(self, value: Any) -> Any:
        with timezone.override(settings.COFFEEPRESS.time_zone):
            return super().prepare_value(value)

    def to_python(self, value: Any) -> datetime | None:
        with timezone.override(settings.COFFEEPRESS.time_zone):
            found: datetime | None = super().to_python(value)
            return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        with timezone.override(settings.COFFEEPRESS.time_zone):
            return bool(super().has_changed(initial, data))
