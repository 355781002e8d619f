"""The menu item "Articles": all articles in one list, newest first, whatever section they stand in.

Who may work on pages sees those that the page tree shows; who may only view articles sees what is published.
"""

from typing import Any

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, F, IntegerField, Model, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import (
    BulkActionsColumn,
    PageStatusColumn,
    PageTitleColumn,
    ParentPageColumn,
)
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Locale, Revision, WorkflowState, get_default_page_content_type

from coffeepress.articles.models import Article, ArticleTag, Section
from coffeepress.articles.newsroom.rights import sees_drafts
from coffeepress.people.models import Person

VIEW_ARTICLE = "articles.view_article"


class SectionFilter(django_filters.ModelMultipleChoiceFilter):
    """Articles below a section, found by its place in the tree."""

    def get_filter_predicate(self, v: Section) -> dict[str, str]:
        return {"path__startswith": v.path}


def _has(model: type[Model], **conditions: Any) -> Exists:
    """Whether a page has such a row. They keep its key as text, which PostgreSQL compares only when it is cast."""
    rows = model._default_manager.filter(base_content_type=get_default_page_content_type(), **conditions)
    return Exists(rows.annotate(page_id=Cast("object_id", IntegerField())).filter(page_id=OuterRef("pk")))


class StateFilter(django_filters.ChoiceFilter):
    """Articles in one state of their life."""

    STATES = (
        ("draft", _("Draft")),
        ("review", _("Waiting for review")),
        ("scheduled", _("Scheduled")),
        ("live", _("Published")),
        ("changed", _("Published, with changes that are not")),
    )

    def filter(self, qs: Any, value: str) -> Any:
        if value == "review":
            return qs.filter(_has(WorkflowState, status=WorkflowState.STATUS_IN_PROGRESS))
        if value == "scheduled":
            return qs.filter(_has(Revision, approved_go_live_at__isnull=False))
        conditions = {
            "draft": Q(live=False),
            "live": Q(live=True),
            "changed": Q(live=True, has_unpublished_changes=True),
        }
        return qs.filter(conditions[value]) if value in conditions else qs


class ArticleFilterSet(WagtailFilterSet):
    """What the list of articles can be narrowed by."""

    section = SectionFilter(
        label=_("Section"),
        queryset=Section.objects.order_by("title"),
        widget=forms.CheckboxSelectMultiple,
    )
    author = django_filters.ModelChoiceFilter(
        label=_("Author"),
        field_name="bylines__person",
        queryset=Person.objects.order_by("name"),
        distinct=True,
    )
    tag = django_filters.ModelChoiceFilter(
        label=_("Tag"),
        field_name="tagged_items__tag",
        queryset=lambda request: Tag.objects.filter(pk__in=ArticleTag.objects.values("tag_id")).order_by(
            "name"
        ),
        distinct=True,
    )
    state = StateFilter(
        label=_("State"), choices=StateFilter.STATES, widget=forms.RadioSelect, empty_label=_("All")
    )
    language = django_filters.ModelChoiceFilter(
        label=_("Language"),
        field_name="locale",
        queryset=Locale.objects.all(),
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Article
        fields: list[str] = []


class HeadlineColumn(PageTitleColumn):
    """The headline, leading to the editor. Without Wagtail's menu of a page, which asks the database for each row."""

    cell_template_name = "articles/newsroom/headline_cell.html"


class ReadColumn(Column):
    """A link to what readers get."""

    cell_template_name = "articles/newsroom/read_cell.html"

    def get_value(self, instance: Article) -> str:
        return (instance.full_url or "") if instance.live else ""


class SectionName(ParentPageColumn):
    """The section's name, without the link into the page tree."""

    cell_template_name = Column.cell_template_name

    def get_value(self, instance: Article) -> str:
        return str(super().get_value(instance).get_admin_display_title())


PAGE_TREE_COLUMNS = frozenset({"bulk_actions", "parent"})


class ArticleIndexView(IndexView):
    """The list of all articles."""

    any_permission_required = None  # `dispatch` asks for one more right than pages know

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not self.sees_drafts and not request.user.has_perm(VIEW_ARTICLE):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def sees_drafts(self) -> bool:
        """Whether the account works on pages, so that the tree shows it drafts as well."""
        return sees_drafts(self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        if self.sees_drafts:
            return list(super().columns)
        title, *others = [column for column in super().columns if column.name not in PAGE_TREE_COLUMNS]
        return [title, SectionName("section", label=_("Section")), *others]

    def get_base_queryset(self) -> QuerySet[Article]:
        if self.sees_drafts:
            return super().get_base_queryset()
        return self.annotate_queryset(Article.objects.live())

    def order_queryset(self, queryset: Any) -> Any:
        """Newest first; articles that were never published stand before all others."""
        if self.ordering == "-first_published_at" and not self.is_searching:
            return queryset.order_by(
                F("first_published_at").desc(nulls_first=True), "-latest_revision_created_at"
            )
        return super().order_queryset(queryset)


class ArticleListing(PageListingViewSet):
    """The list of all articles, in the menu."""

    model = Article
    name = "articles"
    icon = "doc-full"
    menu_label = _("Articles")
    menu_order = 90
    add_to_admin_menu = True
    index_view_class = ArticleIndexView
    filterset_class = ArticleFilterSet
    ordering = "-first_published_at"
    list_per_page = 50
    list_display = [
        BulkActionsColumn("bulk_actions"),
        HeadlineColumn("title", label=_("Headline"), sort_key="title", classname="title"),
        ParentPageColumn("parent", label=_("Section")),
        DateColumn("first_published_at", label=_("Published"), sort_key="first_published_at", width="12%"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Updated"),
            sort_key="latest_revision_created_at",
            width="12%",
        ),
        PageStatusColumn("status", label=_("Status"), sort_key="live", width="12%"),
        ReadColumn("read", label=_("For readers"), width="8%"),
    ]

    @property
    def menu_item_class(self) -> type[MenuItem]:
        return ArticlesMenuItem


class ArticlesMenuItem(MenuItem):
    """Shown to whom the list is open."""

    def is_shown(self, request: HttpRequest) -> bool:
        return sees_drafts(request.user) or bool(request.user.has_perm(VIEW_ARTICLE))
