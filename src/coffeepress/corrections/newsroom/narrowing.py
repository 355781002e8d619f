"""What the queue of reports can be narrowed by, and searched in."""

from datetime import timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.models import Locale, Page

from coffeepress.articles.models import Article, Section
from coffeepress.articles.newsroom.paging import spellings
from coffeepress.corrections.models import Report

NUMBER_SIGN = "№#"


class StateFilter(django_filters.ChoiceFilter):
    """Open reports unless another state is asked for."""

    def filter(self, qs: Any, value: str) -> Any:
        if value == "all":
            return qs
        return qs.filter(state=value) if value else qs.filter(state__in=Report.OPEN)


class SectionFilter(django_filters.ModelChoiceFilter):
    """Reports about a section's articles, found by their place in the tree."""

    def filter(self, qs: Any, value: Section | None) -> Any:
        if value is None:
            return qs
        articles = Page.objects.filter(path__startswith=value.path, depth=value.depth + 1)
        # As a sum, or SQLite would go from article to article and look into each of their reports: five times slower.
        return qs.alias(of=F("article_id") + 0).filter(of__in=articles.values("pk"))


class AssignedFilter(django_filters.ChoiceFilter):
    """Reports by who looks after them; "mine" is what the account that asks has taken."""

    CHOICES = (("mine", _("To me")), ("nobody", _("To nobody")), ("others", _("To others")))

    def filter(self, qs: Any, value: str) -> Any:
        user = self.parent.request.user
        if value == "mine":
            return qs.filter(assignee=user)
        if value == "nobody":
            return qs.filter(assignee=None)
        return qs.filter(assignee__isnull=False).exclude(assignee=user) if value == "others" else qs


class AgeFilter(django_filters.ChoiceFilter):
    """Reports that came within some days, or longer ago than some."""

    CHOICES = (
        ("1", _("The last day")),
        ("7", _("The last 7 days")),
        ("-7", _("Longer ago than 7 days")),
        ("-30", _("Longer ago than 30 days")),
    )

    def filter(self, qs: Any, value: str) -> Any:
        if not value:
            return qs
        before = timezone.now() - timedelta(days=abs(int(value)))
        return qs.filter(created_at__gte=before) if int(value) > 0 else qs.filter(created_at__lt=before)


def languages() -> list[tuple[str, str]]:
    """The languages that the outlet publishes in."""
    return [(locale.language_code, locale.get_display_name()) for locale in Locale.objects.all()]


class ReportFilterSet(WagtailFilterSet):
    """The queue's filters."""

    state = StateFilter(
        label=_("State"),
        choices=(("all", _("All")), *Report.State.choices),
        widget=forms.RadioSelect,
        empty_label=_("Open"),
    )
    assigned = AssignedFilter(
        label=_("Assigned"), choices=AssignedFilter.CHOICES, widget=forms.RadioSelect, empty_label=_("All")
    )
    standing = django_filters.ChoiceFilter(
        label=_("Passage now"),
        choices=[choice for choice in Report.Standing.choices if choice[0]],
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=Report.Kind.choices, widget=forms.RadioSelect, empty_label=_("All")
    )
    section = SectionFilter(label=_("Section"), queryset=Section.objects.order_by("title"))
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=languages, widget=forms.RadioSelect, empty_label=_("All")
    )
    age = AgeFilter(
        label=_("Received"), choices=AgeFilter.CHOICES, widget=forms.RadioSelect, empty_label=_("All")
    )

    class Meta:
        model = Report
        fields: list[str] = []


def search(reports: QuerySet[Report], words: str) -> QuerySet[Report]:
    """Reports in whose passage, complaint, proposal or article's headline the words stand; or one by its number."""
    words = words.strip()
    number = words.lstrip(NUMBER_SIGN).strip()
    if number.isdecimal() and (number != words or len(number) < 10):
        return reports.filter(pk=int(number)) if len(number) < 19 else reports.none()
    headlines, texts = Q(), Q()
    for spelling in spellings(words):
        headlines |= Q(title__icontains=spelling)
        texts |= Q(searched__contains=spelling)
    return reports.filter(texts | Q(article__in=Article.objects.filter(headlines).values("pk")))


def narrowed(reports: QuerySet[Report], request: HttpRequest) -> QuerySet[Report]:
    """Reports as the address asks for them, as the queue does; open ones where it asks for nonsense."""
    filters = ReportFilterSet(request.GET, queryset=reports, request=request)
    found = filters.qs if filters.is_valid() else reports.filter(state__in=Report.OPEN)
    words = request.GET.get("q", "").replace("\x00", "").strip()
    return search(found, words) if words else found
