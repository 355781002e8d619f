"""Prepared reasons for declining: their list and their form."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet

from coffeepress.corrections.models import PreparedReason
from coffeepress.corrections.newsroom.narrowing import languages


class ReasonForm(WagtailAdminModelForm):
    """Takes only a language that the outlet has."""

    language = forms.ChoiceField(label=_("Language"), choices=languages)


class PreparedReasonViewSet(ModelViewSet):
    """Prepared reasons, by language and title. Reached from the queue."""

    model = PreparedReason
    name = "prepared_reasons"
    url_prefix = "prepared-reasons"
    icon = "list-ul"
    list_display = ["title", "language", "text"]
    list_filter = ["language"]
    list_per_page = 50
    copy_view_enabled = False
    add_to_reference_index = False
    edit_handler = ObjectList(
        [FieldPanel("language"), FieldPanel("title"), FieldPanel("text")], base_form_class=ReasonForm
    )
