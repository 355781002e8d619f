"""Booking cash, and taking back what was booked by mistake. What is booked is never edited."""

from typing import Any

from django import forms
from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from coffeepress.people.form_numbers import Forged, new_number, read_number
from coffeepress.people.newsroom.rights import account
from coffeepress.support.book import FactChanged
from coffeepress.support.by_hand import Cash, NotByHand, NothingLeft, left_of, receive_cash, take_back
from coffeepress.support.counting.figures import zone
from coffeepress.support.models import LedgerEvent
from coffeepress.support.money import Money, NotAnAmount, read_amount
from coffeepress.support.newsroom import naming
from coffeepress.support.newsroom.rights import ForBookers, sees_supporters
from coffeepress.support.newsroom.supporter_page import entry_rows
from coffeepress.support.newsroom.words import currencies, languages
from coffeepress.support.providers.manual import Manual, NothingReceived

MOST_SHOWN = 20
LONGEST_AGO_DAYS = 3660


class CashForm(forms.Form):
    """What came by hand. The amount is read in the decimals of its currency."""

    amount = forms.CharField(
        label=gettext_lazy("Amount"), max_length=30, help_text=gettext_lazy("Such as 7 or 12.50.")
    )
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), choices=currencies)
    received_on = forms.DateField(label=gettext_lazy("Received on"), widget=AdminDateInput)
    email = forms.EmailField(
        label=gettext_lazy("The payer’s e-mail address"),
        required=False,
        help_text=gettext_lazy(
            "May stay blank. With it, the payer counts as a supporter and is thanked by mail."
        ),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the mail"), choices=languages)
    note = forms.CharField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For the newsroom: where it came from, a receipt’s number."),
    )
    token = forms.CharField(widget=forms.HiddenInput, max_length=200)

    def clean_received_on(self) -> Any:
        day = self.cleaned_data["received_on"]
        today = timezone.now().astimezone(zone()).date()
        if day > today:
            raise forms.ValidationError(_("This day has not come yet."))
        if (today - day).days > LONGEST_AGO_DAYS:
            raise forms.ValidationError(_("This day is too long ago."))
        return day

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("amount") and found.get("currency"):
            self._read(found)
        return found

    def _read(self, found: dict[str, Any]) -> None:
        try:
            money = read_amount(found["amount"], found["currency"])
        except NotAnAmount:
            self.add_error("amount", _("This cannot be read as an amount."))
            return
        if money.minor <= 0:
            self.add_error("amount", _("The amount has to be above nothing."))
        found["money"] = money


class CashView(ForBookers, WagtailAdminTemplateMixin, FormView):
    """The form for cash, and what was booked by hand last."""

    form_class = CashForm
    template_name = "support/newsroom/cash.html"
    page_title = gettext_lazy("Book cash")
    header_icon = "download"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def get_initial(self) -> dict[str, Any]:
        return {
            "received_on": timezone.now().astimezone(zone()).date(),
            "language": settings.COFFEEPRESS.languages[0],
            "token": new_number().signed,
        }

    def form_valid(self, form: CashForm) -> HttpResponse:
        given = form.cleaned_data
        try:
            number = read_number(given["token"])
        except Forged:
            form.add_error(None, _("The form’s number is missing. Please open the form anew."))
            return self.form_invalid(form)
        cash = Cash(
            amount=given["money"],
            number=f"cash:{number.nonce}",
            received_on=given["received_on"],
            email=given["email"],
            language=given["language"],
            note=given["note"],
        )
        try:
            pledge = receive_cash(cash, by=account(self.request))
        except (FactChanged, NothingReceived):
            form.add_error(None, _("This form was sent before, with another amount. Please open it anew."))
            return self.form_invalid(form)
        told = {"amount": naming.amount(given["money"]), "reference": pledge.reference}
        messages.success(self.request, _("Booked: %(amount)s, as %(reference)s.") % told)
        return HttpResponseRedirect(reverse("supporting:cash"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        by_hand = LedgerEvent.objects.filter(provider=Manual.name).select_related("booking__by", "pledge")
        latest = list(by_hand.order_by("-pk")[:MOST_SHOWN])
        return {**super().get_context_data(**kwargs), "entries": entry_rows(latest, may_book=True)}


class TakeBackForm(forms.Form):
    """Why something is taken back."""

    note = forms.CharField(label=gettext_lazy("Why"), max_length=300)


class TakeBackView(ForBookers, WagtailAdminTemplateMixin, FormView):
    """Takes back a payment that the newsroom booked, by a second entry; the first one stays."""

    form_class = TakeBackForm
    template_name = "support/newsroom/take_back.html"
    page_title = gettext_lazy("Take back a payment")
    header_icon = "undo"

    @cached_property
    def entry(self) -> LedgerEvent:
        entries = LedgerEvent.objects.filter(kind="charged", provider__in=("manual", "bank"))
        return get_object_or_404(
            entries.select_related("pledge__supporter", "booking__by"), pk=self.kwargs["pk"]
        )

    @cached_property
    def left(self) -> Money:
        return left_of(self.entry)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *self.breadcrumbs_items,
            {"url": reverse("supporting:cash"), "label": _("Book cash")},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form: TakeBackForm) -> HttpResponse:
        try:
            take_back(self.entry, by=account(self.request), note=form.cleaned_data["note"])
        except (NothingLeft, NotByHand):
            messages.warning(self.request, _("Nothing is left of this payment: it was taken back before."))
        else:
            messages.success(self.request, _("The payment is taken back."))
        return HttpResponseRedirect(self._onward())

    def _onward(self) -> str:
        supporter = self.entry.pledge.supporter_id
        if supporter and sees_supporters(self.request.user):
            return reverse("supporting:supporter", args=[supporter])
        return reverse("supporting:cash")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "entries": entry_rows([self.entry], may_book=False),
            "left": naming.amount(self.left),
            "is_left": self.left.minor > 0,
        }
