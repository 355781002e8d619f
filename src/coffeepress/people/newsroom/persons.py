"""The menu item "Persons": those whom bylines name."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import UpdatedAtColumn
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import SnippetViewSet

from coffeepress.people.models import Person


class PersonViewSet(SnippetViewSet):
    """Persons: a list by name in each language, with search."""

    model = Person
    icon = "user"
    menu_label = _("Persons")
    menu_name = "persons"
    menu_order = 250
    add_to_admin_menu = True
    list_display = ["name", "position", "email", UpdatedAtColumn()]
    list_per_page = 50
    ordering = ["name"]
    copy_view_enabled = False
    panels = [
        TitleFieldPanel("name", targets=["slug"]),
        FieldPanel("slug", widget=SlugInput),
        FieldPanel("initials"),
        FieldPanel("position"),
        FieldPanel("portrait"),
        FieldPanel("bio"),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("same_as")], heading=_("Contact")),
    ]
