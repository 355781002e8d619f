"""One supporter: what they promised, what happened, and which mails they got."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from coffeepress.support.by_hand import BY_HAND
from coffeepress.support.models import LedgerEvent, Pledge, Supporter, SupportMail
from coffeepress.support.money import Money
from coffeepress.support.newsroom import naming
from coffeepress.support.newsroom.dashboards import dashboard_url
from coffeepress.support.newsroom.narrowing import ledger_of
from coffeepress.support.newsroom.rights import ForSeers, books_payments
from coffeepress.support.newsroom.supporters import pledge_line, real_pledges
from coffeepress.support.supporters import address_of

MOST_ENTRIES = 200
MOST_MAILS = 50


@dataclass(frozen=True)
class EntryRow:
    """An entry of the ledger as it is shown."""

    entry: LedgerEvent
    amount: str
    reference: str
    provider: str
    url: str
    can_be_taken_back: bool


def is_testing() -> bool:
    """Whether Stripe's key is one for trying things out."""
    return "_test_" in settings.COFFEEPRESS.stripe_secret_key


def entry_rows(entries: list[LedgerEvent], *, may_book: bool) -> list[EntryRow]:
    """Entries of the ledger, each with its pledge loaded."""
    return [
        EntryRow(
            each,
            naming.amount(each.amount),
            each.pledge.reference,
            naming.provider_name(each.provider),
            dashboard_url(each.provider, each.payment_id, each.remote_pledge, is_test=is_testing()),
            may_book and each.kind == "charged" and each.provider in BY_HAND,
        )
        for each in entries
    ]


def pledge_rows(pledges: list[Pledge]) -> list[dict[str, Any]]:
    """Pledges as they are shown."""
    return [
        {
            "pledge": each,
            "line": pledge_line(each),
            "totals": [naming.amount(_kept(each, code)) for code in each.state.totals],
            "url": dashboard_url(
                each.provider, each.remote_pledge, each.remote_customer, is_test=is_testing()
            ),
        }
        for each in pledges
    ]


def _kept(pledge: Pledge, currency: str) -> Money:
    return Money(pledge.state.totals[currency].kept, currency)


class SupporterView(ForSeers, WagtailAdminTemplateMixin, TemplateView):
    """A supporter's page. Nothing is changed here."""

    template_name = "support/newsroom/supporter.html"
    header_icon = "user"

    @cached_property
    def supporter(self) -> Supporter:
        return get_object_or_404(Supporter.objects.select_related("user"), pk=self.kwargs["pk"])

    def get_page_title(self) -> str:
        return address_of(self.supporter) or _("Supporter № %(number)s") % {"number": self.supporter.pk}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("supporting:supporters"), "label": _("Supporters")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pledges = list(real_pledges().filter(supporter=self.supporter))
        entries = ledger_of(pledges, MOST_ENTRIES + 1)
        mails = SupportMail.objects.filter(pledge__in=pledges).order_by("-created_at", "-pk")
        return {
            **super().get_context_data(**kwargs),
            "supporter": self.supporter,
            "email": address_of(self.supporter),
            "pledges": pledge_rows(pledges),
            "entries": entry_rows(entries[:MOST_ENTRIES], may_book=books_payments(self.request.user)),
            "has_more": len(entries) > MOST_ENTRIES,
            "mails": list(mails[:MOST_MAILS]),
        }
