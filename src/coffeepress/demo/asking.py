"""Read how the demo newsroom asks for support: tiers, other ways to pay, requests under articles.

Owns: the rules of ``support.LANGUAGE.toml``. Its account's country and its addresses are nobody's. In the
files braces are marks of dates, so the price of a coffee is written ``[coffee]``.
"""

from collections.abc import Mapping
from typing import Any

from coffeepress.demo.fields import Fields
from coffeepress.demo.markup import Passage, rich_text
from coffeepress.demo.values import SupportContent, TierContent
from coffeepress.support.money import Money, read_amount

_WAYS: Mapping[str, tuple[str, ...]] = {
    "bank": ("title", "holder", "iban", "bic", "purpose"),
    "link": ("title", "url", "note"),
    "address": ("title", "address", "note"),
}
_APPEAL = ("title", "text", "button")


def read_support(fields: Fields, language: str) -> SupportContent:
    """One language's file. Raises ContentError at its first fault."""
    intro = Passage(fields.passage.path, fields.passage.line, fields.text("intro"))
    content = SupportContent(
        language=language,
        title=fields.text("title"),
        intro_html=rich_text(intro),
        tiers=tuple(_tier(each) for each in fields.tables("tiers")),
        ways=tuple(_way(each) for each in fields.tables("ways")),
        appeals=tuple(_block("appeal", each, _APPEAL) for each in fields.tables("appeals")),
    )
    fields.finish()
    return content


def _tier(fields: Fields) -> TierContent:
    tier = TierContent(
        amount=_amount(fields.text("amount")), name=fields.text("name"), purpose=fields.text("purpose")
    )
    fields.finish()
    return tier


def _amount(text: str) -> Money:
    currency, amount = text.split()
    return read_amount(amount, currency, decimal=".")


def _way(fields: Fields) -> tuple[str, dict[str, Any]]:
    kind = fields.one_of("kind", tuple(_WAYS))
    return _block(kind, fields, _WAYS[kind])


def _block(kind: str, fields: Fields, names: tuple[str, ...]) -> tuple[str, dict[str, Any]]:
    block = kind, {name: fields.text(name, "").replace("[coffee]", "{coffee}") for name in names}
    fields.finish()
    return block
