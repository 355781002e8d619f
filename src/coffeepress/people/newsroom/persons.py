"""The menu item "Persons": those whom bylines name."""

from typing import Any

from django.contrib.admin.utils import quote
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TitleFieldPanel
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Locale
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from coffeepress.people.models import Person

TRANSLATE = "simple_translation.submit_translation"


class PersonForm(WagtailAdminModelForm):
    """Refuses an address that another person of the same language has."""

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        others = Person.objects.filter(locale_id=self.instance.locale_id, slug=slug).exclude(
            pk=self.instance.pk
        )
        other = others.first()
        if other is not None:
            raise ValidationError(
                _("Another person has this address already: %(name)s."), params={"name": other.name}
            )
        return slug


class PersonIndexView(IndexView):
    """The list. Whether a person can be translated is asked once, not for each row as Wagtail's hook does."""

    def get_list_buttons(self, instance: Person) -> list[Any]:
        buttons: list[Any] = generic.IndexView.get_list_buttons(self, instance)
        return buttons

    def get_list_more_buttons(self, instance: Person) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        if self.request.user.has_perm(TRANSLATE) and instance.translation_key in self._untranslated:
            url = reverse(
                "simple_translation:submit_snippet_translation", args=["people", "person", quote(instance.pk)]
            )
            buttons.append(MenuItem(_("Translate"), url, icon_name="globe", priority=40))
        return buttons

    @cached_property
    def _untranslated(self) -> set[Any]:
        """The persons who are missing in a language."""
        counted = Person.objects.order_by().values("translation_key").annotate(languages=Count("pk"))
        return set(
            counted.filter(languages__lt=Locale.objects.count()).values_list("translation_key", flat=True)
        )


class PersonDeleteView(DeleteView):
    """Says why a person whom bylines name is not deleted."""

    def form_valid(self, form: Any) -> HttpResponse:
        person: Any = self.object
        count = person.bylines.count()  # the articles' app gives persons their bylines
        if count:
            told = ngettext(
                "%(name)s cannot be deleted: %(count)d byline names this person.",
                "%(name)s cannot be deleted: %(count)d bylines name this person.",
                count,
            )
            messages.error(self.request, told % {"name": person.name, "count": count})
            return redirect(self.get_usage_url())
        response: HttpResponse = super().form_valid(form)
        return response


class PersonViewSet(SnippetViewSet):
    """Persons: a list by name in each language, with search."""

    model = Person
    icon = "user"
    menu_label = gettext_lazy("Persons")
    menu_name = "persons"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "position", "email", UpdatedAtColumn(label=gettext_lazy("Updated"))]
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    index_view_class = PersonIndexView
    delete_view_class = PersonDeleteView
    edit_handler = ObjectList(
        [
            TitleFieldPanel("name", targets=["slug"], placeholder=gettext_lazy("Name*")),
            FieldPanel("slug", widget=SlugInput),
            FieldPanel("initials"),
            FieldPanel("position"),
            FieldPanel("portrait"),
            FieldPanel("bio"),
            MultiFieldPanel([FieldPanel("email"), FieldPanel("same_as")], heading=gettext_lazy("Contact")),
        ],
        base_form_class=PersonForm,
    )
