"""What the ballot desk can be narrowed by, and searched in."""

from typing import Any

import django_filters
from django import forms
from django.conf import settings
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from coffeepress.articles.newsroom.paging import spellings
from coffeepress.topics.decide import OPEN
from coffeepress.topics.models import Topic

NUMBER_SIGN = "№#"
LONGEST_SEARCH = 200

State = Topic.State
WAITING = "proposed"

TABS = (
    (WAITING, _("Proposed"), OPEN),
    ("on_ballot", _("On the ballot"), frozenset({State.ON_BALLOT})),
    ("merged", _("Merged"), frozenset({State.MERGED})),
    ("declined", _("Declined"), frozenset({State.DECLINED})),
    ("chosen", _("Chosen"), frozenset({State.CHOSEN})),
)
"""The desk's tabs: their names in addresses, their labels, and the states of what stands in them."""

STATES_OF = {name: states for name, _label, states in TABS}


class TabFilter(django_filters.ChoiceFilter):
    """What waits for a decision unless another tab is asked for."""

    def filter(self, qs: Any, value: str) -> Any:
        return qs.filter(state__in=STATES_OF.get(value, STATES_OF[WAITING]))


def languages() -> list[tuple[str, str]]:
    """The outlet's languages."""
    return list(settings.LANGUAGES)


class TopicFilterSet(WagtailFilterSet):
    """The desk's filters."""

    state = TabFilter(
        label=_("State"),
        choices=[(name, label) for name, label, _states in TABS if name != WAITING],
        widget=forms.RadioSelect,
        empty_label=_("Proposed"),
    )
    language = django_filters.ChoiceFilter(
        label=_("Language"), choices=languages, widget=forms.RadioSelect, empty_label=_("All")
    )
    by = django_filters.ChoiceFilter(
        label=_("Proposed by"),
        choices=(("new", _("New accounts")), ("others", _("Others"))),
        method="by_whom",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )
    asked = django_filters.ChoiceFilter(
        label=_("Asked back"),
        choices=(("yes", _("Waits for the proposer")), ("no", _("Waits for us"))),
        method="asked_back",
        widget=forms.RadioSelect,
        empty_label=_("All"),
    )

    class Meta:
        model = Topic
        fields: list[str] = []

    def by_whom(self, topics: QuerySet[Topic], _name: str, value: str) -> QuerySet[Topic]:
        return topics.filter(by_new_account=value == "new")

    def asked_back(self, topics: QuerySet[Topic], _name: str, value: str) -> QuerySet[Topic]:
        return (
            topics.filter(state=State.ASKED_BACK)
            if value == "yes"
            else topics.exclude(state=State.ASKED_BACK)
        )


def search(topics: QuerySet[Topic], words: str) -> QuerySet[Topic]:
    """Topics in whose question or lines the words stand; or one by its number."""
    words = words.replace("\x00", "").strip()[:LONGEST_SEARCH]
    number = words.lstrip(NUMBER_SIGN).strip()
    if number.isascii() and number.isdecimal():
        return topics.filter(pk=int(number)) if len(number) < 19 else topics.none()
    found = Q()
    for spelling in spellings(words):
        found |= Q(question__icontains=spelling) | Q(lines__icontains=spelling)
    return topics.filter(found)


def narrowed(topics: QuerySet[Topic], request: HttpRequest) -> QuerySet[Topic]:
    """Topics as the address asks for them, as the desk does; what waits where it asks for nonsense."""
    filters = TopicFilterSet(request.GET, queryset=topics, request=request)
    found = filters.qs if filters.is_valid() else topics.filter(state__in=OPEN)
    words = request.GET.get("q", "")
    return search(found, words) if words.strip() else found
