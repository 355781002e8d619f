"""Support as reader pages show it: what can be chosen, and other ways to pay, in the language that is active."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from coffeepress.support.codes import qr_code, transfer_code
from coffeepress.support.events import Interval
from coffeepress.support.iban import in_fours
from coffeepress.support.models import SupportWords
from coffeepress.support.money import name_of_currency
from coffeepress.support.offers import TierOffer, coffee_price, coffee_prices, main_currency, tier_offers
from coffeepress.support.pledge import providers_to_begin_with


@dataclass(frozen=True)
class Choice:
    """An amount that can be chosen: the coffee, a tier."""

    key: str
    name: str
    purpose: str
    price: str


@dataclass(frozen=True)
class Currency:
    """What can be chosen in one currency.

    Attributes:
        name: "Euro (EUR)".
        query: what is added to the form's address for it; "" for the outlet's own.
    """

    code: str
    name: str
    query: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True)
class Copied:
    """A line to copy: an IBAN, an address."""

    label: str
    text: str


@dataclass(frozen=True)
class Way:
    """Another way to support the outlet, as an editor wrote it."""

    title: str = ""
    lines: tuple[Copied, ...] = ()
    url: str = ""
    note: str = ""
    code: SafeString = field(default_factory=lambda: mark_safe(""))
    html: SafeString = field(default_factory=lambda: mark_safe(""))


def choices(language: str, currency: str | None = None) -> list[Choice]:
    """What can be chosen in a currency; the outlet's own where none is named."""
    return [shown_offer(each, language) for each in tier_offers(language, currency or main_currency())]


def currencies(language: str) -> list[Currency]:
    """What can be chosen in each currency, the outlet's own first."""
    return [
        Currency(
            code,
            currency_name(code, language),
            "" if code == main_currency() else f"&currency={code}",
            tuple(choices(language, code)),
        )
        for code in coffee_prices()
    ]


def currency_name(code: str, language: str) -> str:
    """A currency as readers of a language call it: "Euro (EUR)"."""
    return f"{name_of_currency(code, language)} ({code})"


def shown_offer(offer: TierOffer, language: str) -> Choice:
    """An offer with its price: "€3.50 a month"."""
    return Choice(offer.key, offer.name, offer.purpose, priced(offer.amount.shown(language), offer.interval))


def priced(amount: str, interval: Interval) -> str:
    """An amount and how often it is paid."""
    if interval == Interval.ONCE:
        return _("%(amount)s once") % {"amount": amount}
    if interval == Interval.YEAR:
        return _("%(amount)s a year") % {"amount": amount}
    return _("%(amount)s a month") % {"amount": amount}


def coffee(language: str) -> str:
    """The price of a coffee."""
    return coffee_price(main_currency()).shown(language)


def is_asked_for(words: SupportWords | None) -> bool:
    """Whether there is any way to support the outlet."""
    return bool(providers_to_begin_with() or (words and words.ways))


def provider_label(name: str) -> str:
    """What a provider is called where it can be chosen."""
    return {
        "stripe": _("By card, and other ways that Stripe offers you"),
        "bank": _("By bank transfer"),
        "practice": _("Practice: no money is paid"),
    }.get(name, name.capitalize())


def ways(blocks: Iterable[Any]) -> list[Way]:
    """The other ways to pay, from an editor's blocks."""
    made = {"bank": _bank, "link": _link, "address": _address, "text": _text}
    return [made[block.block_type](block.value) for block in blocks]


def _bank(value: Any) -> Way:
    lines = [Copied(_("Account holder"), value["holder"]), Copied(_("IBAN"), in_fours(value["iban"]))]
    if value["bic"]:
        lines.append(Copied(_("BIC"), value["bic"]))
    if value["purpose"]:
        lines.append(Copied(_("Write on the transfer"), value["purpose"]))
    told = transfer_code(
        holder=value["holder"], iban=value["iban"], bic=value["bic"], purpose=value["purpose"]
    )
    return Way(value["title"], tuple(lines), code=qr_code(told, _("QR code for your bank’s app")))


def _link(value: Any) -> Way:
    return Way(value["title"], url=value["url"], note=value["note"])


def _address(value: Any) -> Way:
    line = Copied(_("Address"), value["address"])
    return Way(value["title"], (line,), note=value["note"], code=qr_code(value["address"], _("QR code")))


def _text(value: Any) -> Way:
    return Way(html=rich(value.source))


def rich(source: str) -> SafeString:
    """An editor's text, cleaned when it was saved, with its links as readers follow them."""
    return mark_safe(expand_db_html(source))
