"""What the list of supporters can be narrowed by, and searched in.

What is asked of a pledge is asked of one and the same: “Stripe” and “ended” finds who ended a pledge at Stripe, not who
pays there and ended another elsewhere.
"""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet

from coffeepress.support.models import LedgerEvent, Pledge, Supporter, Tier
from coffeepress.support.models.choices import INTERVALS, STATUSES
from coffeepress.support.newsroom.naming import provider_choices
from coffeepress.support.offers import coffee_prices
from coffeepress.support.projection import Status
from coffeepress.support.references import references_in

NOW, BEFORE, ALL = "now", "before", "all"
_LONGEST = 254


def currencies() -> list[tuple[str, str]]:
    """The outlet's currencies, and those that a pledge has from before."""
    used = Pledge.objects.exclude(currency="").order_by().values_list("currency", flat=True).distinct()
    return [(code, code) for code in sorted({*coffee_prices(), *used})]


class WhenFilter(django_filters.ChoiceFilter):
    """Those who support now, unless others are asked for."""

    def filter(self, qs: Any, value: str) -> Any:
        if value == ALL:
            return qs.exclude(counts_until=None)
        now = timezone.now()
        return qs.filter(counts_until__lte=now) if value == BEFORE else qs.filter(counts_until__gt=now)


class SupporterFilterSet(WagtailFilterSet):
    """The list's filters."""

    when = WhenFilter(
        label=_("Supports"),
        choices=((BEFORE, _("No more")), (ALL, _("Now or before"))),
        widget=forms.RadioSelect,
        empty_label=_("Now"),
    )
    status = django_filters.ChoiceFilter(
        label=_("State of a pledge"),
        choices=[each for each in STATUSES if each[0] != Status.BEGUN.value],
        empty_label=_("All"),
    )
    provider = django_filters.ChoiceFilter(
        label=_("Provider"), choices=provider_choices, empty_label=_("All")
    )
    currency = django_filters.ChoiceFilter(label=_("Currency"), choices=currencies, empty_label=_("All"))
    interval = django_filters.ChoiceFilter(label=_("How often"), choices=INTERVALS, empty_label=_("All"))
    tier = django_filters.ModelChoiceFilter(
        label=_("Tier"), queryset=Tier.objects.all(), empty_label=_("All")
    )

    class Meta:
        model = Supporter
        fields: list[str] = []

    def filter_queryset(self, queryset: QuerySet[Supporter]) -> QuerySet[Supporter]:
        """Narrow by when; and by one pledge that is all that is asked of it."""
        found = self.filters["when"].filter(queryset, self.form.cleaned_data.get("when"))
        names = ("status", "provider", "currency", "interval", "tier")
        asked = {name: value for name in names if (value := self.form.cleaned_data.get(name))}
        if not asked:
            return found
        return found.filter(Exists(Pledge.objects.filter(supporter=OuterRef("pk"), **asked)))


def search(supporters: QuerySet[Supporter], words: str) -> QuerySet[Supporter]:
    """Supporters in whose address the words stand, or one by a pledge's reference."""
    words = words.replace("\x00", "").strip()[:_LONGEST]
    references = references_in(words)
    if references:
        return supporters.filter(
            Exists(Pledge.objects.filter(supporter=OuterRef("pk"), reference__in=references))
        )
    return supporters.filter(Q(email__icontains=words) | Q(user__email__icontains=words))


def narrowed(request: HttpRequest) -> QuerySet[Supporter]:
    """Supporters as the address asks for them, as the list does; those of now where it asks for nonsense."""
    supporters = Supporter.objects.order_by("-pk")
    filters = SupporterFilterSet(request.GET, queryset=supporters, request=request)
    found = filters.qs if filters.is_valid() else supporters.filter(counts_until__gt=timezone.now())
    words = request.GET.get("q", "").replace("\x00", "").strip()
    return search(found, words) if words else found


def ledger_of(pledges: list[Pledge], most: int) -> list[LedgerEvent]:
    """The latest entries of pledges, the latest first, each with its pledge and who booked it."""
    entries = LedgerEvent.objects.filter(pledge__in=pledges).select_related("booking__by", "pledge")
    return list(entries.order_by("-occurred_at", "-pk")[:most])
