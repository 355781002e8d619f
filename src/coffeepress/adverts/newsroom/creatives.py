"""The menu item "Adverts": what runs now, what each advert has brought, and the places."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.button import Button, HeaderButton
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet, SnippetViewSetGroup

from coffeepress.adverts.models import AdvertPlaces, Creative
from coffeepress.adverts.newsroom.forms import CreativeForm, PlacesForm
from coffeepress.adverts.newsroom.numbers import ExportView, NumbersView
from coffeepress.adverts.numbers import totals_of


def state_of(creative: Creative) -> str | Promise:
    """In one word what becomes of an advert now."""
    now = timezone.now()
    if creative.is_running:
        return gettext_lazy("Runs now")
    if not creative.is_on:
        return gettext_lazy("Switched off")
    if not creative.is_complete:
        return gettext_lazy("Has nothing to show")
    if creative.ends_at and creative.ends_at <= now:
        return gettext_lazy("Ended")
    if creative.starts_at and creative.starts_at > now:
        return gettext_lazy("Begins later")
    return gettext_lazy("Rests: seen as often as agreed")


class Place(Column):
    """The places of an advert."""

    def get_value(self, instance: Creative) -> str:
        return ", ".join(map(str, instance.place_labels))


class State(Column):
    """What becomes of it now."""

    def get_value(self, instance: Creative) -> str | Promise:
        return state_of(instance)


class CreativeIndexView(IndexView):
    """All adverts, those first that run now."""

    def get_base_queryset(self) -> QuerySet[Any]:
        return totals_of(super().get_base_queryset())

    def get_list_more_buttons(self, instance: Creative) -> list[Any]:
        buttons: list[Any] = super().get_list_more_buttons(instance)
        url = reverse(self.get_numbers_url_name(), args=[instance.pk])
        return [*buttons, Button(_("Numbers"), url, icon_name="history", priority=30)]

    def get_numbers_url_name(self) -> str:
        return str(self.index_url_name).replace(":list", ":numbers")

    @cached_property
    def header_more_buttons(self) -> list[Any]:
        url = reverse(str(self.index_url_name).replace(":list", ":export"))
        return [
            *super().header_more_buttons,
            HeaderButton(_("All numbers as CSV"), url, icon_name="download"),
        ]


class _NobodyChoosesOne(SnippetViewSet):
    """A snippet that no other form leads to: there is no list of them for those who may not see it."""

    copy_view_enabled = False
    add_to_reference_index = False
    inspect_view_enabled = False

    def register_chooser_viewset(self) -> None:
        """Wagtail's choosers are open to all of the newsroom."""


class CreativeViewSet(_NobodyChoosesOne):
    """Adverts."""

    model = Creative
    icon = "tag"
    menu_label = gettext_lazy("Adverts")
    list_display = [
        "name",
        State("state", label=gettext_lazy("Now")),
        Place("places", label=gettext_lazy("Places")),
        Column("seen", label=gettext_lazy("Seen")),
        Column("clicked", label=gettext_lazy("Clicked")),
    ]
    list_filter = ["is_running", "is_on", "kind"]
    list_per_page = 50
    ordering = ["-is_running", "-pk"]
    search_fields = ["name", "payer"]
    search_backend_name = None
    index_view_class = CreativeIndexView
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            MultiFieldPanel(
                [
                    FieldPanel("kind"),
                    FieldPanel("picture"),
                    FieldPanel("alt"),
                    FieldPanel("heading"),
                    FieldPanel("text"),
                    FieldPanel("link"),
                    FieldRowPanel([FieldPanel("label"), FieldPanel("payer")]),
                ],
                heading=gettext_lazy("What readers see"),
            ),
            MultiFieldPanel(
                [FieldPanel("places"), FieldPanel("languages"), FieldPanel("sections")],
                heading=gettext_lazy("Where"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("is_on"),
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                    FieldPanel("weight"),
                    FieldRowPanel([FieldPanel("most_a_day"), FieldPanel("most_in_all")]),
                ],
                heading=gettext_lazy("When and how often"),
            ),
        ],
        base_form_class=CreativeForm,
    )

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("numbers/<int:pk>/", NumbersView.as_view(), name="numbers"),
            path("export/", ExportView.as_view(), name="export"),
        ]


class AdvertPlacesViewSet(_NobodyChoosesOne):
    """The places that pages have, and the outlet's words in them."""

    model = AdvertPlaces
    icon = "placeholder"
    menu_label = gettext_lazy("Places")
    list_display = ["language", "house_text"]
    edit_handler = ObjectList(
        [
            FieldPanel("language"),
            FieldPanel("places"),
            MultiFieldPanel(
                [FieldPanel("house_text"), FieldPanel("house_link")],
                heading=gettext_lazy("When no advert runs"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("asks_blockers"),
                    FieldPanel("note_title"),
                    FieldPanel("note_text"),
                    FieldPanel("note_how"),
                ],
                heading=gettext_lazy("To readers who block adverts"),
            ),
        ],
        base_form_class=PlacesForm,
    )


class AdvertsGroup(SnippetViewSetGroup):
    """The menu item."""

    menu_label = gettext_lazy("Adverts")
    menu_icon = "tag"
    menu_order = 330
    items = (CreativeViewSet, AdvertPlacesViewSet)
